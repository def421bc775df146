"""Asking and telling a social network for ego: JSON over guarded HTTP, and honest about what became of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlencode

from kithly.channels.channel import Sender
from kithly.errors import (
    ChannelAuthError,
    ChannelError,
    ChannelUnavailable,
    Refused,
    SourceAuthError,
    SourceError,
    SourceFormatError,
    SourceUnavailable,
    Unsure,
)
from kithly.transport.http import BUSY, Answer, Http, Limits, Login, Peer
from kithly.transport.web import asked_until

LIMITS = Limits(total=30.0, size=2 << 20, redirects=0)  # what shall be done once is not done wherever it is sent on
QUOTED = 160  # characters of a server's own words that are shown
TOO_MUCH, TIMED_OUT = 429, 408  # statuses: asked too often, so nothing was done; gave up waiting, so nobody knows
LATER = "Try again later."
LOOK = "Look there whether it is to be seen: kithly outbox"

_FIELD = re.compile(r"[!-~]{1,200}")  # what goes into a header field
_UNSAFE = re.compile(r"[^\x20-\x7e\xa0-\ufffd]+|https?://\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where ego's account lies, and what it is called.

    Attributes:
        host: The server.
        port: Its port; 0 for the usual one.
        security: ``tls``, or ``none`` on this very machine.
        at: What the user calls the account.
    """

    host: str
    port: int = 0
    security: str = "tls"
    at: str = ""

    @property
    def base(self) -> str:
        """Its address without a path."""
        scheme, usual = ("http", 80) if self.security == "none" else ("https", 443)
        return f"{scheme}://{self.host}" + (f":{self.port}" if self.port not in {0, usual} else "")


def server_of(sender: Sender) -> Server:
    """Return where an account of ego's lies, by its settings ``host``, ``port`` and ``security``."""
    told = sender.settings
    port = told.get("port", "")
    return Server(
        host=told.get("host", ""),
        port=int(port) if port.isdecimal() else 0,
        security=told.get("security", "tls"),
        at=sender.address,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server said.

    Attributes:
        status: Of HTTP.
        told: The JSON; None where it gave none.
        until: When it may be asked again, as it says; None for none.
    """

    status: int
    told: Any = field(default=None, repr=False)
    until: datetime | None = None

    @property
    def is_ok(self) -> bool:
        """Whether it did what it was asked."""
        return 200 <= self.status < 300

    @property
    def fields(self) -> Mapping[str, Any]:
        """The JSON object; an empty one where it is none."""
        return self.told if isinstance(self.told, Mapping) else {}


class Caller:
    """The interface of one server, for one account. Use it in one thread, and close it.

    Args:
        channel: Name of the channel, for errors.
        server: Where.
        token: What proves who asks; empty for nothing.
        limits: How much one request may take.
    """

    def __init__(self, channel: str, server: Server, *, token: str = "", limits: Limits = LIMITS) -> None:
        self._channel = channel
        self._server = server
        login = Login(user="", value=token) if token else None
        peer = Peer(source=channel, at=server.at, own=frozenset({server.host}), login=login)
        self._http = Http(peer, limits=limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._http.close()

    def look(self, path: str, query: Mapping[str, str | int] | None = None) -> Reply:
        """Return what an address gives, or how it refuses; nothing changes there.

        Raises:
            ChannelAuthError: The token is not taken.
            ChannelUnavailable: The server is away, busy or has a fault.
            Refused: It may not be asked.
        """
        return self._plain("GET", path + (f"?{urlencode(query)}" if query else ""), b"", {})

    def ask(self, path: str, told: Mapping[str, Any]) -> Reply:
        """Send what changes nothing that anybody sees; returns and raises as `look`."""
        return self._plain("POST", path, _packed(self._channel, told), {})

    def give(self, path: str, told: Mapping[str, Any], *, headers: Mapping[str, str] | None = None) -> Reply:
        """Send what others will see, once.

        Args:
            path: Below the base.
            told: The JSON.
            headers: Further fields.

        Returns:
            What the server said: that it did it, or that it did not and will not.

        Raises:
            Refused: It can not go out like this; nothing was sent.
            ChannelAuthError: The token is not taken; nothing was done.
            ChannelUnavailable: The server surely did nothing.
            Unsure: It had the request, and did not say what it made of it.
        """
        self._refuse_unfit(headers or {})
        body = _packed(self._channel, told)
        try:
            answer = self._once("POST", path, body, headers or {})
        except SourceError as error:
            if self._http.has_gone_out:
                raise Unsure(self._channel, _never_said(self._server), hint=LOOK) from None
            raise self._failed(error) from None
        if answer.status >= 500 or answer.status == TIMED_OUT:
            said = f"{self._server.host} had a fault (HTTP {answer.status}) and did not say whether it took it."
            raise Unsure(self._channel, said, hint=LOOK)
        reply = _reply(answer)
        if answer.is_ok and not isinstance(reply.told, Mapping):
            raise Unsure(self._channel, _never_said(self._server), hint=LOOK)
        self._refuse_unheard(reply)
        return reply

    def refused(self, reply: Reply, what: str) -> Refused:
        """Return the error of what a server will not do, with its own words made harmless."""
        said = _said(reply)
        quoted = f' (it says: "{said}")' if said else f" (HTTP {reply.status})"
        return Refused(self._channel, f"{self._server.host} {what}{quoted}.")

    def _plain(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        try:
            answer = self._once(method, path, body, headers)
        except SourceError as error:
            raise self._failed(error) from None
        reply = _reply(answer)
        if answer.status >= 500 or answer.status in BUSY - {TOO_MUCH}:
            said = f"{self._server.host} is busy or has a fault (HTTP {answer.status})."
            raise ChannelUnavailable(self._channel, said, hint=LATER)
        self._refuse_unheard(reply)
        return reply

    def _once(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        fields = {"Accept": "application/json", **({"Content-Type": "application/json"} if body else {}), **headers}
        return self._http.ask(method, self._server.base + path, headers=fields, body=body)

    def _refuse_unheard(self, reply: Reply) -> None:
        """Raise what keeps the server from hearing us at all: who we are, or how often we ask."""
        if reply.status == 401:
            said = _said(reply)
            words = f"{self._server.at}: {self._server.host} does not take the token or password"
            raise ChannelAuthError(
                self._channel,
                f'{words} (it says: "{said}").' if said else f"{words}.",
                hint=f"Sign in again: kithly account add {self._server.at} --send",
            )
        if reply.status == TOO_MUCH:
            said = f"{self._server.host} has been asked too much for now (HTTP {TOO_MUCH}); it did nothing."
            raise ChannelUnavailable(self._channel, said, hint=_later(reply.until))

    def _refuse_unfit(self, headers: Mapping[str, str]) -> None:
        if not all(_FIELD.fullmatch(value) for value in headers.values()):
            raise Refused(self._channel, "Its id holds what no header may hold; nothing was sent.")

    def _failed(self, error: SourceError) -> ChannelError:
        """Return a failure of reaching the server at all as one of a channel."""
        kinds: tuple[tuple[type[SourceError], type[ChannelError]], ...] = (
            (SourceAuthError, ChannelAuthError),
            (SourceUnavailable, ChannelUnavailable),
            (SourceFormatError, Refused),
        )
        kind = next((ours for theirs, ours in kinds if isinstance(error, theirs)), ChannelUnavailable)
        return kind(self._channel, str(error), hint=error.hint)


def _packed(channel: str, told: Mapping[str, Any]) -> bytes:
    """Return JSON as bytes; signs within it can neither end a field nor begin one.

    Raises:
        Refused: A text holds half a character.
    """
    try:
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        raise Refused(channel, "The text holds half a character.", hint="Write that sign anew.") from None


def _reply(answer: Answer) -> Reply:
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        told = None
    return Reply(status=answer.status, told=told, until=asked_until(answer.headers, datetime.now(UTC)))


def _said(reply: Reply) -> str:
    """Return a server's own words for a refusal, made harmless: one line, no addresses."""
    told = reply.fields.get("message") or reply.fields.get("error") or reply.fields.get("error_description")
    text = told if isinstance(told, str) else ""
    return " ".join(_UNSAFE.sub(" ", text).replace('"', "'").split())[:QUOTED].rstrip(" .:,")


def _never_said(server: Server) -> str:
    return f"{server.host} had it and broke off before it said whether it took it."


def _later(until: datetime | None) -> str:
    """Say when to come back."""
    if until is None:
        return LATER
    minutes = max(1, -(-int((until - datetime.now(UTC)).total_seconds()) // 60))
    return f"Try again in {minutes} {'minute' if minutes == 1 else 'minutes'}."
