"""Accounts in the three networks whose public posts anybody may read, in their normal form.

What people type, paste from a page or write under a mail leads to one identity; what is no account of that network,
or may be one of another, leads to none.
"""

from __future__ import annotations

import re

from kithly.records.identity import Identity, IdentityKind
from kithly.records.web_address import MAX_URL, segments_of, site_of, web_parts

MAX_DOMAIN = 253  # characters of a host name, RFC 1035 section 2.3.4 less its final dot

_NO_SERVERS = frozenset(("medium.com", "youtube.com", "tiktok.com", "threads.net", "threads.com", "flickr.com"))
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # copied along from pages
_LABEL = r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+[a-z](?:[a-z0-9\-]{{0,61}}[a-z0-9])?")
_DID = re.compile(rf"did:plc:[a-z2-7]{{24}}|did:web:(?:{_LABEL}\.)+[a-z](?:[a-z0-9\-]{{0,61}}[a-z0-9])?")
_NOBODYS = (
    "alt",
    "arpa",
    "internal",
    "invalid",
    "local",
    "localhost",
    "onion",
)  # ends of no handle: atproto's list
_FEDERATED = re.compile(r"@?([^@\s/:]{1,100})@([^@\s/:]{1,253})")
_USER = re.compile(r"[a-z0-9_](?:[a-z0-9_.\-]{0,98}[a-z0-9_])?")  # as servers of the fediverse take a name
_LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,38})")
_NOREPLY = re.compile(r"(?:[0-9]{1,12}\+)?([a-z0-9\-]{1,39})@users\.noreply\.github\.com")
_GIT = re.compile(r"(?:ssh://)?git@github\.com[:/]([a-z0-9\-]{1,39})/.*")
_GITHUB_ABOVE = frozenset(("sponsors", "users"))  # the member's name follows
_GITHUB_PAGES = frozenset(  # first words of paths that are pages of the site itself
    (
        "about",
        "account",
        "apps",
        "codespaces",
        "collections",
        "contact",
        "copilot",
        "customer-stories",
        "dashboard",
        "enterprise",
        "explore",
        "features",
        "github-copilot",
        "issues",
        "join",
        "login",
        "logout",
        "marketplace",
        "models",
        "new",
        "notifications",
        "organizations",
        "orgs",
        "pricing",
        "pulls",
        "readme",
        "repos",
        "search",
        "security",
        "settings",
        "signup",
        "site",
        "sponsors",
        "stars",
        "team",
        "topics",
        "trending",
        "users",
    )
)


def github_identity(text: str) -> Identity | None:
    """Return the identity of a GitHub account, or None.

    Args:
        text: Its page or one below it, its bare name (``@`` before it or not), the address of a repository, its
            ``github.io`` site, or the mail address GitHub gives its members for commits.

    Example:
        >>> github_identity("https://github.com/Zita-Q/boats").value
        'zita-q'
    """
    bare = _bare(text).lower()
    found = _NOREPLY.fullmatch(bare) or _GIT.fullmatch(bare)
    login = found[1] if found else _login(bare)
    if login in _GITHUB_PAGES or not _LOGIN.fullmatch(login):
        return None
    return Identity(IdentityKind.GITHUB, login)


def mastodon_identity(text: str) -> Identity | None:
    """Return the identity ``user@server`` of an account in the fediverse, or None.

    A bare ``user@server`` is taken for one: whoever reads free text asks for the ``@`` before it, as a mail address
    looks the same.

    Args:
        text: Its handle, or its page or one below it; also the page another server shows of it.

    Example:
        >>> mastodon_identity("https://tide.example/@zita@far.example").value
        'zita@far.example'
    """
    bare = re.sub(r"^acct:", "", _bare(text), flags=re.IGNORECASE)
    handle = _FEDERATED.fullmatch(bare)
    if handle:
        return _federated(handle[1], handle[2])
    parts = web_parts(bare)
    segments = segments_of(parts) if parts else []
    if parts is None or not segments or _names_no_server(site_of(parts)):
        return None
    if segments[0].lower() == "users" and len(segments) > 1:
        return _federated(segments[1], parts.hostname or "")
    if not segments[0].startswith("@"):
        return None
    name, _, home = segments[0][1:].partition("@")
    return _federated(name, home or parts.hostname or "")


def bluesky_identity(text: str) -> Identity | None:
    """Return the identity of a Bluesky account, or None: its DID where that is given, which stays, else its handle.

    Args:
        text: Its handle (``@`` before it or not), its DID, its page or one below it, or an ``at://`` address.

    Example:
        >>> bluesky_identity("https://bsky.app/profile/Zita.bsky.social/post/3k").value
        'zita.bsky.social'
    """
    bare = _bare(text)
    if bare.lower().startswith("at://"):
        bare = bare[5:].partition("/")[0]
    elif "/" in bare:
        bare = _shown(bare)
    name = bare.removeprefix("@").lower()
    if _DID.fullmatch(name) and len(name) <= MAX_DOMAIN:
        return Identity(IdentityKind.BLUESKY, name)
    if len(name) > MAX_DOMAIN or not _DOMAIN.fullmatch(name) or name.rpartition(".")[2] in _NOBODYS:
        return None
    return Identity(IdentityKind.BLUESKY, name)


def _names_no_server(site: str) -> bool:
    """Say whether a site shows its members as ``/@name`` though it is no server of the fediverse."""
    return site in _NO_SERVERS or any(site.endswith("." + one) for one in _NO_SERVERS)


def _bare(text: str) -> str:
    """Return a text without what cannot be seen; nothing of one that is longer than any address."""
    return _UNSEEN.sub("", text).strip() if len(text) <= MAX_URL else ""


def _federated(name: str, host: str) -> Identity | None:
    name, host = name.lower(), _plain_host(host)
    if not _USER.fullmatch(name) or len(host) > MAX_DOMAIN or not _DOMAIN.fullmatch(host):
        return None
    return Identity(IdentityKind.MASTODON, f"{name}@{host}")


def _plain_host(host: str) -> str:
    """Return a host in the letters its server signs with; an empty text for none."""
    try:
        return host.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _login(bare: str) -> str:
    """Return the name an address at GitHub bears, or the text itself where it is no address; may be no name."""
    if "/" not in bare and "." not in bare:
        return bare.removeprefix("@")
    parts = web_parts(bare)
    site = site_of(parts) if parts else ""
    if parts is None or site.endswith(".github.io"):
        return site.removesuffix(".github.io")
    segments = segments_of(parts)
    above = {"api.github.com": frozenset(("users",)), "github.com": _GITHUB_ABOVE, "gist.github.com": frozenset()}
    if site not in above or not segments:
        return ""
    if segments[0] in above[site] and len(segments) > 1:
        return segments[1]
    return "" if site == "api.github.com" else segments[0]


def _shown(page: str) -> str:
    """Return whom a page shows: a profile of the app, or the page a handle has for itself."""
    parts = web_parts(page)
    segments = segments_of(parts) if parts else []
    if parts is None:
        return ""
    if site_of(parts).endswith(".bsky.social") and not segments:
        return site_of(parts)
    if site_of(parts) == "bsky.app" and len(segments) > 1 and segments[0] == "profile":
        return segments[1]
    return ""
