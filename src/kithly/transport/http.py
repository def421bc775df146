"""HTTP with limits: to the server that is meant, verified, in so many seconds and so many bytes."""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

import httpcore
import httpx

from kithly import __version__
from kithly.errors import SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.transport.addresses import Refusal, is_loopback, is_never_asked
from kithly.transport.turns import Turns
from kithly.transport.wire import Deadline, OutOfTime, Wire

REDIRECTS = frozenset((301, 302, 303, 307, 308))
FOR_GOOD = frozenset((301, 308))  # redirects to where it will be from now on
AUTH_AGAIN = frozenset((401, 403, 407))
BUSY = frozenset((408, 425, 429))  # statuses below 500 after which the same request may succeed later
PORTS = {"https": 443, "http": 80}

_CHARSET = re.compile(r"(?i);\s*charset\s*=\s*[\"']?([\w.:+\-]{1,40})")
_TOKEN = re.compile(r"[!-~]{1,16384}")  # what a header field holds; real ones are letters, digits and few signs


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request may take.

    Attributes:
        connect: Seconds until a connection stands.
        total: Seconds for the whole of it, redirects included.
        size: Bytes of the answer, after decompression.
        redirects: How often it may be sent elsewhere.
    """

    connect: float = 10.0
    total: float = 30.0
    size: int = 5 << 20
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """How to prove who asks: a password with its user, or a token alone.

    Attributes:
        user: Whose; empty for a bearer token.
        value: The password or token; never shown.
    """

    user: str
    value: str = field(repr=False)

    def header(self) -> str:
        """Return the value of the ``Authorization`` field."""
        if not self.user:
            return f"Bearer {self.value}"
        from base64 import b64encode  # noqa: PLC0415 - one small function, needed by few

        return "Basic " + b64encode(f"{self.user}:{self.value}".encode()).decode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said.

    Attributes:
        status: HTTP status.
        url: Where it was said, after redirects.
        headers: Fields by lower-case name; repeated ones joined by commas.
        body: Decompressed.
        moved: The address it has moved to for good, told by redirects that say so; empty if it stays where it is.
    """

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)
    moved: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether it is an answer and no refusal."""
        return 200 <= self.status < 300

    @property
    def media(self) -> str:
        """The media type it claims, in lower case and without parameters: ``text/html``; empty if it claims none."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The encoding its ``Content-Type`` claims, as written; empty if it claims none."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Who is spoken to, and for whom.

    Attributes:
        source: Name of the source, for errors.
        at: What the user calls the account, for errors.
        own: Hosts the user configured: the login is sent to them alone, and they may lie in a private network.
        others: Further hosts a redirect may lead to; they are never given the login.
        login: How to prove who asks; None for open pages.
        context: Which certificates are believed; None for the system's.
        is_open: A page for everybody is read: it may lie anywhere, be sent on to any public server, and lie on a
            plain ``http`` one, as long as nothing that proves who asks goes along.
        turns: In whose turn each server is asked; None for as one likes.
    """

    source: str
    at: str
    own: frozenset[str]
    others: frozenset[str] = frozenset()
    login: Login | None = None
    context: ssl.SSLContext | None = None
    is_open: bool = False
    turns: Turns | None = None


class Http:
    """A guarded client for one account. Use it in one thread, and close it.

    No proxy, cookie, ``.netrc`` or certificate variable of the environment is looked at.

    Attributes:
        has_gone_out: Whether anything of the last request was written to a server. Of one that failed before, it is
            certain that it did nothing there.

    Example:
        with Http(Peer(source="caldav", at="me@example.org", own=frozenset({"dav.example.org"}), login=login)) as http:
            answer = http.ask("PROPFIND", "https://dav.example.org/", headers={"Depth": "0"}, body=b"<...>")
            http.demand(answer)
    """

    def __init__(self, peer: Peer, *, limits: Limits | None = None) -> None:
        self._peer = peer
        self._limits = limits or Limits()
        self._deadline = Deadline()
        self.has_gone_out = False
        context = peer.context or ssl.create_default_context()
        self._client = httpx.Client(
            transport=Wire(self._deadline, own=peer.own, context=context),
            trust_env=False,
            timeout=httpx.Timeout(self._limits.total, connect=self._limits.connect),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        limits: Limits | None = None,
    ) -> Answer:
        """Send a request and return the answer, whatever its status (see `demand`).

        Args:
            method: ``GET``, ``PROPFIND`` ...; kept over redirects, but 303 makes it ``GET``.
            url: Absolute; ``https``, or ``http`` on this very machine or for an open page.
            headers: Further fields.
            body: What to send.
            limits: Other limits than the client's.

        Raises:
            SourceAuthError: What is to be sent as a token can be none.
            SourceUnavailable: Nobody answers, or not in time, or not provably the one who is meant.
            SourceFormatError: The address or the answer breaks a limit.
        """
        allowed = limits or self._limits
        self._deadline.begin(allowed.total)
        self.has_gone_out = False
        where, moved, for_good = self._url(url), "", True
        for _ in range(allowed.redirects + 1):
            with self._turn(where):
                answer = self._once(method, where, dict(headers or {}), body, allowed)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return replace(answer, moved=moved)
            where = self._next(where, answer.headers["location"])
            for_good = for_good and answer.status in FOR_GOOD
            moved = str(where) if for_good else moved
            if answer.status == 303:
                method, body = "GET", b""
        raise self._broken("it sends from one address to the next without end")

    def demand(self, answer: Answer) -> Answer:
        """Return the answer if it is one.

        Raises:
            SourceAuthError: The login is not taken.
            SourceUnavailable: The server is busy or has a fault.
            SourceFormatError: It refuses for good.
        """
        peer, status = self._peer, answer.status
        if answer.is_ok:
            return answer
        if status in AUTH_AGAIN:
            said = f"{peer.at}: the server does not take the password or token (HTTP {status})."
            raise SourceAuthError(peer.source, peer.at, said, hint="Sign in again: kithly account add.")
        if status in BUSY or status >= 500:
            said = f"{peer.at}: the server is busy or has a fault (HTTP {status})."
            raise SourceUnavailable(peer.source, peer.at, said, hint=_later(answer.headers.get("retry-after", "")))
        raise self._broken(f"the server refuses (HTTP {status})")

    @contextmanager
    def _turn(self, url: httpx.URL) -> Iterator[None]:
        """Wait until it is our turn at a server; waiting takes nothing from the time the request may take."""
        turns = self._peer.turns
        if turns is None:
            yield
            return
        with turns.at(url.host, pause=url.host not in self._peer.own) as waited:
            if waited is None:
                raise self._away("is asked so much by others that it is not our turn yet")
            self._deadline.extend(waited)
            yield

    def _once(self, method: str, url: httpx.URL, headers: dict[str, str], body: bytes, limits: Limits) -> Answer:
        headers = {"User-Agent": f"Kithly/{__version__}", "Accept-Encoding": "gzip", **headers}
        if self._peer.login is not None and url.host in self._peer.own:
            headers["Authorization"] = self._proof(self._peer.login)
        watched = {"trace": self._watch}
        request = self._client.build_request(method, url, headers=headers, content=body or None, extensions=watched)
        try:
            response = self._client.send(request, stream=True)
            try:
                told = {name.lower(): value for name, value in response.headers.items()}
                content = self._body(response, told.get("content-encoding", "").strip().lower(), limits.size)
            finally:
                response.close()
        except (OutOfTime, httpx.TimeoutException, httpcore.TimeoutException):
            raise self._away("does not answer in time") from None
        except Refusal as error:
            raise self._broken(str(error)) from None
        except (httpx.TransportError, httpcore.ProtocolError, httpcore.NetworkError, OSError) as error:
            if "location header" in str(error):  # the client looks at where a redirect leads before we do
                raise self._broken("it sends to an address that is none") from None
            raise self._away(why_away(error)) from None
        return Answer(status=response.status_code, url=str(url), headers=told, body=content)

    def _watch(self, event: str, told: Mapping[str, Any]) -> None:
        """Notice the moment from which on a server may know of a request."""
        del told
        self.has_gone_out = self.has_gone_out or event.endswith("send_request_headers.started")

    def _proof(self, login: Login) -> str:
        if not login.user and not _TOKEN.fullmatch(login.value):
            said = f"{self._peer.at}: what was given is no access token."
            hint = "Copy it whole, without anything around it: kithly account add."
            raise SourceAuthError(self._peer.source, self._peer.at, said, hint=hint)
        return login.header()

    def _body(self, response: httpx.Response, encoding: str, size: int) -> bytes:
        if encoding in {"", "identity"}:
            return self._joined(response.iter_raw(), size)
        if encoding not in {"gzip", "x-gzip", "deflate"}:
            raise self._broken("its answer is packed in a way nobody asked for")
        return self._joined(self._unpacked(response.iter_raw(), size), size)

    def _joined(self, pieces: Iterable[bytes], size: int) -> bytes:
        whole = bytearray()
        for piece in pieces:
            whole += piece
            if len(whole) > size:
                raise self._broken(f"its answer is larger than {size >> 20} MB")
        return bytes(whole)

    def _unpacked(self, pieces: Iterable[bytes], size: int) -> Iterable[bytes]:
        """Yield unpacked pieces; a small piece that unpacks to a mountain stops at the limit."""
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)  # gzip or zlib, by its own first bytes
        try:
            for piece in pieces:
                yield unpacker.decompress(piece, size + 1)
        except zlib.error:
            raise self._broken("its packed answer is damaged") from None
        if not unpacker.eof:
            raise self._away("breaks off in the middle of its answer")

    def _url(self, url: str) -> httpx.URL:
        try:
            where = httpx.URL(url)
        except (httpx.InvalidURL, ValueError, TypeError):
            raise self._broken("its address is no web address") from None
        if where.scheme != "https" and not (where.scheme == "http" and self._may_be_plain(where)):
            raise self._broken("its address does not begin with https://")
        if not where.host or where.userinfo:
            raise self._broken("its address holds no server, or a password")
        if self._peer.is_open and is_never_asked(where.host):
            raise self._broken("it lies at LinkedIn, which Kithly never asks")
        return where

    def _may_be_plain(self, where: httpx.URL) -> bool:
        return is_loopback(where.host) or (self._peer.is_open and self._peer.login is None)

    def _next(self, before: httpx.URL, location: str) -> httpx.URL:
        """Return where a redirect leads: the same server, or one that is allowed by name."""
        try:
            joined = str(before.join(location))
        except (httpx.InvalidURL, ValueError, TypeError):
            raise self._broken("it sends to an address that is none") from None
        where = self._url(joined)
        if _place(where) == _place(before):
            return where
        if before.scheme == "https" and where.scheme != "https":
            raise self._broken("it sends from a safe address to an open one")
        if self._peer.is_open:
            return where
        if where.host != before.host and where.host not in self._peer.own | self._peer.others:
            raise self._broken(f"it sends to another server ({where.host})")
        return where

    def _away(self, what: str) -> SourceUnavailable:
        peer = self._peer
        return SourceUnavailable(peer.source, peer.at, f"{peer.at}: the server {what}.", hint="Try again later.")

    def _broken(self, what: str) -> SourceFormatError:
        peer = self._peer
        return SourceFormatError(peer.source, peer.at, f"{peer.at}: {what}.", hint="Check the address of the account.")


def _place(url: httpx.URL) -> tuple[str, str, Any]:
    return url.scheme, url.host, url.port or PORTS[url.scheme]


def why_away(error: Exception) -> str:
    """Say why nobody could be spoken to, without words of the server's."""
    text = str(error).lower()
    if "certificate" in text or "hostname" in text:
        return "cannot prove that it is the one it should be (its certificate is not valid)"
    if "name or service" in text or "nodename" in text or "getaddrinfo" in text or "no address" in text:
        return "is not known by that name"
    if "refused" in text:
        return "refuses the connection"
    return "breaks the connection off"


def _later(seconds: str) -> str:
    """Say when to come back, by a ``Retry-After`` in seconds; dates and nonsense are just *later*."""
    if not seconds.isdecimal() or len(seconds) > 6 or int(seconds) < 1:
        return "Try again later."
    minutes = -(-int(seconds) // 60)
    return f"Try again in {minutes} {'minute' if minutes == 1 else 'minutes'}."
