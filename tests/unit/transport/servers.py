"""Servers on this machine that answer as told: byte for byte, slowly, or not at all."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

Play = Callable[[socket.socket, bytes], None]


def said(status: str, *fields: str, body: bytes = b"") -> bytes:
    """Return an HTTP answer."""
    head = "\r\n".join((f"HTTP/1.1 {status}", *fields, f"Content-Length: {len(body)}", "Connection: close", "", ""))
    return head.encode() + body


class Stage:
    """A server that plays one scene for each connection, and remembers what it was asked."""

    def __init__(self, play: Play) -> None:
        self._play = play
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.asked: list[bytes] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                conn, _ = self._listener.accept()
            except OSError:
                return
            with conn, contextlib.suppress(OSError):
                conn.settimeout(5)
                request = _request(conn)
                self.asked.append(request)
                self._play(conn, request)

    def close(self) -> None:
        """End the server."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(6)


def _request(conn: socket.socket) -> bytes:
    whole = b""
    while b"\r\n\r\n" not in whole:
        piece = conn.recv(65536)
        if not piece:
            return whole
        whole += piece
    return whole


@contextlib.contextmanager
def stage(play: Play) -> Iterator[Stage]:
    """Give a server for the time of a test."""
    running = Stage(play)
    try:
        yield running
    finally:
        running.close()


@contextlib.contextmanager
def answering(answer: bytes) -> Iterator[Stage]:
    """Give a server that always says the same."""
    with stage(lambda conn, _: conn.sendall(answer)) as running:
        yield running
