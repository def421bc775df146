"""The names under which a server on this very machine may be asked: any other is a rebound one."""

from __future__ import annotations

NAMES = ("127.0.0.1", "localhost", "[::1]")


def own_hosts(port: int) -> tuple[str, ...]:
    """Return what a request may say in ``Host``, in small letters."""
    return tuple(f"{name}:{port}" for name in NAMES)
