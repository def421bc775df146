"""What a domain says of its mail in DNS: RFC 6186, and who receives its mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kithly.sources.imap.autoconfig import Server

if TYPE_CHECKING:
    from dns.resolver import Resolver

PATIENCE = 4.0  # seconds for one question
SERVICES = (("_imaps._tcp", "tls"), ("_imap._tcp", "starttls"))
SUBMISSION = (("_submissions._tcp", "tls"), ("_submission._tcp", "starttls"))  # RFC 8314, RFC 6186


def service_servers(
    domain: str, resolver: Resolver | None = None, *, services: tuple[tuple[str, str], ...] = SERVICES
) -> tuple[Server, ...]:
    """Return the servers a domain names for a service, those with TLS first, each kind in the domain's own order.

    Args:
        domain: The domain.
        resolver: Whom to ask; None for whom the system asks.
        services: `SERVICES` for reading mail, `SUBMISSION` for sending it.
    """
    return tuple(server for name, kind in services for server in _servers(f"{name}.{domain}", kind, resolver))


def _servers(name: str, security: str, resolver: Resolver | None) -> Iterator[Server]:
    rows = _asked(name, "SRV", resolver)
    for row in sorted(rows, key=lambda row: (row.priority, -row.weight)):
        host = row.target.to_text(omit_final_dot=True).lower()
        if host and host != "." and row.port:  # a lone dot says: there is none (RFC 2782)
            yield Server(host=host, port=int(row.port), security=security)


def mail_exchangers(domain: str, resolver: Resolver | None = None) -> tuple[str, ...]:
    """Return who receives the mail of a domain, the first choice first."""
    rows = sorted(_asked(domain, "MX", resolver), key=lambda row: row.preference)
    return tuple(row.exchange.to_text(omit_final_dot=True).lower() for row in rows)


def _asked(name: str, kind: str, resolver: Resolver | None) -> list[Any]:
    """Return the rows of one answer; none where nobody answers."""
    from dns.exception import DNSException  # noqa: PLC0415 - loaded only when an account is added
    from dns.resolver import Resolver  # noqa: PLC0415

    try:
        return list((resolver or Resolver()).resolve(name, kind, lifetime=PATIENCE))
    except (DNSException, OSError, ValueError):
        return []
