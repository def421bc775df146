"""Asking an application in this process, without a socket: what a look costs the server, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit


async def asked(app: Any, address: str, headers: Iterable[tuple[bytes, bytes]], *, port: int) -> list[Any]:
    """Ask for an address; return the messages of the answer.

    Args:
        app: Any ASGI application.
        address: Path and query.
        headers: Beside the name of the host.
        port: Where the server would listen.
    """
    parted = urlsplit(address)
    messages: list[Any] = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": parted.path,
        "raw_path": parted.path.encode(),
        "query_string": parted.query.encode(),
        "root_path": "",
        "headers": [(b"host", f"127.0.0.1:{port}".encode()), *headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", port),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        messages.append(message)

    await app(scope, receive, send)
    return messages
