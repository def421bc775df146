"""Who is at the other end: the owner of a socket, as Linux tells it."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator

import pytest

from kithly.interfaces.peers import is_strangers, owner_of

TELLS = sys.platform == "linux"  # whether this system says whose a socket is
Ends = tuple[tuple[str, int], tuple[str, int]]


@pytest.fixture(params=["four", "sixteen"])
def talk(request: pytest.FixtureRequest) -> Iterator[Ends]:
    """Return both ends of a real connection of this very process, its address spelled in four bytes or in sixteen."""
    family, host = (socket.AF_INET, "127.0.0.1") if request.param == "four" else (socket.AF_INET6, "::ffff:127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(family, socket.SOCK_STREAM) as far:
        far.connect((host, server.getsockname()[1]))
        near, address = server.accept()
        with near:
            yield near.getsockname(), address


def test_a_connection_of_ones_own_is_known_as_such(talk: Ends) -> None:
    assert owner_of(*talk) == (os.geteuid() if TELLS else None)
    assert not is_strangers(*talk)


def test_a_connection_of_somebody_else_is_a_strangers(talk: Ends) -> None:
    assert is_strangers(*talk, welcome={os.geteuid() + 1}) is TELLS


def test_a_connection_that_is_none_is_nobodys(talk: Ends) -> None:
    near, far = talk
    assert owner_of(near, (far[0], 1)) is None
    assert owner_of((near[0], 1), far) is None


@pytest.mark.parametrize("end", [("testclient", 50_000), ("::1", 50_000), ("", 0)])
def test_where_nothing_is_told_nobody_is_a_stranger(end: tuple[str, int]) -> None:
    assert not is_strangers(("127.0.0.1", 8765), end, welcome=())
    assert not is_strangers(end, ("127.0.0.1", 8765), welcome=())
    assert not is_strangers(None, end, welcome=())
    assert not is_strangers(("127.0.0.1", 8765), None, welcome=())
