"""What of the feed was shown on which day, so that nothing is shown as new on two of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kithly.store import Reading, Writing

SHOWN = "feed_shown"  # name of the small fact
LETTERS = 12  # of an id: enough to tell the items of some weeks apart
MOST = 4_000  # marks kept; beyond, those are forgotten whose items cannot be new any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What was shown.

    Attributes:
        day: The last day somebody looked; None if nobody did.
        earlier: Beginnings of the ids of what was shown before that day.
        that_day: The same of what was shown on it.
    """

    day: date | None = None
    earlier: frozenset[str] = frozenset()
    that_day: frozenset[str] = frozenset()

    def on(self, day: date) -> Shown:
        """Return the same on a day: on a later one, what was shown on the last is of the past."""
        if self.day is None or day <= self.day:
            return Shown(day=self.day or day, earlier=self.earlier, that_day=self.that_day)
        return Shown(day=day, earlier=self.earlier | self.that_day)

    def is_known(self, ids: Iterable[str]) -> bool:
        """Say whether a thing was shown on an earlier day, by any record that tells of it."""
        return not self.earlier.isdisjoint(mark_of(one) for one in ids)

    def with_more(self, ids: Iterable[str], *, among: Iterable[str]) -> Shown:
        """Return the same after a look.

        Args:
            ids: What was shown in it.
            among: Everything that could be shown as new at all.
        """
        earlier, that_day = self.earlier, (self.that_day | {mark_of(one) for one in ids}) - self.earlier
        if len(earlier) + len(that_day) > MOST:
            standing = frozenset(mark_of(one) for one in among)
            earlier, that_day = earlier & standing, that_day & standing
        return Shown(day=self.day, earlier=earlier, that_day=that_day)


def mark_of(record: str) -> str:
    """Return by what a record is remembered as shown."""
    return record[:LETTERS]


def read_shown(kept: Reading) -> Shown:
    """Return what was shown, as it is kept; of what is damaged, nothing."""
    try:
        told: Any = json.loads(kept.meta.get(SHOWN) or "{}")
        day = date.fromisoformat(told["day"])
        earlier, that_day = (frozenset(map(str, told[name])) for name in ("earlier", "that_day"))
    except (ValueError, KeyError, TypeError):
        return Shown()
    return Shown(day=day, earlier=earlier, that_day=that_day)


def keep_shown(tx: Writing, shown: Shown) -> None:
    """Keep what was shown."""
    day = shown.day.isoformat() if shown.day else ""
    told = {"day": day, "earlier": sorted(shown.earlier), "that_day": sorted(shown.that_day)}
    tx.meta.set(SHOWN, json.dumps(told, separators=(",", ":")))
