"""Where an account of the fediverse lies: its handle may name another server than the one that holds it.

Reference: WebFinger (RFC 7033), and "WebFinger" in Mastodon's documentation.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from kithly.errors import SourceFormatError
from kithly.records import mastodon_identity
from kithly.sources._formats.networks import Api

PATH = "/.well-known/webfinger"
ACTIVITY = ("application/activity+json", "application/ld+json")  # media types of the link to the account itself


def fingered(api: Api, handle: str) -> tuple[str, str]:
    """Return the handle an account says it bears and the server that holds it; what nobody tells stays as it is known.

    Args:
        api: The server that is asked.
        handle: ``user@server``.
    """
    try:
        told = api.get("finger", PATH, {"resource": f"acct:{handle}"}).told
    except SourceFormatError:  # nobody answers there for handles: the server its name says may be the one
        return handle, ""
    if not isinstance(told, Mapping):
        return handle, ""
    subject = told.get("subject")
    found = mastodon_identity(subject) if isinstance(subject, str) and subject.startswith("acct:") else None
    host = next((host for link in _links(told) if (host := _host(link))), "")
    return found.value if found else handle, host


def is_proven(told: tuple[str, str], confirmed: tuple[str, str]) -> bool:
    """Say whether an account that says it bears a handle of another server does: that server says so too.

    Args:
        told: What `fingered` gave of the server that was asked first.
        confirmed: What it gave of the server the told handle names.
    """
    return told == confirmed and bool(told[1])


def _links(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    links = told.get("links")
    return [one for one in links if isinstance(one, Mapping)][:100] if isinstance(links, list) else []


def _host(link: Mapping[str, Any]) -> str:
    """Return the server of the link to the account itself; empty for another link."""
    kind, href = link.get("type"), link.get("href")
    if link.get("rel") != "self" or not isinstance(kind, str) or not kind.startswith(ACTIVITY):
        return ""
    try:
        parts = urlsplit(href if isinstance(href, str) else "")
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""
