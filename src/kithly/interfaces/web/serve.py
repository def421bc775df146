"""Serving: a free port on the loopback address, the server, and the browser."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from kithly.app.network import Network
from kithly.errors import KithlyError
from kithly.interfaces.web.application import House, build

LOOPBACK = "127.0.0.1"
PORT = 8765
MOST_TRIED = 20  # ports after the first, where others are taken
BACKLOG = 64
GRACE = 3  # seconds an answer may take after the server was told to stop


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on the loopback address alone.

    Args:
        port: Exactly this one; None for `PORT`, or the next free one.

    Raises:
        KithlyError: The port is taken.
    """
    wanted = range(PORT, PORT + MOST_TRIED) if port is None else (port,)
    for number in wanted:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            found.bind((LOOPBACK, number))
        except OSError:
            found.close()
            continue
        found.listen(BACKLOG)
        return found
    raise KithlyError(f"Port {wanted[0]} is taken by another program.", hint="kithly web --port ANOTHER")


def serve(network: Network, *, port: int | None, ready: Callable[[str], None]) -> None:
    """Serve until stopped (Ctrl-C).

    Args:
        network: Whose.
        port: As in `listen`.
        ready: Called once with the address that lets one browser in.

    Raises:
        KithlyError: The port is taken, or files of the web app are missing.
    """
    with listen(port) as listening:
        number = listening.getsockname()[1]
        app = build(network, port=number)
        ready(door_of(app, number))
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                lifespan="off",
                proxy_headers=False,
                timeout_graceful_shutdown=GRACE,
                ws="none",
            )
        )
        server.run(sockets=[listening])


def door_of(app: Starlette, port: int) -> str:
    """Return an address with a fresh ticket."""
    house: House = app.state.house
    return f"http://{LOOPBACK}:{port}/enter/{house.doorkeeper.ticket()}"
