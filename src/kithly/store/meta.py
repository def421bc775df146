"""Small facts about the store, by name."""

from __future__ import annotations

from kithly.store import schema
from kithly.store.scope import Scope, plain


class Meta:
    """Named texts: model version, day of the last rebuild ..."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def get(self, name: str) -> str | None:
        """Return a text, or None."""
        rows = self._scope.raw("SELECT value FROM meta WHERE ego_id = ? AND name = ?", (self._scope.ego, name))
        return rows[0][0] if rows else None

    def set(self, name: str, value: str) -> None:
        """Keep a text."""
        row = (self._scope.ego, name, plain(value))
        self._scope.add(schema.meta, [row], "ego_id", "name", "value", instead="update")
