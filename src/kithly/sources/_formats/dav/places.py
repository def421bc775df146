"""Where an account's address books or calendars may be: as said, as the provider is known, or as the domain tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kithly.errors import SourceFormatError
from kithly.sources.account import Account, Found
from kithly.transport.dav import Holding

if TYPE_CHECKING:
    from dns.resolver import Resolver

PORTS = {"https": 443, "http": 80}
PATIENCE = 4.0  # seconds for one question to the directory of names
URL = "url"  # setting: where to begin
NAMED = "named"  # setting: the user named the server, so it may lie in a private network
_WORDS = {Holding.CARDS: ("cards", "address books"), Holding.CALENDAR: ("calendars", "calendars")}


def find(account: Account, holding: Holding, *, resolver: Resolver | None = None) -> Found:
    """Say where address books or calendars may be, without signing in.

    Args:
        account: What the user said.
        holding: What is looked for.
        resolver: Whom to ask for names; None for whom the system asks.

    Raises:
        SourceFormatError: It is neither a mail address nor that of a server, or the provider offers nothing.
    """
    said = _said(account)
    if said:
        return Found(accounts=(_at(account, said, named=True),))
    domain = _domain(account.address)
    if not domain:
        text = f"{account.address!r} is neither a mail address nor the address of a server."
        raise SourceFormatError(account.kind, account.address, text, hint=_hint(account))
    provider = _providers().get(domain)
    if provider is not None:
        return _of_provider(account, provider, holding)
    places = _told_by(domain, holding, resolver)
    words = f"{domain} says where its {_WORDS[holding][1]} are" if places else f"{domain} itself is asked"
    accounts = tuple(_at(account, place) for place in (*places, f"https://{domain}/"))
    asked = ", ".join(dict.fromkeys(one.host for one in accounts))
    return Found(accounts=accounts, words=(f"{words}: {asked}.",))


def _said(account: Account) -> str:
    """Return the address of the server the user named; empty if they named none."""
    if account.settings.get(URL):
        return account.settings[URL]
    if account.host:
        scheme = "http" if account.security == "none" else "https"
        port = f":{account.port}" if account.port else ""
        path = urlsplit(account.address).path if "://" in account.address else "/"
        return f"{scheme}://{account.host}{port}{path}"
    address = account.address.strip()
    return address if address.lower().startswith(("https://", "http://")) else ""


def _domain(address: str) -> str:
    """Return what stands behind the ``@`` of an address, or a bare domain."""
    domain = address.rpartition("@")[2].strip().rstrip(".").lower()
    if "." not in domain or any(letter in domain for letter in " /:\\?#[]"):
        return ""
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _of_provider(account: Account, provider: Mapping[str, Any], holding: Holding) -> Found:
    word, what = _WORDS[holding]
    if word not in provider:
        said = f"{provider['name']} offers no {what} that another program can read."
        raise SourceFormatError(account.kind, account.address, said, hint="Export them there, and import the file.")
    return Found(
        accounts=(_at(account, provider[word]),),
        words=(f"This is {provider['name']}: {urlsplit(provider[word]).netloc}.",),
        page=provider.get("page", ""),
        steps=tuple(provider.get("steps", ())),
        asks=provider.get("asks", "password"),
    )


def _told_by(domain: str, holding: Holding, resolver: Resolver | None) -> tuple[str, ...]:
    """Return the servers a domain names in the directory (RFC 6764), the first choice first."""
    name = f"{holding.service}.{domain}"
    rows = sorted(_asked(name, "SRV", resolver), key=lambda row: (row.priority, -row.weight))
    paths = [text.partition("=")[2] for text in map(_text, _asked(name, "TXT", resolver)) if text.startswith("path=/")]
    path = paths[0] if paths else "/"
    found = []
    for row in rows:
        host = row.target.to_text(omit_final_dot=True).lower()
        if host and host != "." and row.port:  # a lone dot says: there is none (RFC 2782)
            found.append(f"https://{host}:{row.port}{path}" if row.port != 443 else f"https://{host}{path}")
    return tuple(found)


def _text(row: Any) -> str:
    return b"".join(row.strings).decode("ascii", "replace")


def _asked(name: str, kind: str, resolver: Resolver | None) -> Sequence[Any]:
    """Return the rows of one answer; none where nobody answers."""
    from dns.exception import DNSException  # noqa: PLC0415 - loaded only when an account is added
    from dns.resolver import Resolver  # noqa: PLC0415

    try:
        return list((resolver or Resolver()).resolve(name, kind, lifetime=PATIENCE))
    except (DNSException, OSError, ValueError):
        return []


def _at(account: Account, url: str, *, named: bool = False) -> Account:
    parts = urlsplit(url)
    settings = {**account.settings, URL: url, **({NAMED: "yes"} if named else {})}
    security = "none" if parts.scheme == "http" else "tls"
    return replace(
        account,
        host=parts.hostname or "",
        port=parts.port or PORTS.get(parts.scheme, 0),
        security=security,
        settings=settings,
    )


def _hint(account: Account) -> str:
    return f"kithly account add https://cloud.example.org --as {account.kind} --user NAME"


@cache
def _providers() -> Mapping[str, Mapping[str, Any]]:
    text = resources.files(__package__ or "").joinpath("providers.toml").read_text("utf-8")
    return {domain: one for one in tomllib.loads(text)["provider"] for domain in one["domains"]}
