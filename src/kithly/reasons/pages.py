"""Pages told from one another by their addresses, however they were come by."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

TRACES = ("utm_", "ref=", "source=", "trk=", "fbclid=", "gclid=")  # how parameters begin that only trace a reader
PROFILES = re.compile(
    r"(?:[\w-]+\.)*linkedin\.com/(?:in|pub|company)/[^/]+"
    r"|(?:mobile\.)?(?:x|twitter|github)\.com/[^/]+"
    r"|bsky\.app/profile/[^/]+"
    r"|[^/]+/@[^/]+"  # Mastodon and its kin
)
"""Somebody's own page, to which notices lead that know no better: it is no page of one thing."""


def page_key(url: str) -> str:
    """Return what two addresses of one page have in common; empty where an address names no page of its own.

    Example:
        >>> page_key("https://www.example.org/post/?utm_source=feed"), page_key("https://example.org/")
        ('example.org/post', '')
        >>> page_key("https://www.linkedin.com/in/ana"), page_key("https://example.social/@ana/17")
        ('', 'example.social/@ana/17')
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    kept = [one for one in parts.query.split("&") if one and not one.lower().startswith(TRACES)]
    path = parts.path.rstrip("/")
    if not host or not (path or kept) or PROFILES.fullmatch(f"{host}{path}"):
        return ""
    return f"{host}{path}{'?' + '&'.join(sorted(kept)) if kept else ''}"
