"""Whose a notice is: the sender's domain must be vouched for by the rest of its header, and nothing may gainsay it.

A mailbox keeps no keys, so that signatures cannot be checked anew. What the receiving server found out is
believed; where it wrote nothing, the domains in the header must agree.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from kithly.sources._formats.notices.fields import Fields, first

_PASSED = re.compile(r"\bdkim=pass\b[^;]*?\bheader\.[di]=(?:[^\s;@]*@)?([\w.-]+)", re.IGNORECASE)
_DMARC = re.compile(r"\bdmarc=pass\b[^;]*?\bheader\.from=([\w.-]+)", re.IGNORECASE)
_FAILED = re.compile(r"\b(?:dmarc|dkim)=(?:fail|permerror)\b|\bspf=(?:fail|softfail)\b", re.IGNORECASE)
_SIGNED = re.compile(r"(?:^|;)\s*d=\s*([\w.-]+)", re.IGNORECASE)
_ADDRESS_HOST = re.compile(r"@([\w.-]+)>?\s*$")
_LINK_HOST = re.compile(r"https?://([\w.-]+)|mailto:[^@>\s]*@([\w.-]+)", re.IGNORECASE)
_CAME_FROM = re.compile(r"\s*from\s+([\w.-]+)\.?\s*\(\s*([\w.-]*)", re.IGNORECASE)
_LIST_HOST = re.compile(r"(?<![\w.-])([\w.-]+)>?\s*$")
_WENT_THROUGH_A_LIST = ("x-beenthere", "x-mailman-version", "mailing-list", "x-mailinglist", "x-ml-name", "resent-from")


def is_of(host: str, domains: Collection[str]) -> bool:
    """Say whether a host is one of some domains, or lies within one.

    Example:
        >>> is_of("mail.linkedin.com", {"linkedin.com"}), is_of("linkedin.com.evil.example", {"linkedin.com"})
        (True, False)
    """
    host = host.strip(".").lower()
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def is_proven(fields: Fields, domains: Collection[str], own_fields: Collection[str]) -> bool:
    """Say whether a header bears out that a mail comes from one of some domains.

    Args:
        fields: The header.
        domains: Domains that sign for the sender.
        own_fields: Fields that only this sender writes, in lower case.
    """
    if any(name in fields for name in _WENT_THROUGH_A_LIST) or not _is_own_list(fields, domains):
        return False
    verdict = _verdict(fields, domains)
    if verdict is not None:
        return verdict
    signed = [found for value in fields.get("dkim-signature", ()) for found in _SIGNED.findall(value)]
    if signed:
        return any(is_of(host, domains) for host in signed)
    returned = _ADDRESS_HOST.search(first(fields, "return-path"))
    if returned is not None and not is_of(returned[1], domains):
        return False
    return any(name in fields for name in own_fields) or any(is_of(host, domains) for host in _hosts(fields))


def _is_own_list(fields: Fields, domains: Collection[str]) -> bool:
    """Say whether a mail has no List-Id, or one of the sender's own."""
    found = _LIST_HOST.search(first(fields, "list-id"))
    return found is None or is_of(found[1], domains)


def _verdict(fields: Fields, domains: Collection[str]) -> bool | None:
    """Return what the receiving server found out; None where it said nothing of use."""
    told = first(fields, "authentication-results")
    vouched = [*_PASSED.findall(told), *_DMARC.findall(told)]
    if any(is_of(host, domains) for host in vouched):
        return True
    return False if _FAILED.search(told) else None


def _hosts(fields: Fields) -> Iterator[str]:
    """Yield the hosts that a forger would have to think of."""
    for name in ("return-path", "message-id"):
        found = _ADDRESS_HOST.search(first(fields, name))
        if found:
            yield found[1]
    for one, other in _LINK_HOST.findall(first(fields, "list-unsubscribe")):
        yield one or other
    for value in fields.get("received", ()):
        passed = _CAME_FROM.match(value)
        if passed:
            yield passed[2] or passed[1]
