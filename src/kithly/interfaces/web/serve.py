"""Serving: a free port on the loopback address, the server, and the way in."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from kithly.app.network import Network
from kithly.errors import KithlyError
from kithly.interfaces.web.application import build
from kithly.interfaces.web.doorbell import hung, new_bell
from kithly.interfaces.web.house import House, present
from kithly.interfaces.web.memory import Stirred, given_back

LOOPBACK = "127.0.0.1"
PORT = 8765
MOST_TRIED = 20  # ports after the first, where others are taken
BACKLOG = 64
GRACE = 3  # seconds an answer may take after the server was told to stop


class Front(Protocol):
    """What another door puts in front of the pages: it answers what is its own, and hands on the rest."""

    def __call__(self, pages: ASGIApp, *, network: Callable[[], Network], port: int) -> ASGIApp:
        """Return what answers every request.

        Args:
            pages: Answers whatever is not the door's own.
            network: Gives the network as of this moment.
            port: Where the server listens.
        """
        ...


def listen(port: int | None) -> socket.socket:
    """Return a socket that listens on the loopback address alone.

    Args:
        port: Exactly this one, 0 for any free one; None for `PORT`, or the next free one.

    Raises:
        KithlyError: The port is taken.
    """
    wanted = range(PORT, PORT + MOST_TRIED) if port is None else (port,)
    for number in wanted:
        # Named as TCP, or asyncio would leave Nagle's algorithm on: the body of each answer on a connection that is
        # kept would wait for the delayed acknowledgement of its head, 40 ms on Linux.
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        try:
            found.bind((LOOPBACK, number))
            found.listen(BACKLOG)
        except OSError:
            found.close()
            continue
        return found
    raise KithlyError(f"Port {wanted[0]} is taken by another program.", hint="kithly web --port ANOTHER")


def serve(
    network: Network,
    *,
    port: int | None,
    ready: Callable[[str], None],
    clock: Callable[[], datetime] = present,
    front: Front | None = None,
) -> None:
    """Serve until stopped (Ctrl-C).

    Args:
        network: Whose.
        port: As in `listen`.
        ready: Called once with the address that lets one browser in.
        clock: The present.
        front: Another door of the same server; None for pages alone.

    Raises:
        KithlyError: The port is taken, or files of the web app are missing.
    """
    with listen(port) as listening:
        number = listening.getsockname()[1]
        bell = new_bell(number)
        app = build(network, bell=bell, clock=clock)
        house: House = app.state.house
        with hung(bell, network.settings.folder), given_back(house.stirred), suppress(KeyboardInterrupt):
            ready(house.way_in())
            whole = app if front is None else _before(app, house, front)
            _server(whole).run(sockets=[listening])


def _before(pages: ASGIApp, house: House, front: Front) -> ASGIApp:
    """Return the pages with another door in front, which gives memory back as they do."""
    behind = front(pages, network=house.network_now, port=house.bell.port)
    stirred: Stirred = house.stirred

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await behind(scope, receive, send)
        stirred.stir()

    return answer


def _server(app: ASGIApp) -> uvicorn.Server:
    """Return a quiet server: it logs nothing, for a log would hold what people look at."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",  # a traceback may hold anybody's words
            access_log=False,
            server_header=False,
            date_header=False,
            lifespan="on",
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
            ws="none",
        )
    )
