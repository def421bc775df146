"""Plans: the first plan of a day is written down and is what every door shows."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from kithly.store import schema
from kithly.store.scope import Scope

_OF_DAY = "SELECT plan FROM plans WHERE ego_id = ? AND day = ?"
_SINCE = "SELECT day, plan FROM plans WHERE ego_id = ? AND day >= ? ORDER BY day"
_TOO_MANY = (
    "DELETE FROM plans WHERE ego_id = ? AND day < (SELECT day FROM plans WHERE ego_id = ? ORDER BY day DESC"
    " LIMIT 1 OFFSET ?)"
)
_VERSION = "SELECT version FROM plans WHERE ego_id = ? AND day = ?"

MOST = 400
"""Days whose plan is kept: a year and a month. What was done is a decision of its own, and older plans forbid nothing.

It is a number of plans, not a time: a clock that was wrong once takes none of them away."""


class Plans:
    """The plans of days."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, day: date) -> Any:
        """Return the plan of a day (what `set` was given), or None."""
        rows = self._scope.raw(_OF_DAY, (self._scope.ego, day.isoformat()))
        return json.loads(rows[0][0]) if rows else None

    def since(self, day: date) -> tuple[tuple[date, Any], ...]:
        """Return the plans of a day and of all days after it, oldest first."""
        rows = self._scope.raw(_SINCE, (self._scope.ego, day.isoformat()))
        return tuple((date.fromisoformat(planned), json.loads(text)) for planned, text in rows)

    def set(self, day: date, plan: Any) -> int:
        """Keep the plan of a day, anything JSON can hold; return its version, from 1 on.

        The plan of a new day takes the oldest away where there are more than `MOST`.
        """
        version = self.version(day) + 1
        text = json.dumps(plan, separators=(",", ":"))
        row = (self._scope.ego, day.isoformat(), text, version)
        self._scope.add(schema.plans, [row], "ego_id", "day", "plan", "version", instead="update")
        if version == 1:
            self._scope.raw_do(_TOO_MANY, (self._scope.ego, self._scope.ego, MOST - 1))
        return version

    def version(self, day: date) -> int:
        """Return how often the plan of a day was set."""
        rows = self._scope.raw(_VERSION, (self._scope.ego, day.isoformat()))
        return int(rows[0][0]) if rows else 0
