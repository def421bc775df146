"""Tie states: the sufficient statistics of every tie, as the ties package defines them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kithly.people import PersonId
from kithly.store import schema
from kithly.store.renewals import Renewals
from kithly.store.scope import Row, Scope
from kithly.ties import WIDTH

Floats = NDArray[np.float64]

_FORM = np.dtype("<f8")  # little-endian on every machine, so that a file can be carried over


class TieStates(NamedTuple):
    """All tie states.

    Attributes:
        ids: People, ordered by id.
        states: (n, K) their states, in the same order.
        ego: (L,) the state of ego as a whole; empty if none was kept.
    """

    ids: tuple[PersonId, ...]
    states: Floats
    ego: Floats


class Ties:
    """The states of ties."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def replace(self, ids: Sequence[PersonId], states: Floats, ego: Floats) -> None:
        """Put these states in the place of all.

        Args:
            ids: (n,) people.
            states: (n, K) one row for each.
            ego: State of ego as a whole.
        """
        table = schema.tie_states
        Renewals(self._scope).note_all()
        self._scope.conn.execute(table.delete().where(table.c.ego_id == self._scope.ego))
        self._scope.add(table, self._rows(ids, states), "ego_id", "person", "state")
        self.set_ego(ego)

    def upsert(self, ids: Sequence[PersonId], states: Floats) -> None:
        """Keep the states of some ties: (n,) people, (n, K) one row for each."""
        Renewals(self._scope).note(ids)
        self._scope.add(schema.tie_states, self._rows(ids, states), "ego_id", "person", "state", instead="update")

    def _rows(self, ids: Sequence[PersonId], states: Floats) -> list[Row]:
        blobs = [row.tobytes() for row in np.ascontiguousarray(states, dtype=_FORM)]
        return [(self._scope.ego, person, blob) for person, blob in zip(ids, blobs, strict=True)]

    def set(self, person: PersonId, state: Floats) -> None:
        """Keep the state of one tie."""
        self.upsert([person], np.asarray(state, dtype=_FORM)[None])

    def set_ego(self, ego: Floats) -> None:
        """Keep the state of ego as a whole."""
        blob = np.asarray(ego, dtype=_FORM).tobytes()
        self._scope.add(schema.ego_states, [(self._scope.ego, blob)], "ego_id", "state", instead="update")

    def delete(self, ids: Iterable[PersonId]) -> None:
        """Remove the states of people; unknown ids are no error."""
        gone = list(ids)
        Renewals(self._scope).note(gone)
        rows = [(person, self._scope.ego) for person in gone]
        self._scope.each("DELETE FROM tie_states WHERE person = ? AND ego_id = ?", rows)

    def all(self) -> TieStates:
        """Return every state, ordered by person id."""
        rows = self._scope.raw(
            "SELECT person, state FROM tie_states WHERE ego_id = ? ORDER BY person", (self._scope.ego,)
        )
        flat = np.frombuffer(b"".join(state for _, state in rows), dtype=_FORM).astype(np.float64)
        ids = tuple(PersonId(person) for person, _ in rows)
        return TieStates(ids, flat.reshape(len(rows), -1) if rows else np.zeros((0, WIDTH)), self._ego_state())

    def some(self, ids: Collection[PersonId]) -> dict[PersonId, Floats]:
        """Return the states of some ties; people without one are left out."""
        wanted = sorted(ids)
        if not wanted:
            return {}
        marks = ", ".join("?" * len(wanted))
        sql = f"SELECT person, state FROM tie_states WHERE ego_id = ? AND person IN ({marks})"  # noqa: S608 - values are bound
        rows = self._scope.raw(sql, (self._scope.ego, *wanted))
        return {PersonId(person): np.frombuffer(state, dtype=_FORM).astype(np.float64) for person, state in rows}

    def of(self, person: PersonId) -> Floats | None:
        """Return the state of one tie, or None."""
        return self.some([person]).get(person)

    def ego(self) -> Floats:
        """Return the state of ego as a whole; empty if none was kept."""
        return self._ego_state()

    def _ego_state(self) -> Floats:
        rows = self._scope.raw("SELECT state FROM ego_states WHERE ego_id = ?", (self._scope.ego,))
        return np.frombuffer(rows[0][0] if rows else b"", dtype=_FORM).astype(np.float64)
