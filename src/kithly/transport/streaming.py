"""One guarded request whose answer is read as it is written: no redirect is followed, nothing is asked twice."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import httpcore
import httpx

from kithly import __version__
from kithly.errors import SourceFormatError, SourceUnavailable
from kithly.transport.addresses import Refusal, is_loopback
from kithly.transport.http import Limits, Peer, why_away
from kithly.transport.wire import Deadline, OutOfTime, Wire

_AWAY = (httpx.TransportError, httpcore.ProtocolError, httpcore.NetworkError, OSError)
_LATE = (OutOfTime, httpx.TimeoutException, httpcore.TimeoutException)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is sent.

    Attributes:
        url: Absolute; ``https``, or ``http`` on this very machine or a host the user named as their own.
        headers: Further fields.
        body: What is sent with it.
        first: Seconds until something useful has come (see `Flow.arrived`).
    """

    url: str
    headers: Mapping[str, str]
    body: bytes
    first: float = 30.0


class Flow:
    """The answer to one request, as it comes.

    Attributes:
        status: HTTP status.
        media: The media type it claims, in lower case and without parameters.
    """

    def __init__(self, response: httpx.Response, deadline: Deadline, until: float, size: int) -> None:
        self.status = response.status_code
        self.media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        self._response = response
        self._deadline = deadline
        self._until = until
        self._size = size
        self._has_arrived = False

    def arrived(self) -> None:
        """Say that something useful has come: from now on only the whole has to end in time."""
        if not self._has_arrived:
            self._has_arrived = True
            self._deadline.begin(max(self._until - time.monotonic(), 0.0))

    def pieces(self) -> Iterator[bytes]:
        """Yield the body as it comes, up to the limit of bytes; one that is longer ends there.

        Raises:
            ValueError: It is longer than it may be.
        """
        length = 0
        for piece in self._response.iter_raw():
            length += len(piece)
            if length > self._size:
                raise ValueError("too long")
            yield piece


@contextmanager
def posted(peer: Peer, order: Order, limits: Limits) -> Iterator[Flow]:
    """Send a request and give its answer as it comes; leaving the block ends the request, whatever is left of it.

    Args:
        peer: Who is spoken to; what proves who asks stands in the order's own headers.
        order: What is sent.
        limits: How much it may take in all; redirects are never followed.

    Raises:
        SourceUnavailable: Nobody answers, or not in time, or not provably the one who is meant.
        SourceFormatError: The address may not be asked, or the answer breaks a limit.
    """
    where, deadline = _url(peer, order.url), Deadline()
    until = time.monotonic() + limits.total
    deadline.begin(min(order.first, limits.total))
    is_plain = where.scheme == "http"  # then nothing is verified, and no certificates have to be read
    context = peer.context or (ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if is_plain else ssl.create_default_context())
    headers = {"User-Agent": f"Kithly/{__version__}", "Accept-Encoding": "identity", **order.headers}
    with (
        _told(peer),
        httpx.Client(
            transport=Wire(deadline, own=peer.own, context=context),
            trust_env=False,
            timeout=httpx.Timeout(limits.total, connect=limits.connect),
        ) as client,
    ):
        request = client.build_request("POST", where, headers=headers, content=order.body)
        response = client.send(request, stream=True)
        try:
            yield Flow(response, deadline, until, limits.size)
        finally:
            response.close()


@contextmanager
def _told(peer: Peer) -> Iterator[None]:
    """Say in one sentence why nobody could be spoken to."""
    try:
        yield
    except _LATE:
        raise _away(peer, "does not answer in time") from None
    except Refusal as error:
        raise _broken(peer, str(error)) from None
    except _AWAY as error:
        raise _away(peer, why_away(error)) from None


def _url(peer: Peer, url: str) -> httpx.URL:
    try:
        where = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError):
        raise _broken(peer, "its address is no web address") from None
    is_plain = where.scheme == "http" and (is_loopback(where.host) or where.host in peer.own)
    if where.scheme != "https" and not is_plain:
        raise _broken(peer, "its address does not begin with https://")
    if not where.host or where.userinfo:
        raise _broken(peer, "its address holds no server, or a password")
    return where


def _away(peer: Peer, what: str) -> SourceUnavailable:
    return SourceUnavailable(peer.source, peer.at, f"{peer.at}: the server {what}.", hint="Try again later.")


def _broken(peer: Peer, what: str) -> SourceFormatError:
    return SourceFormatError(peer.source, peer.at, f"{peer.at}: {what}.", hint="Check its address.")
