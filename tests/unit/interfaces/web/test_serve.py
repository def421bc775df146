"""Serving: an answer goes out at once."""

from __future__ import annotations

import asyncio
import socket

from kithly.interfaces.web.serve import listen


async def _taken(listening: socket.socket) -> int:
    """Return whether a connection that the server takes sends small pieces at once."""
    told: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def take(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.set_result(writer.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        writer.close()

    async with await asyncio.start_server(take, sock=listening):
        _, writer = await asyncio.open_connection(*listening.getsockname())
        is_at_once = await told
        writer.close()
    return is_at_once


def test_no_piece_of_an_answer_waits_for_the_one_before_it_to_be_acknowledged() -> None:
    with listen(0) as listening:
        assert asyncio.run(_taken(listening))
