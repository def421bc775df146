"""Proposals: what an assistant asked for, and what the user said to it. Nothing of it is done by keeping it.

A row changes its state by compare-and-set alone, so that two windows that say yes at once do one thing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import Row, select

from kithly.errors import NotFound
from kithly.records import to_seconds
from kithly.store import schema
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain
from kithly.store.values import ChangeId

_ID_BYTES = 4
SHORTEST_ID = 4  # characters of an id that may stand for the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalRow:
    """One proposal.

    Attributes:
        proposer: What the assistant calls itself.
        kind: What is to be done, by name (`app.proposing`).
        subject: Whom or what it is about: an id, or several with a blank between.
        value: What is to be kept, by name.
        text: The same in a sentence.
        made_at: When it was proposed.
        state: ``open``, ``taken`` (a yes is being carried out), ``accepted`` or ``declined``.
        settled_at: When the user answered, or began to; None before.
        id: Eight hexadecimal digits; given by the store.
    """

    proposer: str
    kind: str
    subject: str
    value: Mapping[str, Any]
    text: str
    made_at: datetime
    state: str = "open"
    settled_at: datetime | None = None
    id: str = ""


class Proposals:
    """The proposals made to an ego."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, row: ProposalRow) -> str:
        """Keep a proposal and return its id."""
        seq = self._scope.numbers(schema.proposals, 1)[0]
        text_id = f"{self._scope.text_id}\0proposals\0{seq}".encode()
        identifier = blake2b(text_id, digest_size=_ID_BYTES).hexdigest()
        values = {
            "seq": seq,
            "ego_id": self._scope.ego,
            "id": identifier,
            "proposer": plain(row.proposer),
            "kind": row.kind,
            "subject": plain(row.subject),
            "value": json.dumps(dict(row.value), sort_keys=True),
            "text": plain(row.text),
            "made_at": to_seconds(row.made_at),
            "state": row.state,
        }
        self._scope.conn.execute(schema.proposals.insert().values(**values))
        return identifier

    def renew(self, before: ProposalRow, fresh: ProposalRow) -> None:
        """Give a proposal that is not answered the subject, value and sentence of today; state and day stay."""
        table = schema.proposals
        values = {
            "subject": plain(fresh.subject),
            "value": json.dumps(dict(fresh.value), sort_keys=True),
            "text": plain(fresh.text),
        }
        chosen = table.update().where(
            table.c.ego_id == self._scope.ego, table.c.id == before.id, table.c.state == before.state
        )
        self._scope.conn.execute(chosen.values(**values))

    def since(self, moment: datetime, *states: str) -> tuple[ProposalRow, ...]:
        """Return proposals made after a moment, in some states or in any, oldest first."""
        table = schema.proposals
        query = select(table).where(table.c.ego_id == self._scope.ego, table.c.made_at > to_seconds(moment))
        chosen = query.where(table.c.state.in_(states)) if states else query
        return tuple(_row(row) for row in self._scope.conn.execute(chosen.order_by(table.c.seq)))

    def drop(self, state: str, *, before: datetime) -> None:
        """Take away the proposals in a state that were made before a moment."""
        table = schema.proposals
        old = (table.c.ego_id == self._scope.ego) & (table.c.state == state) & (table.c.made_at < to_seconds(before))
        self._scope.conn.execute(table.delete().where(old))

    def get(self, named: str) -> ProposalRow:
        """Return a proposal by its id, or by a beginning that is its own.

        Raises:
            NotFound: There is none, or several begin so.
        """
        table, asked = schema.proposals, named.strip().lower()
        rows = self._scope.conn.execute(select(table).where(table.c.ego_id == self._scope.ego))
        found = [_row(row) for row in rows if len(asked) >= SHORTEST_ID and row.id.startswith(asked)]
        if len(found) != 1:
            raise NotFound("proposal", named, hint="kithly proposals")
        return found[0]

    def move(
        self, before: ProposalRow, state: str, *, at: datetime | None = None, change: ChangeId | None = None
    ) -> bool:
        """Bring a proposal from the state it was seen in to another; return whether it still was in that one.

        Args:
            before: The proposal as it was seen.
            state: The new state.
            at: When the user answered.
            change: The change that came of it.
        """
        table = schema.proposals
        values: dict[str, Any] = {"state": state, "settled_at": None if at is None else to_seconds(at)}
        if change is not None:
            number = select(schema.changes.c.seq).where(
                schema.changes.c.ego_id == self._scope.ego, schema.changes.c.id == change
            )
            values["change"] = number.scalar_subquery()
        seen = None if before.settled_at is None else to_seconds(before.settled_at)
        chosen = table.update().where(
            table.c.ego_id == self._scope.ego,
            table.c.id == before.id,
            table.c.state == before.state,
            table.c.settled_at.is_(None) if seen is None else table.c.settled_at == seen,
        )
        return self._scope.conn.execute(chosen.values(**values)).rowcount == 1


def _row(row: Row[Any]) -> ProposalRow:
    return ProposalRow(
        id=row.id,
        proposer=row.proposer,
        kind=row.kind,
        subject=row.subject,
        value=json.loads(row.value),
        text=row.text,
        made_at=from_seconds(row.made_at),
        state=row.state,
        settled_at=None if row.settled_at is None else from_seconds(row.settled_at),
    )
