"""Look first: the pages of a person worth two minutes before writing. Only links; the user opens them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from kithly.channels.handoff import profile_link
from kithly.errors import Refused
from kithly.records import Identity, IdentityKind, clean_name

SEARCH = "https://duckduckgo.com/?q="


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page to look at.

    Attributes:
        title: What it is, for the user.
        url: Where; always https.
    """

    title: str
    url: str


def pages(identities: Iterable[Identity], *, name: str, company: str = "") -> tuple[Link, ...]:
    """Return profile, recent activity, own pages and a web search, in the order to look at them.

    Args:
        identities: All that name the person; only profiles and pages are used.
        name: Full name; a name that is an address is not searched for.
        company: Newest known employer, or empty.
    """
    found: list[Link] = []
    for identity in identities:
        found += _of_identity(identity)
    found += _search(query_for(name, company))
    return tuple(dict.fromkeys(found))


def _of_identity(identity: Identity) -> list[Link]:
    if identity.kind is IdentityKind.LINKEDIN:
        try:
            profile = profile_link(identity.value)
        except Refused:
            return []
        return [
            Link(title="LinkedIn profile", url=profile),
            Link(title="recent activity on LinkedIn", url=f"{profile}recent-activity/all/"),
        ]
    if identity.kind is IdentityKind.URL and identity.value.startswith("https://"):
        return [Link(title="their page", url=identity.value)]
    return []


def query_for(name: str, company: str = "") -> str:
    """Return the words a search for somebody consists of; empty where only an address is known.

    Example:
        >>> query_for("Ana Lee", "Acme")
        '"Ana Lee" "Acme"'
    """
    name, company = clean_name(name), clean_name(company)
    if not name or "@" in name:
        return ""
    return " ".join(f'"{part.replace(chr(34), " ").strip()}"' for part in (name, company) if part and "@" not in part)


def _search(query: str) -> list[Link]:
    return [Link(title="web search", url=SEARCH + quote_plus(query))] if query else []
