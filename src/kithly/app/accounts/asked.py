"""What the user said of an account, as an account."""

from __future__ import annotations

from collections.abc import Mapping

from kithly.errors import SettingsError
from kithly.sources import Account

MOST_PORT = 65_535


def asked_account(
    address: str,
    *,
    kind: str,
    user: str = "",
    server: str = "",
    security: str = "tls",
    settings: Mapping[str, str] | None = None,
) -> Account:
    """Return what the user asked for.

    Args:
        address: A mail address, or the address of a server.
        kind: Name of what reads it.
        user: Name to sign in with; empty for the address.
        server: ``host``, ``host:port``, an IPv6 address in brackets, or a web address, which becomes the setting
            ``url``; empty to have it found.
        security: ``tls``, ``starttls`` or ``none``.
        settings: What else its source has to know.

    Raises:
        SettingsError: The port is none.
    """
    told, (host, port) = dict(settings or {}), ("", 0)
    if "://" in server:
        told["url"] = server.strip()
    elif server.strip():
        host, port = _host(server.strip())
    return Account(
        kind=kind,
        address=address.strip() or server.strip(),
        user=user.strip(),
        host=host,
        port=port,
        security=security,
        settings=told,
    )


def _host(server: str) -> tuple[str, int]:
    host, colon, port = server.rpartition(":")
    if not colon or (host.count(":") and not host.endswith("]")):  # no port, or a bare IPv6 address
        return server.strip("[]"), 0
    if not port.isdecimal() or not 0 < int(port) <= MOST_PORT:
        raise SettingsError("server", f"{port!r} is no port.", hint="imap.example.org:993")
    return host.strip("[]"), int(port)
