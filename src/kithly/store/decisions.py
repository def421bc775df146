"""Decisions: the user's word, in order; those of a taken-back change do not count."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from kithly.records import to_seconds
from kithly.store import schema
from kithly.store.changes import Changes
from kithly.store.payload import from_seconds
from kithly.store.scope import Row, Scope, plain
from kithly.store.values import ChangeId, Decision

_ID_BYTES = 16  # as long as a record id: both stand in evidence

_SELECT = (
    "SELECT d.id, c.id, d.kind, d.subject, d.value, d.at FROM decisions AS d JOIN changes AS c ON c.seq = d.change"
)
_STANDING = _SELECT + " WHERE d.ego_id = ? AND c.undone_at IS NULL AND d.kind = coalesce(?, d.kind) ORDER BY d.seq"
_ABOUT = (
    _SELECT + " WHERE d.ego_id = ? AND c.undone_at IS NULL AND (d.subject IN ({}) OR d.kind IN ({})) ORDER BY d.seq"
)
_SINCE = _SELECT + " WHERE d.ego_id = ? AND c.undone_at IS NULL AND d.seq > ? ORDER BY d.seq"
_REACHED = (
    "SELECT (SELECT coalesce(max(seq), 0) FROM decisions WHERE ego_id = ?),"
    " (SELECT count(*) FROM changes WHERE ego_id = ? AND undone_at IS NOT NULL)"
)
_OF_CHANGE = _SELECT + " WHERE d.ego_id = ? AND c.id = ? ORDER BY d.seq"


class Decisions:
    """The user's decisions."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, change: ChangeId, kind: str, subject: str, value: Any, at: datetime) -> str:
        """Keep a decision and return its id.

        Args:
            change: The change it is undone with.
            kind: ``same``, ``different``, ``quiet``, ``note`` ...
            subject: What it is about, a person id for instance.
            value: Anything JSON can hold.
            at: When, aware.

        Raises:
            NotFound: There is no such change.
        """
        return self.add_many(change, [(kind, subject, value)], at)[0]

    def add_many(self, change: ChangeId, said: Sequence[tuple[str, str, Any]], at: datetime) -> tuple[str, ...]:
        """Keep decisions and return their ids.

        Args:
            change: The change they are undone with.
            said: Kind, subject and value of each, as in `add`.
            at: When, aware.

        Raises:
            NotFound: There is no such change.
        """
        number = Changes(self._scope).number(change)
        ego, seconds = self._scope.ego, to_seconds(at)
        rows = [
            (
                seq,
                ego,
                blake2b(f"{self._scope.text_id}\0decision\0{seq}".encode(), digest_size=_ID_BYTES).hexdigest(),
                number,
                kind,
                plain(subject),
                json.dumps(value, separators=(",", ":")),
                seconds,
            )
            for seq, (kind, subject, value) in zip(self._scope.numbers(schema.decisions, len(said)), said, strict=True)
        ]
        self._scope.add(schema.decisions, rows, "seq", "ego_id", "id", "change", "kind", "subject", "value", "at")
        return tuple(row[2] for row in rows)

    def all(self, kind: str | None = None) -> tuple[Decision, ...]:
        """Return the decisions that stand, in the order they were made.

        Args:
            kind: Only those of one kind; None for all.
        """
        return _decisions(self._scope.raw(_STANDING, (self._scope.ego, kind)))

    def reached(self) -> tuple[int, int]:
        """Return how many decisions were ever made, and how many changes were taken back: both only grow."""
        rows = self._scope.raw(_REACHED, (self._scope.ego, self._scope.ego))
        return int(rows[0][0]), int(rows[0][1])

    def since(self, number: int) -> tuple[Decision, ...]:
        """Return the decisions that stand and were made after a number of `reached`, in order."""
        return _decisions(self._scope.raw(_SINCE, (self._scope.ego, number)))

    def about(self, subjects: Collection[str], *, kinds: Collection[str] = ()) -> tuple[Decision, ...]:
        """Return the decisions that stand about some subjects, and those of some kinds, in the order they were made."""
        wanted = [*sorted(subjects), *sorted(kinds)]
        marks = ("?, " * len(subjects))[:-2] or "NULL", ("?, " * len(kinds))[:-2] or "NULL"
        return _decisions(self._scope.raw(_ABOUT.format(*marks), (self._scope.ego, *wanted)))

    def of_change(self, change: str) -> tuple[Decision, ...]:
        """Return what was decided with a change, whether it stands or was taken back, in order."""
        return _decisions(self._scope.raw(_OF_CHANGE, (self._scope.ego, change)))


def _decisions(rows: Iterable[Row]) -> tuple[Decision, ...]:
    return tuple(
        Decision(
            id=identifier,
            change=ChangeId(change_id),
            kind=kind,
            subject=subject,
            value=json.loads(value),
            at=from_seconds(at),
        )
        for identifier, change_id, kind, subject, value, at in rows
    )
