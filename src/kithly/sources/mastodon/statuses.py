"""A status (a post, an answer, a boost) as news.

Reference: the entities Status and Account of Mastodon's documentation. A boost is a status of its own that holds the
one it passes on; what stands behind a content warning is never shown unfolded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kithly.records import Channel, News, NewsKind, Party, Problem
from kithly.sources._formats.networks.words import instant, line, name, page, plain, shown, topics

OPEN = frozenset(("public", "unlisted"))  # visibilities of what everybody may see
WARNED = 500  # characters of a content warning
NOT_OPEN = "it is not for everybody"
NOT_THEIRS = "it is somebody else's"
OWN_AGAIN = "their own post, passed on again"

_FALLBACK = re.compile(r"<p class=\"quote-inline\">.*?</p>", re.DOTALL)  # what old servers show for a quoted post

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Whose statuses are read, and where.

    Attributes:
        host: The server that is asked.
        account: The account's id there.
        party: Their name and identity.
    """

    host: str
    account: str
    party: Party


def status_news(status: Json, whose: Whose, now: datetime) -> News | Problem:
    """Return what a status tells, or why it is left out."""
    place = f"post {line(status.get('id'), 60)}"
    boosted = status.get("reblog")
    inner = boosted if isinstance(boosted, Mapping) else status
    if not (_is_open(status) and _is_open(inner)):
        return Problem(at=place, reason=NOT_OPEN)
    author = _map(inner.get("account"))
    if _map(status.get("account")).get("id", whose.account) != whose.account:
        return Problem(at=place, reason=NOT_THEIRS)
    if inner is not status and author.get("id") == whose.account:
        return Problem(at=place, reason=OWN_AGAIN)
    text, excerpt, tags = _content(inner, whose)
    return News(
        key=f"{whose.host}|{line(status.get('id'), 100)}",
        kind=_kind(status, whose),
        channel=Channel.MASTODON,
        at=instant(status.get("created_at"), now),
        about=whose.party,
        text=text,
        excerpt=excerpt,
        topics=tags,
        author=named(author, whose.host) if inner is not status else "",
        url=page(inner.get("url")) or page(inner.get("uri")),
    )


def named(account: Json, host: str) -> str:
    """Return what an account is called, with its handle: ``Ben Quay (@ben@tide.example)``."""
    handle = line(account.get("acct"), 300)
    full = f"@{handle}" if "@" in handle else f"@{handle}@{host}"
    shown_name = name(account.get("display_name"))
    return f"{shown_name} ({full})" if shown_name else full if handle else ""


def _kind(status: Json, whose: Whose) -> NewsKind:
    if isinstance(status.get("reblog"), Mapping):
        return NewsKind.SHARED
    is_answer = status.get("in_reply_to_id") is not None and status.get("in_reply_to_account_id") != whose.account
    return NewsKind.COMMENT if is_answer else NewsKind.POST


def _content(status: Json, whose: Whose) -> tuple[str, str, tuple[str, ...]]:
    """Return words, excerpt and tags; of what stands behind a warning, the warning alone."""
    warning = line(status.get("spoiler_text"), WARNED)
    if warning:
        return warning, "", ()
    content = status.get("content")
    if isinstance(content, str) and isinstance(status.get("quote"), Mapping):
        content = _FALLBACK.sub("", content, count=1)
    words, excerpt = shown(plain(content), _further(status, whose))
    return words, excerpt, topics(tag.get("name") for tag in _maps(status.get("tags")))


def _further(status: Json, whose: Whose) -> Iterator[str]:
    """Yield what belongs to a status beside its words, a line each."""
    yield _answered(status, whose)
    yield _quoted(_map(status.get("quote")), whose)
    card = _map(status.get("card"))
    title = line(card.get("title"))
    if title:
        yield f"Link: {title} {page(card.get('url'))}".rstrip()
        yield line(card.get("description"), 500)
    options = [line(one.get("title"), 100) for one in _maps(_map(status.get("poll")).get("options"))]
    yield "Poll: " + " / ".join(filter(None, options)) if any(options) else ""
    if not status.get("sensitive"):
        for media in _maps(status.get("media_attachments")):
            alt = line(media.get("description"), 500)
            yield f"Picture: {alt}" if alt else ""


def _answered(status: Json, whose: Whose) -> str:
    """Say to whom a status answers, where its mentions tell."""
    target = status.get("in_reply_to_account_id")
    if target is None or target == whose.account:
        return ""
    for one in _maps(status.get("mentions")):
        if one.get("id") == target:
            return f"In reply to {named(one, whose.host)}"
    return ""


def _quoted(quote: Json, whose: Whose) -> str:
    """Return the post that is quoted, if its author lets it be shown; of one behind a warning, the warning."""
    inner = quote.get("quoted_status")
    if quote.get("state") != "accepted" or not isinstance(inner, Mapping) or not _is_open(inner):
        return ""
    words = line(inner.get("spoiler_text"), WARNED) or line(plain(inner.get("content")), WARNED)
    return f"Quoting {named(_map(inner.get('account')), whose.host)}: {words}"


def _is_open(status: Json) -> bool:
    visibility = status.get("visibility")
    return isinstance(visibility, str) and visibility in OPEN


def _map(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _maps(value: object) -> Iterator[Json]:
    """Yield the objects of a list."""
    yield from (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()
