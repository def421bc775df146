"""Where a mail account may be: as said, as its provider is known, as its domain tells, or guessed.

Servers are asked only because the user adds an account of theirs: first the domain's own names in DNS, then the two
pages on which a domain describes its mail (Thunderbird's autoconfig), over HTTPS.
"""

from __future__ import annotations

from dataclasses import replace

from kithly.errors import SourceFormatError
from kithly.sources.account import Account, Found
from kithly.sources.imap.autoconfig import Server, described
from kithly.sources.imap.dns import mail_exchangers, service_servers
from kithly.sources.imap.providers import Provider, provider_of_domain, provider_of_exchanger

TLS_PORT, OPEN_PORT = 993, 143
ASKS, ASKS_APP = "password", "app password"


def find(account: Account) -> Found:
    """Say where a mail account may be.

    Raises:
        SourceFormatError: What was typed is no mail address, and no server is named.
    """
    domain = domain_of(account)
    provider = provider_of_domain(domain)
    if account.host:
        return _said(account, provider)
    if not domain:
        said = f"{account.address!r} is no mail address."
        raise SourceFormatError("imap", account.address, said, hint="kithly account add you@example.org")
    provider = provider or provider_of_exchanger(mail_exchangers(domain))
    if provider is not None:
        return _of_provider(account, provider)
    servers = described(account.address, domain)
    source = f"{domain} says where its mail is"
    if not servers:
        servers = service_servers(domain)
    if not servers:
        source = f"{domain} does not say where its mail is, so its usual names are tried"
        servers = (Server(host=f"imap.{domain}"), Server(host=f"mail.{domain}"), Server(host=domain))
    return Found(
        accounts=tuple(_at(account, server) for server in servers),
        words=(f"{source}: {', '.join(dict.fromkeys(server.host for server in servers))}.",),
        asks=ASKS,
    )


def domain_of(account: Account) -> str:
    """Return the domain of an address, in the letters of DNS; empty where it is no address."""
    name, at, domain = account.address.rpartition("@")
    domain = domain.strip().rstrip(".").lower()
    if not at or not name or not domain or any(letter in domain for letter in " /:\\@?#[]"):
        return ""
    try:
        return domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _said(account: Account, provider: Provider | None) -> Found:
    port = account.port or (TLS_PORT if account.security == "tls" else OPEN_PORT)
    chosen = replace(account, port=port, settings={**account.settings, "named": "yes"})
    return with_pages(Found(accounts=(chosen,)), provider)


def _of_provider(account: Account, provider: Provider) -> Found:
    chosen = replace(account, host=provider.host, port=provider.port, security=provider.security)
    if provider.is_here:
        chosen = replace(chosen, settings={**account.settings, "named": "yes"})
    words = (f"This is {provider.name}: {provider.host}.", *provider.notes)
    return with_pages(Found(accounts=(chosen,), words=words), provider)


def with_pages(found: Found, provider: Provider | None) -> Found:
    """Return the same with where an app password is made."""
    if provider is None or not provider.page:
        return found
    return replace(found, page=provider.page, steps=provider.steps, asks=ASKS_APP)


def _at(account: Account, server: Server) -> Account:
    return replace(
        account, host=server.host, port=server.port, security=server.security, user=account.user or server.user
    )
