"""Whose derived rows were made anew, in order: so that what is kept in memory is brought up to date by little."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kithly.people import PersonId
from kithly.store.meta import Meta
from kithly.store.scope import Scope

REBUILDS = "rebuilds"  # name of the small fact that counts how often everybody was made anew

_LAST = "SELECT coalesce(max(number), 0) FROM renewals WHERE ego_id = ?"
_NOTE = (
    "INSERT INTO renewals (ego_id, person, number) VALUES (?, ?, ?)"
    " ON CONFLICT (ego_id, person) DO UPDATE SET number = excluded.number"
)
_SINCE = "SELECT person FROM renewals WHERE ego_id = ? AND number > ?"
_FORGET = "DELETE FROM renewals WHERE ego_id = ?"


class Mark(NamedTuple):
    """How far the derived rows of people had come.

    Attributes:
        rebuilds: How often everybody was made anew.
        number: How often some people were, since then.
    """

    rebuilds: int
    number: int


class Renewals:
    """Notes and tells whose rows were made anew. One row a person at most, however often it happens."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def mark(self) -> Mark:
        """Return how far the derived rows of people have come."""
        rebuilds = int(Meta(self._scope).get(REBUILDS) or 0)
        return Mark(rebuilds, int(self._scope.raw(_LAST, (self._scope.ego,))[0][0]))

    def since(self, mark: Mark) -> frozenset[PersonId] | None:
        """Return the people whose rows were made anew (or went) after a mark; None where it may be everybody."""
        if mark.rebuilds != self.mark().rebuilds:
            return None
        rows = self._scope.raw(_SINCE, (self._scope.ego, mark.number))
        return frozenset(PersonId(person) for (person,) in rows)

    def note(self, persons: Collection[PersonId]) -> None:
        """Note that the rows of some people are made anew, or taken away."""
        number = int(self._scope.raw(_LAST, (self._scope.ego,))[0][0]) + 1
        self._scope.each(_NOTE, [(self._scope.ego, person, number) for person in persons])

    def note_all(self) -> None:
        """Note that everybody's rows are made anew."""
        meta = Meta(self._scope)
        meta.set(REBUILDS, str(int(meta.get(REBUILDS) or 0) + 1))
        self._scope.raw_do(_FORGET, (self._scope.ego,))
