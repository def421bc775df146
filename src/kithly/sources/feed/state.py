"""What is remembered of a feed between two readings, as its cursor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from kithly.records import News
from kithly.sources._formats.feed.values import MOST_ITEMS
from kithly.sources.account import Cursor, Cursors
from kithly.transport.web import Visit

MOST_SEEN = 3 * MOST_ITEMS  # items that are remembered: some feeds show old ones again
LONGEST = 200_000  # characters of a cursor that is believed
MARK = 8  # bytes of a mark: two of some hundred are alike by chance once in 10^14 feeds


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far a feed is read.

    Attributes:
        visit: What is remembered of its address.
        url: Where it has moved to for good; empty while it lies where it was found.
        seen: What each item said when it was read last, by the mark of its id, the newest first.
        is_begun: Whether it was read before.
        left_out: How many older items were not read.
    """

    visit: Visit = field(default_factory=Visit)
    url: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    is_begun: bool = False
    left_out: int = 0

    @classmethod
    def of(cls, after: Cursors) -> State:
        """Return what was kept; what is damaged counts as never read."""
        kept = after.get("")
        try:
            told = json.loads(kept.value) if kept and len(kept.value) <= LONGEST else None
        except (ValueError, RecursionError):
            told = None
        if not isinstance(told, dict):
            return cls()
        seen, url, left_out = told.get("seen"), told.get("url"), told.get("left_out")
        return cls(
            visit=Visit.from_kept(told.get("visit")),
            url=url if isinstance(url, str) else "",
            seen={str(one): str(said) for one, said in seen.items()} if isinstance(seen, dict) else {},
            is_begun=isinstance(seen, dict),
            left_out=left_out if isinstance(left_out, int) else 0,
        )

    def cursor(self) -> Cursor:
        """Return it as a cursor; what says nothing is left out."""
        told: dict[str, object] = {"visit": self.visit.to_keep(), "url": self.url, "left_out": self.left_out}
        kept = {name: value for name, value in told.items() if value}
        if self.is_begun:
            kept["seen"] = dict(list(self.seen.items())[:MOST_SEEN])
        return Cursor(value=json.dumps(kept, ensure_ascii=False))


def mark(text: str) -> str:
    """Return a short text that stands for a long one."""
    return blake2b(text.encode("utf-8", "replace"), digest_size=MARK).hexdigest()


def said_by(news: News) -> str:
    """Return a mark of what an item says: another one if it was edited. When it was first seen is no part of it."""
    return mark("\n".join((news.kind, news.text, news.excerpt, news.url, news.author, *news.topics)))
