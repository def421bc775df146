"""Small facts about the store, by name."""

from __future__ import annotations

from sqlalchemy import select

from kithly.store import schema
from kithly.store.scope import Scope, plain


class Meta:
    """Named texts: model version, day of the last rebuild ..."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, name: str) -> str | None:
        """Return a text, or None."""
        table = schema.meta.c
        return self._scope.conn.execute(
            select(table.value).where(table.ego_id == self._scope.ego, table.name == name)
        ).scalar()

    def set(self, name: str, value: str) -> None:
        """Keep a text."""
        row = (self._scope.ego, name, plain(value))
        self._scope.add(schema.meta, [row], "ego_id", "name", "value", instead="update")
