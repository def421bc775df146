"""Serving: a free port on the loopback address, the server, and the way in."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from kithly.app.doors import Doors
from kithly.app.network import Network
from kithly.errors import KithlyError
from kithly.interfaces.web.application import build
from kithly.interfaces.web.doorbell import hung, new_bell
from kithly.interfaces.web.house import House, present
from kithly.interfaces.web.memory import Stirred, given_back
from kithly.interfaces.web.quiet import quiet_server

LOOPBACK = "127.0.0.1"
PORT = 8765
MOST_TRIED = 20  # ports after the first, where others are taken
BACKLOG = 64


class Front(Protocol):
    """What another door puts in front of the pages: it answers what is its own, and hands on the rest."""

    def __call__(self, pages: ASGIApp, *, network: Callable[[], Network], port: int, log: Doors) -> ASGIApp:
        """Return what answers every request.

        Args:
            pages: Answers whatever is not the door's own.
            network: Gives the network as of this moment.
            port: Where the server listens.
            log: Where it is written down who came in and who was refused.
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
    phone: Callable[[str], None] | None = None,
) -> None:
    """Serve until stopped (Ctrl-C).

    Args:
        network: Whose.
        port: As in `listen`.
        ready: Called once with the address that lets one browser in.
        clock: The present.
        front: Another door of the same server; None for pages alone.
        phone: Where the door for phones is wanted at once: called with the address to open on the phone.

    Raises:
        KithlyError: The port is taken, files of the web app are missing, or this machine is in no local network.
    """
    with listen(port) as listening:
        number = listening.getsockname()[1]
        bell = new_bell(number)
        app = build(network, bell=bell, clock=clock)
        house: House = app.state.house
        with hung(bell, network.settings.folder), given_back(house.stirred), suppress(KeyboardInterrupt):
            if phone is not None:
                phone(house.phone.open().url)
            ready(house.way_in())
            whole = app if front is None else _before(app, house, front)
            quiet_server(whole).run(sockets=[listening])


def _before(pages: ASGIApp, house: House, front: Front) -> ASGIApp:
    """Return the pages with another door in front, which gives memory back as they do."""
    behind = front(pages, network=house.network_now, port=house.bell.port, log=house.network.doors)
    stirred: Stirred = house.stirred

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await behind(scope, receive, send)
        stirred.stir()

    return answer
