"""Plans: the first plan of a day is written down and is what every door shows."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import select

from kithly.store import schema
from kithly.store.scope import Scope


class Plans:
    """The plans of days."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, day: date) -> Any:
        """Return the plan of a day (what `set` was given), or None."""
        table = schema.plans.c
        query = select(table.plan).where(table.ego_id == self._scope.ego, table.day == day.isoformat())
        text = self._scope.conn.execute(query).scalar()
        return None if text is None else json.loads(text)

    def since(self, day: date) -> tuple[tuple[date, Any], ...]:
        """Return the plans of a day and of all days after it, oldest first."""
        table = schema.plans.c
        query = select(table.day, table.plan).where(table.ego_id == self._scope.ego, table.day >= day.isoformat())
        rows = self._scope.conn.execute(query.order_by(table.day))
        return tuple((date.fromisoformat(planned), json.loads(text)) for planned, text in rows)

    def set(self, day: date, plan: Any) -> int:
        """Keep the plan of a day, anything JSON can hold; return its version, from 1 on."""
        version = self.version(day) + 1
        text = json.dumps(plan, separators=(",", ":"))
        row = (self._scope.ego, day.isoformat(), text, version)
        self._scope.add(schema.plans, [row], "ego_id", "day", "plan", "version", instead="update")
        return version

    def version(self, day: date) -> int:
        """Return how often the plan of a day was set."""
        table = schema.plans.c
        query = select(table.version).where(table.ego_id == self._scope.ego, table.day == day.isoformat())
        return int(self._scope.conn.execute(query).scalar() or 0)
