"""A model's server on this machine, answering as told: in pieces, slowly, wrongly, or not at all."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Play = Callable[[socket.socket, dict[str, Any]], None]
_LENGTH = re.compile(rb"(?i)content-length: (\d+)")
STREAM = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


def chunk(text: str = "", **more: Any) -> bytes:
    """Return one event of a streamed answer."""
    choice: dict[str, Any] = {"index": 0, "delta": {"content": text} if text else {}, "finish_reason": None, **more}
    return b"data: " + json.dumps({"object": "chat.completion.chunk", "choices": [choice]}).encode() + b"\n\n"


def streamed(pieces: Iterable[str], *, end: bytes = b"data: [DONE]\n\n") -> bytes:
    """Return a whole streamed answer."""
    body = b"".join(chunk(piece) for piece in pieces)
    return STREAM + body + (chunk(finish_reason="stop") + end if end else b"")


def answered(status: str, body: bytes = b"", media: str = "application/json", *fields: str) -> bytes:
    """Return an answer in one piece."""
    head = [
        f"HTTP/1.1 {status}",
        f"Content-Type: {media}",
        f"Content-Length: {len(body)}",
        "Connection: close",
        *fields,
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


class ModelServer:
    """Plays one scene for each request, and keeps what it was asked.

    Attributes:
        asked: The bodies, parsed.
        heads: The request heads, as they came.
        gone: Set once a client has hung up in the middle of an answer.
    """

    def __init__(self, play: Play) -> None:
        self._play = play
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self.asked: list[dict[str, Any]] = []
        self.heads: list[bytes] = []
        self.raw: list[bytes] = []
        self.gone = threading.Event()
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
                self._answer(conn)

    def _answer(self, conn: socket.socket) -> None:
        whole = b""
        while b"\r\n\r\n" not in whole:
            piece = conn.recv(65536)
            if not piece:
                return
            whole += piece
        head, _, body = whole.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        while length and len(body) < int(length[1]):
            body += conn.recv(65536)
        self.heads.append(head)
        self.raw.append(body)
        self.asked.append(json.loads(body or b"{}"))
        try:
            self._play(conn, self.asked[-1])
        except OSError:
            self.gone.set()

    def close(self) -> None:
        """End the server."""
        self._over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(6)


@contextlib.contextmanager
def serving(play: Play) -> Iterator[ModelServer]:
    """Give a server for the time of a test."""
    running = ModelServer(play)
    try:
        yield running
    finally:
        running.close()


def saying(*answers: bytes) -> contextlib.AbstractContextManager[ModelServer]:
    """Give a server that says these one after the other, and the last one for ever."""
    left = list(answers)

    def play(conn: socket.socket, _: dict[str, Any]) -> None:
        conn.sendall(left.pop(0) if len(left) > 1 else left[0])

    return serving(play)
