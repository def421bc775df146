"""What can be followed of a person: the accounts and pages that what is known of them names, none guessed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult

from kithly.history.companies import is_at_domain
from kithly.history.lexicon import words
from kithly.records import (
    Identity,
    IdentityKind,
    bluesky_identity,
    github_identity,
    linkedin_identity,
    mastodon_identity,
    name_key,
    url_identity,
)
from kithly.records.web_address import segments_of, site_of, web_parts

FEED, MASTODON, BLUESKY, GITHUB = "feed", "mastodon", "bluesky", "github"  # kinds of accounts that read them
SERVERS = {BLUESKY: "public.api.bsky.app", GITHUB: "api.github.com"}  # of networks that have one for everybody
LONG = 5  # letters of a part of a name that says something inside a longer word
SHORT = 3  # letters of a part of a name that says something as a word of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Followable:
    """Something that can be followed.

    Attributes:
        kind: ``feed``, ``mastodon``, ``bluesky`` or ``github``: what reads it.
        address: As the user would type it: ``@ana@pots.example``, ``https://ana.example``.
        identity: Who publishes there, as sources name them.
        is_own: Its address alone says that it is one person's: a handle, a place on a site of places, a page that
            bears their name.
    """

    kind: str
    address: str
    identity: Identity
    is_own: bool = True


def followable(text: str, *, name: str = "") -> Followable | None:
    """Return what an address that somebody gave leads to; None for what cannot be followed, LinkedIn first of all.

    Args:
        text: A page, a feed, or a handle in one of the three networks.
        name: Whose it should be: tells whether a page bears their name.

    Example:
        >>> followable("https://github.com/ana-lee/boats").address
        'https://github.com/ana-lee'
        >>> followable("https://www.linkedin.com/in/ana-lee") is None
        True
    """
    bare = text.strip()
    return (_account(bare) or _page(bare, name)) if bare.isprintable() else None


def followable_identity(identity: Identity, *, name: str = "") -> Followable | None:
    """Return what can be followed of an identity, or None."""
    match identity.kind:
        case IdentityKind.MASTODON:
            return _mastodon(identity)
        case IdentityKind.BLUESKY:
            return Followable(kind=BLUESKY, address=identity.value, identity=identity)
        case IdentityKind.GITHUB:
            return _github(identity)
        case IdentityKind.URL:
            return followable(identity.value, name=name)
        case _:
            return None


def followable_home(text: str, *, name: str) -> Followable | None:
    """Return what the address of one thing, a post or a talk, tells of its author's own place; None for nothing.

    Args:
        text: Where the thing stands.
        name: Whose it is.

    Example:
        >>> followable_home("https://analee.example/2026/night-ferries", name="Ana Lee").address
        'https://analee.example'
        >>> followable_home("https://paper.example/ana-lee-on-ferries", name="Ana Lee") is None
        True
    """
    found = followable(text, name=name)
    if found is None or found.kind != FEED:
        return found
    parts = web_parts(text)
    if parts is None or _is_listed(site_of(parts), "sites_of_people"):
        return found
    return _feed(f"{parts.scheme}://{parts.netloc}") if _bears(name, site_of(parts), []) else None


def account_kind(text: str) -> str:
    """Return what kind of account reads an address the user typed: one of the three networks, else a feed or page."""
    found = _account(text.strip())
    return found.kind if found else FEED


def is_closed(text: str) -> bool:
    """Say whether an address lies at a site that is never asked: LinkedIn, in all its forms."""
    parts = web_parts(text)
    host = site_of(parts) if parts else ""
    return linkedin_identity(text) is not None or any(
        host == site or host.endswith(f".{site}") for site in ("linkedin.com", "lnkd.in")
    )


def host_of(address: str) -> str:
    """Return the host of a page, without ``www.``; empty for a handle."""
    parts = None if address.startswith("@") else web_parts(address)
    return site_of(parts) if parts else ""


def host_asked(found: Followable) -> str:
    """Return the host that is asked for what is followed; a page may lead on to another.

    Example:
        >>> host_asked(followable("@ana@pots.example"))
        'pots.example'
    """
    if found.kind == MASTODON:
        return found.identity.value.rpartition("@")[2]
    return SERVERS.get(found.kind) or host_of(found.address)


def is_employers(page: str, *, company: str, domain: str) -> bool:
    """Say whether a page is that of the house somebody works for.

    Args:
        page: Its address.
        company: Whom they work for; may be empty.
        domain: The domain of their mail; empty if unknown, or where it is a provider's.
    """
    host = host_of(page)
    if not host:
        return False
    label = host.rpartition(".")[0].rpartition(".")[2] or host
    same_house = bool(domain) and (host == domain or host.endswith(f".{domain}") or domain.endswith(f".{host}"))
    return same_house or bool(company and is_at_domain(company, label))


def _account(text: str) -> Followable | None:
    """Return an account in one of the three networks."""
    if text.startswith("@") and text.count("@") == 2:
        found = mastodon_identity(text)
        return _mastodon(found) if found else None
    if text.lower().startswith(("did:", "at://")) or text.startswith("@"):
        found = bluesky_identity(text)
        return Followable(kind=BLUESKY, address=found.value, identity=found) if found else None
    parts = web_parts(text)
    return _at_site(text, parts) if parts else None


def _at_site(text: str, parts: SplitResult) -> Followable | None:
    site, segments = site_of(parts), segments_of(parts)
    if site == "github.com":
        found = github_identity(text) if segments else None
        return _github(found) if found else None
    if site == "bsky.app" or site.endswith(".bsky.social"):
        found = bluesky_identity(text if site == "bsky.app" else site)
        return Followable(kind=BLUESKY, address=found.value, identity=found) if found else None
    if segments and (segments[0].startswith("@") or segments[0] == "users") and not _is_listed(site, "sites_of_people"):
        found = mastodon_identity(text)
        return _mastodon(found) if found else None
    return None


def _mastodon(identity: Identity) -> Followable:
    return Followable(kind=MASTODON, address=f"@{identity.value}", identity=identity)


def _github(identity: Identity) -> Followable:
    return Followable(kind=GITHUB, address=f"https://github.com/{identity.value}", identity=identity)


def _page(text: str, name: str) -> Followable | None:
    identity, parts = url_identity(text), web_parts(text)
    if identity is None or parts is None or is_closed(text):
        return None
    site, segments = site_of(parts), segments_of(parts)
    if site in {"github.com", "bsky.app"} or _is_listed(site, "sites_of_many"):
        return None
    if _is_listed(site, "sites_of_people"):
        return _place(parts, site, segments)
    is_own = any(one.startswith("~") for one in segments[:1]) or _bears(name, site, segments)
    return Followable(kind=FEED, address=identity.value, identity=identity, is_own=is_own)


def _place(parts: SplitResult, site: str, segments: list[str]) -> Followable | None:
    """Return the place of one person on a site of places: what stands below the site, or first in its path."""
    if site not in words("sites_of_people"):
        return _feed(f"{parts.scheme}://{parts.netloc}")
    first = segments[0] if segments else ""
    if not first or (site == "youtube.com" and not first.startswith("@")):
        return None
    return _feed(f"{parts.scheme}://{parts.netloc}/{first}")


def _feed(address: str) -> Followable | None:
    identity = url_identity(address)
    return Followable(kind=FEED, address=identity.value, identity=identity) if identity else None


def _is_listed(site: str, listed: str) -> bool:
    """Say whether a site, or one above it, stands in a list."""
    parts = site.split(".")
    return any(".".join(parts[start:]) in words(listed) for start in range(len(parts) - 1))


def _bears(name: str, site: str, segments: list[str]) -> bool:
    """Say whether a host or the first part of a path holds a name, as a word or, if that is long, inside one."""
    tokens = [token for token in name_key(name).split() if len(token) >= SHORT]
    labels = [*site.split(".")[:-1], *segments[:1]]
    pieces = {piece for label in labels for piece in name_key(label).split()}
    joined = {name_key(label).replace(" ", "") for label in labels}
    whole = "".join(name_key(name).split())
    if any(token in pieces for token in tokens) or (len(whole) >= LONG and any(whole in one for one in joined)):
        return True
    return any(token in one for token in tokens if len(token) >= LONG for one in joined)
