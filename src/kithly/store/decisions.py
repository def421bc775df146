"""Decisions: the user's word, in order; those of a taken-back change do not count."""

from __future__ import annotations

import json
from datetime import datetime
from hashlib import blake2b
from typing import Any

from kithly.records import to_seconds
from kithly.store import schema
from kithly.store.changes import Changes
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain
from kithly.store.values import ChangeId, Decision

_ID_BYTES = 16  # as long as a record id: both stand in evidence

_STANDING = (
    "SELECT d.id, c.id, d.kind, d.subject, d.value, d.at FROM decisions AS d JOIN changes AS c ON c.seq = d.change"
    " WHERE d.ego_id = ? AND c.undone_at IS NULL AND d.kind = coalesce(?, d.kind) ORDER BY d.seq"
)


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
        number = Changes(self._scope).number(change)
        seq = self._scope.numbers(schema.decisions, 1)[0]
        identifier = blake2b(f"{self._scope.text_id}\0decision\0{seq}".encode(), digest_size=_ID_BYTES).hexdigest()
        self._scope.conn.execute(
            schema.decisions.insert().values(
                seq=seq,
                ego_id=self._scope.ego,
                id=identifier,
                change=number,
                kind=kind,
                subject=plain(subject),
                value=json.dumps(value, separators=(",", ":")),
                at=to_seconds(at),
            )
        )
        return identifier

    def all(self, kind: str | None = None) -> tuple[Decision, ...]:
        """Return the decisions that stand, in the order they were made.

        Args:
            kind: Only those of one kind; None for all.
        """
        rows = self._scope.raw(_STANDING, (self._scope.ego, kind))
        return tuple(
            Decision(
                id=identifier,
                change=ChangeId(change_id),
                kind=found,
                subject=subject,
                value=json.loads(value),
                at=from_seconds(at),
            )
            for identifier, change_id, found, subject, value, at in rows
        )
