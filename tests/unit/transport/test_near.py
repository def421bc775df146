"""Addresses of the local network: never a public one, and only one of this machine."""

from __future__ import annotations

import socket

import pytest

from kithly.transport.near import is_held, is_listened, is_near, listening, near_addresses


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "172.16.0.1", "172.31.255.254", "192.168.1.20", "169.254.7.7", "fd12::1"]
)
def test_a_local_address_is_near(address: str) -> None:
    assert is_near(address)


@pytest.mark.parametrize(
    "address",
    [
        "9.9.9.9",
        "172.32.0.1",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused
        "::",
        "127.0.0.1",
        "::1",
        "2001:db8::1",
        "fe80::1",
        "::ffff:10.0.0.1",
        "lan",
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_near(address)


def test_what_this_machine_names_is_near_and_its_own() -> None:
    assert all(is_near(one) and is_held(one) for one in near_addresses())


def test_an_address_of_another_machine_is_not_held() -> None:
    assert is_held("127.0.0.1")
    assert not is_held("192.0.2.1")


def test_the_first_free_port_is_taken_at_one_address_alone() -> None:
    with listening("127.0.0.1", range(1), backlog=1) as first:
        port = first.getsockname()[1]
        assert is_listened("127.0.0.1", port)
        with pytest.raises(OSError, match="free"):
            listening("127.0.0.1", range(port, port + 1), backlog=1)
        with pytest.raises(OSError, match="refused"):
            socket.create_connection(("127.0.0.2", port), timeout=5)
    assert not is_listened("127.0.0.1", port)
