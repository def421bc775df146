"""Serving: on this machine alone, on a port that is free; an answer goes out at once."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack

import pytest

from kithly.errors import KithlyError
from kithly.interfaces.cli.web import web
from kithly.interfaces.web.serve import LOOPBACK, MOST_TRIED, listen


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


def test_where_a_port_is_taken_the_next_free_one_is_used_and_never_another_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server((LOOPBACK, 0)) as other, ExitStack() as opened:
        taken = other.getsockname()[1]
        monkeypatch.setattr("kithly.interfaces.web.serve.PORT", taken)
        places = [opened.enter_context(listen(None)).getsockname() for _ in range(2)]
    assert {address for address, _ in places} == {LOOPBACK}
    ports = [port for _, port in places]
    assert taken < ports[0] < ports[1] < taken + MOST_TRIED


def test_a_port_that_was_asked_for_and_is_taken_is_one_sentence() -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(KithlyError, match=f"Port {port} is taken by another program") as raised:
            listen(port)
    assert raised.value.hint == "kithly web --port ANOTHER"


def test_no_option_names_an_address_to_listen_at() -> None:
    """Other machines come in by the door for phones alone, which pairs each of them."""
    assert {param.name for param in web.params} >= {"port", "phone"}
    assert not {param.name for param in web.params} & {"host", "bind", "address", "listen", "interface"}
