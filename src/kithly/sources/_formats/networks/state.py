"""What is remembered of an account between two readings, as its cursor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from kithly.sources.account import Cursor, Cursors
from kithly.transport.web import Visit

MOST_SEEN = 400  # marks that are remembered one by one: GitHub gives 300 events at most
LONGEST = 100_000  # characters of a cursor that is believed


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How far an account is read.

    Attributes:
        seen: Everything up to this mark is read; empty at the first reading.
        top: The newest mark of a reading that was broken off.
        below: Where that reading goes on.
        count: How much it had read.
        marks: Marks that are read, where their order says nothing.
        wait_until: Seconds since 1970 before which nothing new is given.
        profile: What the account said of itself, by field.
        visits: What is remembered of each address.
    """

    seen: str = ""
    top: str = ""
    below: str = ""
    count: int = 0
    marks: tuple[str, ...] = ()
    wait_until: int = 0
    profile: Mapping[str, str] = field(default_factory=dict)
    visits: Mapping[str, Visit] = field(default_factory=dict)

    @classmethod
    def of(cls, after: Cursors) -> Self:
        """Return what was kept; what is damaged counts as never read."""
        kept = after.get("")
        try:
            told = json.loads(kept.value) if kept and len(kept.value) <= LONGEST else None
        except (ValueError, RecursionError):
            told = None
        return cls._from(told) if isinstance(told, dict) else cls()

    @classmethod
    def _from(cls, told: Mapping[str, Any]) -> Self:
        marks, profile, visits = (told.get(name) for name in ("marks", "profile", "visits"))
        return cls(
            seen=_text(told.get("seen")),
            top=_text(told.get("top")),
            below=_text(told.get("below")),
            count=_number(told.get("count")),
            wait_until=_number(told.get("wait_until")),
            marks=tuple(map(str, marks)) if isinstance(marks, list) else (),
            profile={str(key): str(value) for key, value in profile.items()} if isinstance(profile, dict) else {},
            visits={str(k): Visit.from_kept(v) for k, v in visits.items()} if isinstance(visits, dict) else {},
        )

    def cursor(self) -> Cursor:
        """Return it as a cursor; what says nothing is left out."""
        plain = {name: value for name, value in asdict(replace(self, visits={})).items() if value}
        plain["marks"] = self.marks[:MOST_SEEN]
        plain["visits"] = {name: kept for name, visit in self.visits.items() if (kept := visit.to_keep())}
        return Cursor(value=json.dumps({name: value for name, value in plain.items() if value}, ensure_ascii=False))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
