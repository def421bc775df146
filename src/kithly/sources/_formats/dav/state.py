"""What was read of a collection, so that a later reading asks for what is new alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kithly.sources.account import Cursor


@dataclass(slots=True)
class State:
    """What was read of one collection.

    Attributes:
        url: Address of the collection.
        token: Where the server's list of changes goes on; empty if it knows none.
        marks: Mark (etag) of each member that was read, by its path.
        more: What else the reader has to know, as JSON values.
    """

    url: str
    token: str = ""
    marks: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, cursors: Mapping[str, Cursor], part: str, url: str) -> State:
        """Return the state a cursor holds; an empty one for a new collection, or another one under an old name."""
        kept = cursors.get(part)
        try:
            told = json.loads(kept.value) if kept else {}
        except ValueError:
            told = {}
        if not isinstance(told, dict) or told.get("url") != url:
            return cls(url=url)
        return cls(url=url, token=told.get("token", ""), marks=told.get("marks", {}), more=told.get("more", {}))

    def cursor(self) -> Cursor:
        """Return the state as what is kept."""
        told = {"url": self.url, "token": self.token, "marks": self.marks, "more": self.more}
        return Cursor(value=json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
