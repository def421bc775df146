"""What ego published, as all sources tell it: the posts of exports, and what ego's own followed accounts bring."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.reasons.own_posts import COMMENT, SHARE, OwnPost, Posting, posting_of
from kithly.records import News, NewsKind, Post
from kithly.store import Reading, Stored

LOOKED_BACK = timedelta(days=8 * 365)  # older posts say nothing of what is usual
MOST = 2_000  # newest posts that are read, of exports and of accounts each
_KINDS = {
    NewsKind.POST: SHARE,
    NewsKind.ARTICLE: SHARE,
    NewsKind.RELEASE: SHARE,
    NewsKind.TALK: SHARE,
    NewsKind.COMMENT: COMMENT,
}


def own_posts(kept: Reading, now: datetime) -> tuple[OwnPost, ...]:
    """Return what ego published, said beneath others' posts and reacted with; undated records are left out.

    Args:
        kept: Where to read.
        now: The present.
    """
    exported = kept.records.newest_of_kind("post", since=now - LOOKED_BACK, limit=MOST)
    own = [int(one) for one in json.loads(kept.meta.get(EGO_IDENTITIES) or "[]")]
    told = kept.identities.news_about(own, limit=MOST) if own else ()
    return tuple(_posts(kept.records.get(sorted({*exported, *told}))))


def posting(kept: Reading, now: datetime) -> Posting:
    """Return how ego posts.

    Args:
        kept: Where to read.
        now: The present, in ego's zone.
    """
    return posting_of(own_posts(kept, now), now)


def _posts(found: tuple[Stored, ...]) -> Iterator[OwnPost]:
    for stored in found:
        record = stored.record
        if isinstance(record, Post) and record.at is not None:
            yield _post(stored, record.kind, record.at, text=record.text, url=record.url, place="linkedin")
        elif isinstance(record, News) and record.at is not None and record.kind in _KINDS and not record.told_by:
            told = _post(stored, _KINDS[record.kind], record.at, text=record.text, url=record.url, place=record.channel)
            yield told


def _post(stored: Stored, kind: str, at: datetime, *, text: str, url: str, place: str) -> OwnPost:
    return OwnPost(record=stored.id, source=stored.source, at=at, kind=kind, text=text, url=url, place=str(place))
