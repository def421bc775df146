"""Foreign text of social networks as plain text: nothing runs, nothing is fetched, nothing hides."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kithly.records import clean_name, one_line, url_identity
from kithly.sources._formats.email.html import html_to_text

MOST_WORDS = 1_000  # characters of somebody's own words that stand as the news itself; what follows is its excerpt
MOST_EXCERPT = 2_000  # characters of an excerpt, as `News` says
MOST_READ = 100_000  # characters of one text that are looked at; the longest posts hold a tenth
MOST_TOPICS = 20  # tags of one post
AHEAD = timedelta(days=1)  # a clock may go ahead by so much before what it says is unknown
EARLIEST = 1990  # no year before the web is the date of a post

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_GAPS = re.compile(r"\n\s*\n\s*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_SHORTCODE = re.compile(r":[a-zA-Z0-9_]{2,60}:")


def plain(html: object) -> str:
    """Return html as the plain text a reader sees; an empty text for what is none."""
    return tidy(html_to_text(html[:MOST_READ])) if isinstance(html, str) else ""


def plain_markdown(text: object) -> str:
    """Return Markdown as text: without html in it, and without lines quoted from others."""
    if not isinstance(text, str):
        return ""
    lines = _COMMENT.sub("", text[:MOST_READ]).replace("\r\n", "\n").split("\n")
    own = (line for line in lines if not line.lstrip().startswith(">"))
    return tidy("\n".join(html_to_text(line) if "<" in line or "&" in line else line.rstrip() for line in own))


def tidy(text: object) -> str:
    """Return plain text fit to keep: no control or direction characters, no halves of characters, no large gaps."""
    if not isinstance(text, str):
        return ""
    whole = unicodedata.normalize("NFC", text[:MOST_READ].replace("\r\n", "\n"))
    whole = _CONTROL.sub("", whole).encode("utf-8", "replace").decode("utf-8")
    return _GAPS.sub("\n\n", whole).strip()


def line(text: object, most: int = 300) -> str:
    """Return text on one line, not longer than ``most`` characters."""
    return one_line(text[:MOST_READ])[:most].rstrip() if isinstance(text, str) else ""


def name(text: object) -> str:
    """Return a display name without the codes that stand for pictures (``:blobcat:``)."""
    return clean_name(_SHORTCODE.sub(" ", text[:MOST_READ])) if isinstance(text, str) else ""


def page(url: object) -> str:
    """Return the address of a page on the web, or an empty text for anything else."""
    if not isinstance(url, str) or not re.match(r"(?i)https?://", url) or url_identity(url) is None:
        return ""
    return url.strip().encode("utf-8", "replace").decode("utf-8")


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
