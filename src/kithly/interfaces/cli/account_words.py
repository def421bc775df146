"""What the user said of an account, as an account; and what was found of it, in words."""

from __future__ import annotations

from collections.abc import Sequence

import click

from kithly.interfaces.cli.text import say
from kithly.sources import Account, Found

MOST_PORT = 65_535


def asked_account(
    address: str, *, kind: str, user: str, server: str, security: str, settings: Sequence[str]
) -> Account:
    """Return what the user asked for; a server that is a web address becomes the setting ``url``."""
    told = pairs(settings)
    host, port = "", 0
    if "://" in server:
        told["url"] = server
    elif server:
        host, port = _host(server)
    return Account(
        kind=kind,
        address=address.strip(),
        user=user.strip(),
        host=host,
        port=port,
        security=security,
        settings=told,
    )


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """Return settings by name, of texts such as ``years=10``."""
    return dict(_pair(one) for one in texts)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.BadParameter(f"{text!r} is not NAME=VALUE.")
    return name.strip(), value.strip()


def _host(server: str) -> tuple[str, int]:
    host, colon, port = server.rpartition(":")
    if not colon or host.count(":"):  # no port, or an IPv6 address
        return server.strip("[]"), 0
    if not port.isdecimal() or not 0 < int(port) <= MOST_PORT:
        raise click.BadParameter(f"{port!r} is no port.")
    return host.strip("[]"), int(port)


def tell_found(found: Found) -> None:
    """Say what was found, and where the secret is made."""
    for sentence in found.words:
        say(sentence)
    if found.page:
        say(f"This needs an {found.asks}." if found.asks[:1] in "aeio" else f"This needs a {found.asks}.")
        for step in found.steps:
            say(f"- {step}", indent=2, hang=2)
        say(f"The page: {found.page}", indent=2)
