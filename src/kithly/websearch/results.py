"""What an engine found: plain words and a link that can only be a page, at most ten of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

from kithly.records import one_line

MOST = 10  # results that are looked at
TITLE, TEXT, URL = 200, 400, 2_000  # characters kept of each
LONGEST = 20_000  # characters of one field that are looked at

_TAG = re.compile(r"<[^<>]{0,300}>")
_PAGE = re.compile(r"https?://[^\s<>\"'`\\\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One page an engine names.

    Attributes:
        title: What it is called.
        url: Where; ``http`` or ``https``.
        text: What the engine shows of it; may be empty.
        at: When it was published, if the engine tells.
    """

    title: str
    url: str
    text: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What an engine calls the fields of a result."""

    title: str = "title"
    url: str = "url"
    text: str = "content"
    at: str = "publishedDate"


def results_of(told: object, fields: Fields) -> tuple[Result, ...]:
    """Return the results out of an engine's list: each page once, and nothing of what is none.

    Args:
        told: The list, as it was parsed.
        fields: What its fields are called.
    """
    found: dict[str, Result] = {}
    for one in told if isinstance(told, list) else ():
        result = _result(one, fields) if isinstance(one, Mapping) else None
        if result is not None and len(found) < MOST:
            found.setdefault(result.url, result)
    return tuple(found.values())


def plain(told: object) -> str:
    """Return foreign text on one line, without tags, entities, and what cannot be seen.

    Example:
        >>> plain("Night <strong>ferries</strong> &amp; more")
        'Night ferries & more'
    """
    text = told[:LONGEST] if isinstance(told, str) else ""
    return one_line(_TAG.sub("", unescape(_TAG.sub("", text))))


def _result(told: Mapping[str, object], fields: Fields) -> Result | None:
    url = told.get(fields.url)
    if not isinstance(url, str) or len(url) > URL or not _PAGE.fullmatch(url):
        return None
    title = plain(told.get(fields.title))[:TITLE] or url
    return Result(title=title, url=url, text=plain(told.get(fields.text))[:TEXT], at=_moment(told.get(fields.at)))


def _moment(told: object) -> datetime | None:
    """Return a moment as an engine writes it; one without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(told) if isinstance(told, str) else None
        aware = found if found is None or found.tzinfo else found.replace(tzinfo=UTC)
        return aware.astimezone(UTC) if aware else None
    except (ValueError, OverflowError):
        return None
