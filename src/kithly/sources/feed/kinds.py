"""What kind of thing was published: only what its address or its own words plainly say."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from urllib.parse import unquote, urlsplit

from kithly.records import NewsKind

# Addresses under which forges and registries list the releases of one project, with its name.
_RELEASES = (
    re.compile(r"/(?P<name>[^/]+)/(?:releases|tags)\.(?:atom|rss)$"),  # GitHub, Gitea, Forgejo
    re.compile(r"/(?P<name>[^/]+)/-/(?:releases|tags)(?:\.atom)?$"),  # GitLab
    re.compile(r"/rss/project/(?P<name>[^/]+)/releases\.xml$"),  # the Python Package Index
)


def project_of(url: str) -> str:
    """Return the project whose releases lie at an address; empty where it is no list of releases.

    Example:
        >>> project_of("https://github.com/ana/teapot/releases.atom")
        'teapot'
    """
    path = urlsplit(url).path
    found = next((match for pattern in _RELEASES if (match := pattern.search(path))), None)
    return unquote(found["name"]) if found else ""


def kind_of(title: str, *, is_own: bool) -> NewsKind:
    """Return what a post is by its title: a talk where it plainly says so, else a post or an article.

    Args:
        title: As written.
        is_own: The feed is that of one person, whom the user named.
    """
    if not is_own:
        return NewsKind.ARTICLE
    begun = title.lower().replace("\u2019", "'")
    return NewsKind.TALK if begun.startswith(_talks()) else NewsKind.POST


@cache
def _talks() -> tuple[str, ...]:
    table = tomllib.loads(resources.files(__package__).joinpath("talks.toml").read_text("utf-8"))
    return tuple(phrase for phrases in table.values() for phrase in phrases)
