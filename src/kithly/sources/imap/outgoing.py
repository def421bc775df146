"""Where mail of an address is given up for sending: found as its mailbox is."""

from __future__ import annotations

from dataclasses import replace

from kithly.errors import SourceFormatError
from kithly.sources.account import Account, Found
from kithly.sources.imap.autoconfig import OUTGOING, Server, described
from kithly.sources.imap.discovery import ASKS, domain_of, with_pages
from kithly.sources.imap.dns import SUBMISSION, mail_exchangers, service_servers
from kithly.sources.imap.providers import Provider, provider_of_domain, provider_of_exchanger

KIND = "smtp"
PORTS = {"tls": 465, "starttls": 587, "none": 25}  # RFC 8314


def find_outgoing(account: Account) -> Found:
    """Say where mail of an account may be sent from.

    Raises:
        SourceFormatError: What was typed is no mail address.
    """
    domain = domain_of(account)
    if not domain:
        said = f"{account.address!r} is no mail address."
        raise SourceFormatError(KIND, account.address, said, hint="kithly digest --set-up you@example.org")
    provider = provider_of_domain(domain)
    if account.host:
        said_port = account.port or PORTS[account.security]
        chosen = replace(account, port=said_port, settings={**account.settings, "named": "yes"})
        return with_pages(Found(accounts=(chosen,)), provider)
    provider = provider or provider_of_exchanger(mail_exchangers(domain))
    servers = _of_provider(provider) or described(account.address, domain, what=OUTGOING)
    servers = servers or service_servers(domain, services=SUBMISSION) or _usual(domain)
    named = {"named": "yes"} if provider and provider.is_here else {}
    places = (_at(account, server, named) for server in servers)
    hosts = ", ".join(dict.fromkeys(server.host for server in servers))
    whose = f"This is {provider.name}" if provider else f"Mail of {domain} is sent by"
    return with_pages(Found(accounts=tuple(places), words=(f"{whose}: {hosts}.",), asks=ASKS), provider)


def _of_provider(provider: Provider | None) -> tuple[Server, ...]:
    if provider is None or not provider.smtp:
        return ()
    host, _, port = provider.smtp.partition(":")
    if port:
        return (Server(host=host, port=int(port), security="starttls"),)
    return _both(host)


def _usual(domain: str) -> tuple[Server, ...]:
    return (*_both(f"smtp.{domain}"), *_both(f"mail.{domain}"))


def _both(host: str) -> tuple[Server, ...]:
    return tuple(Server(host=host, port=PORTS[security], security=security) for security in ("tls", "starttls"))


def _at(account: Account, server: Server, named: dict[str, str]) -> Account:
    return replace(
        account,
        host=server.host,
        port=server.port,
        security=server.security,
        user=account.user or server.user,
        settings={**account.settings, **named},
    )
