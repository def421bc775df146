"""Foreign text of social networks as plain text: nothing runs, nothing is fetched, nothing hides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kithly.records import clean_name
from kithly.sources._formats import webtext

MOST_WORDS = 1_000  # characters of somebody's own words that stand as the news itself; what follows is its excerpt
MOST_EXCERPT = 2_000  # characters of an excerpt, as `News` says
MOST_NAME = 1_000  # characters of a name with the codes in it
MOST_TOPICS = 20  # tags of one post
AHEAD = timedelta(days=1)  # a clock may go ahead by so much before what it says is unknown
EARLIEST = 1990  # no year before the web is the date of a post

_GAPS = re.compile(r"\n{3,}")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SHORTCODE = re.compile(r":[a-zA-Z0-9_]{2,60}:")


def plain(html: object) -> str:
    """Return html as the plain text a reader sees; an empty text for what is none."""
    return webtext.plain(html) if isinstance(html, str) else ""


def plain_markdown(text: object) -> str:
    """Return Markdown as text: without html in it, and without lines quoted from others."""
    if not isinstance(text, str):
        return ""
    lines = _COMMENT.sub("", text[: webtext.MAX_MARKUP]).splitlines()
    own = (one for one in lines if not one.lstrip().startswith(">"))
    return _GAPS.sub("\n\n", "\n".join(map(webtext.plain, own))).strip()


def tidy(text: object) -> str:
    """Return plain text fit to keep: no control or direction characters, no halves of characters, no large gaps."""
    return webtext.plain_text(text) if isinstance(text, str) else ""


def line(text: object, most: int = 300) -> str:
    """Return text on one line, not longer than ``most`` characters."""
    return " ".join(tidy(text).split())[:most].rstrip()


def name(text: object) -> str:
    """Return a display name without the codes that stand for pictures (``:blobcat:``)."""
    return clean_name(_SHORTCODE.sub(" ", line(text, MOST_NAME))) if isinstance(text, str) else ""


def page(url: object) -> str:
    """Return the address of a page on the web, or an empty text for anything else."""
    return webtext.web_address(url) if isinstance(url, str) else ""


def website(text: object) -> str:
    """Return the page somebody names, which may lack its scheme; an empty text for what is none."""
    told = line(text, 2_000)
    return page(told) or (page(f"https://{told}") if "." in told and "@" not in told else "")


def topics(names: Iterable[object]) -> tuple[str, ...]:
    """Return tags, each once, in their order."""
    found: dict[str, str] = {}
    for one in (line(told, 100).lstrip("#") for told in names):
        if one:
            found.setdefault(one.casefold(), one)
    return tuple(found.values())[:MOST_TOPICS]


def shown(words: str, further: Iterable[str]) -> tuple[str, str]:
    """Return what stands as the news itself, and its excerpt: what is left of the words, and what else belongs to it.

    Args:
        words: Somebody's own words.
        further: What they are about, a line each; empty ones say nothing.
    """
    head = words
    if len(words) > MOST_WORDS:
        cut = words.rfind(" ", MOST_WORDS // 2, MOST_WORDS)
        head = words[: cut if cut > 0 else MOST_WORDS].rstrip()
    rest = words[len(head) :].strip()
    return head, "\n".join(filter(None, (rest, *further)))[:MOST_EXCERPT].rstrip()


def instant(text: object, now: datetime) -> datetime | None:
    """Return a moment in UTC; None for none, for one in the future, and for one before the web."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if found.year >= EARLIEST and found <= now + AHEAD else None
