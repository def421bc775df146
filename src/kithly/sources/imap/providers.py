"""Mail providers that many people have: where their servers are, and how an app password is made there."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """One provider.

    Attributes:
        name: What it is called.
        host: Its IMAP server.
        domains: Domains of its addresses.
        exchangers: Ends of the names of servers that receive mail for it, for other people's domains.
        port: The server's port.
        security: ``tls`` or ``starttls``.
        page: Where an app password is made; empty where the usual password is taken.
        steps: What to click there.
        notes: What else is to know, a sentence each.
        is_here: The server is a program on this very machine.
        smtp: The server that takes mail to be sent, with its port where that is no usual one; empty if unknown.
    """

    name: str
    host: str
    domains: tuple[str, ...]
    exchangers: tuple[str, ...] = ()
    port: int = 993
    security: str = "tls"
    page: str = ""
    steps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_here: bool = False
    smtp: str = ""


@cache
def providers() -> tuple[Provider, ...]:
    """Return all providers known."""
    text = resources.files("kithly.sources.imap").joinpath("providers.toml").read_text("utf-8")
    return tuple(_provider(row) for row in tomllib.loads(text)["provider"])


def _provider(row: Mapping[str, Any]) -> Provider:
    told: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    return Provider(**told)


def provider_of_domain(domain: str) -> Provider | None:
    """Return whose addresses end in a domain; None if nobody's that is known."""
    return next((one for one in providers() if domain in one.domains), None)


def provider_of_exchanger(exchangers: Sequence[str]) -> Provider | None:
    """Return who receives the mail of a domain, by the names of its servers."""
    for exchanger in exchangers:
        for one in providers():
            if any(exchanger == end or exchanger.endswith("." + end) for end in one.exchangers):
                return one
    return None
