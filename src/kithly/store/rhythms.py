"""Rhythms: the last years of each pair by quarters, as derived."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from kithly.history import QUARTERS, QuarterColumns, Quarters
from kithly.history.quarters import NO_QUARTER, Heights
from kithly.people import PersonId
from kithly.store import schema
from kithly.store.renewals import Renewals
from kithly.store.scope import Row, Scope

_COLUMNS = ("ego_id", "person", "newest", "heights")
_BITS = 2  # a height takes two bits
_IN_A_BYTE = 8 // _BITS
_SHIFTS = np.arange(0, 8, _BITS, dtype=np.uint8)


class Rhythms:
    """The rhythms of people with whom words were exchanged; nobody else has a row."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def replace(self, ids: Sequence[PersonId], columns: QuarterColumns) -> None:
        """Put these rhythms in the place of all.

        Args:
            ids: (n,) people.
            columns: The rhythm of each, in the same order.
        """
        table = schema.rhythms
        Renewals(self._scope).note_all()
        self._scope.conn.execute(table.delete().where(table.c.ego_id == self._scope.ego))
        self._scope.add(table, self._rows(ids, columns), *_COLUMNS)

    def upsert(self, ids: Sequence[PersonId], columns: QuarterColumns) -> None:
        """Keep the rhythms of some people, or that they have none."""
        self.delete(ids)
        self._scope.add(schema.rhythms, self._rows(ids, columns), *_COLUMNS)

    def delete(self, ids: Collection[PersonId]) -> None:
        """Remove the rhythms of people; unknown ids are no error."""
        Renewals(self._scope).note(ids)
        rows = [(person, self._scope.ego) for person in ids]
        self._scope.each("DELETE FROM rhythms WHERE person = ? AND ego_id = ?", rows)

    def of(self, persons: Iterable[PersonId]) -> Mapping[PersonId, Quarters]:
        """Return the rhythms of some people; those without words are left out."""
        wanted = sorted(set(persons))
        if not wanted:
            return {}
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT person, newest, heights FROM rhythms WHERE ego_id = ? AND person IN ({marks})"  # noqa: S608 - values are bound
        rows = self._scope.raw(sql, (self._scope.ego, *wanted))
        return {PersonId(person): _quarters(newest, heights) for person, newest, heights in rows}

    def all(self) -> Mapping[PersonId, Quarters]:
        """Return every rhythm, ordered by person."""
        sql = "SELECT person, newest, heights FROM rhythms WHERE ego_id = ? ORDER BY person"
        rows = self._scope.raw(sql, (self._scope.ego,))
        return {PersonId(person): _quarters(newest, heights) for person, newest, heights in rows}

    def _rows(self, ids: Sequence[PersonId], columns: QuarterColumns) -> list[Row]:
        packed = _packed(columns.heights)
        rows = zip(ids, columns.newest.tolist(), packed, strict=True)
        return [
            (self._scope.ego, person, newest, bits.tobytes()) for person, newest, bits in rows if newest != NO_QUARTER
        ]


def _packed(heights: Heights) -> Heights:
    """Return each pair's heights as bytes of four. Shape: (n, 2 * QUARTERS / 4)."""
    fours = heights.reshape(len(heights), 2 * QUARTERS // _IN_A_BYTE, _IN_A_BYTE) << _SHIFTS
    packed: Heights = np.bitwise_or.reduce(fours, axis=2)
    return packed


def _quarters(newest: int, heights: bytes) -> Quarters:
    fours = np.frombuffer(heights, np.uint8)[:, None] >> _SHIFTS & 0b11
    flat = fours.ravel().tolist()
    return Quarters(newest, tuple(flat[:QUARTERS]), tuple(flat[QUARTERS:]))
