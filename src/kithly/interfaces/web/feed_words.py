"""The words of the feed: where something stands, and what small good it is an occasion for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

ACTS: Final[Mapping[str, str]] = {
    "reply": "Answer",
    "thank": "Say thanks",
    "follow_up": "Follow up",
    "greet": "Say hello",
    "congratulate": "Congratulate",
    "comment": "Comment",
    "like": "Like it",
    "reconnect": "Get back in touch",
    "connect": "Ask to connect",
    "share": "Pass it on",
    "introduce": "Introduce them",
}
FOLLOWED: Final[Mapping[str, str]] = {
    "feed": "page",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "github": "GitHub",
}


def act(kind: str) -> str:
    """Return what a button says that opens a hello of a kind."""
    return ACTS.get(kind, "Write")


def host(url: str) -> str:
    """Return the host of a page as one names it.

    Example:
        >>> host("https://www.ana.example:443/ferries")
        'ana.example'
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def followed(kind: str) -> str:
    """Return what a kind of account is called that is followed."""
    return FOLLOWED.get(kind, "account")


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {"act": act, "host": host, "followed": followed}
