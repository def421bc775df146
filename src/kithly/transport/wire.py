"""Connections for HTTP: only to allowed machines, and never for longer than the whole may take."""

from __future__ import annotations

import ssl
import time
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from kithly.transport.addresses import resolve

MIN_WAIT = 0.001  # seconds: a socket takes 0 for "do not wait at all"

Options = Iterable[Any] | None


class OutOfTime(Exception):
    """The whole of a request took longer than it may."""


class Deadline:
    """The moment at which a request ends, whatever it is doing."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def begin(self, seconds: float) -> None:
        """Give the next request so much time."""
        self._at = time.monotonic() + seconds

    def extend(self, seconds: float) -> None:
        """Give the present request more time: what it waited for its turn."""
        self._at += seconds

    def left(self, most: float | None) -> float:
        """Return how long to wait at most.

        Raises:
            OutOfTime: Nothing is left.
        """
        left = self._at - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return max(MIN_WAIT, left if most is None else min(most, left))


class _Stream(httpcore.NetworkStream):
    """A connection that ends at the deadline, however slowly it drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _Stream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Network(httpcore.NetworkBackend):
    """Looks a name up once, and connects to what was found allowed."""

    def __init__(self, deadline: Deadline, own: Collection[str]) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._own = own

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Options = None,
    ) -> httpcore.NetworkStream:
        del socket_options
        failure: Exception | None = None
        for address in resolve(host, port, own=self._own):
            try:
                wait = self._deadline.left(timeout)
                return _Stream(self._inner.connect_tcp(address, port, wait, local_address), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(host)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Options = None
    ) -> httpcore.NetworkStream:
        del timeout, socket_options
        raise httpcore.UnsupportedProtocol(path)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Answer(httpx.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        yield from self._inner

    def close(self) -> None:
        self._inner.close()


class Wire(httpx.BaseTransport):
    """Carries requests over guarded connections; TLS is always verified."""

    def __init__(self, deadline: Deadline, *, own: Collection[str], context: ssl.SSLContext) -> None:
        network = _Network(deadline, own)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=network, keepalive_expiry=30.0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; give back the answer with its body still to come."""
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = self._pool.handle_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Answer(answer.stream), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()
