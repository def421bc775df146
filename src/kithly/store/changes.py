"""Changes: what the user did, to be listed and taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from hashlib import blake2b
from itertools import count
from typing import Any

from sqlalchemy import Row, or_, select

from kithly.errors import NotFound
from kithly.records import to_seconds
from kithly.store import schema
from kithly.store.brought import Brought, brought_by_all, kinds_brought
from kithly.store.forgotten import Forgotten
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain
from kithly.store.values import Change, ChangeId

_ID_BYTES = 4


class Changes:
    """The list of changes."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def open(self, kind: str, text: str, at: datetime) -> ChangeId:
        """Begin a change and return its id.

        Args:
            kind: ``import``, ``same``, ``quiet`` ...
            text: What to call it on screen.
            at: When, aware.
        """
        table, seconds, text = schema.changes.c, to_seconds(at), Forgotten(self._scope).marks().cleaned(plain(text))
        for salt in count():
            text_id = f"{self._scope.text_id}\0{kind}\0{text}\0{seconds}\0{salt}".encode()
            identifier = blake2b(text_id, digest_size=_ID_BYTES).hexdigest()
            taken = select(table.seq).where(table.ego_id == self._scope.ego, table.id == identifier)
            if self._scope.conn.execute(taken).first() is None:
                break
        self._scope.conn.execute(
            schema.changes.insert().values(ego_id=self._scope.ego, id=identifier, kind=kind, at=seconds, text=text)
        )
        return ChangeId(identifier)

    def list(self) -> tuple[Change, ...]:
        """Return all changes, newest first."""
        table = schema.changes
        query = table.select().where(table.c.ego_id == self._scope.ego).order_by(table.c.seq.desc())
        return tuple(_change(row) for row in self._scope.conn.execute(query))

    def any_after(self, kinds: Collection[str], at: datetime) -> bool:
        """Say whether a change of one of these kinds was made, or taken back, after a moment."""
        table, seconds = schema.changes.c, to_seconds(at)
        query = select(table.seq).where(
            table.ego_id == self._scope.ego,
            table.kind.in_(sorted(kinds)),
            or_(table.at > seconds, table.undone_at > seconds),
        )
        return self._scope.conn.execute(query.limit(1)).first() is not None

    def any_standing(self, kinds: Collection[str]) -> bool:
        """Say whether a change of one of these kinds was made and not taken back."""
        table = schema.changes.c
        query = select(table.seq).where(
            table.ego_id == self._scope.ego, table.kind.in_(sorted(kinds)), table.undone_at.is_(None)
        )
        return self._scope.conn.execute(query.limit(1)).first() is not None

    def brought(self) -> Mapping[str, Brought]:
        """Return how much belongs to each change that stands, by its id; changes of nothing are left out."""
        return brought_by_all(self._scope)

    def kinds_brought(self, change: str) -> Counter[str]:
        """Return how many records of each kind the files of a change showed."""
        return kinds_brought(self._scope, change)

    def get(self, id: str) -> Change:  # noqa: A002 - the glossary's word
        """Return one change.

        Raises:
            NotFound: There is none of this id.
        """
        table = schema.changes
        query = table.select().where(table.c.ego_id == self._scope.ego, table.c.id == id)
        row = self._scope.conn.execute(query).first()
        if row is None:
            raise NotFound("change", id, hint="kithly changes")
        return _change(row)

    def mark_undone(self, id: str, at: datetime) -> None:  # noqa: A002 - the glossary's word
        """Mark a change as taken back; its decisions no longer count.

        Raises:
            NotFound: There is none of this id.
        """
        self.get(id)
        table = schema.changes
        chosen = table.update().where(table.c.ego_id == self._scope.ego, table.c.id == id)
        self._scope.conn.execute(chosen.values(undone_at=to_seconds(at)))

    def number(self, id: str) -> int:  # noqa: A002 - the glossary's word
        """Return the row number of a change.

        Raises:
            NotFound: There is none of this id.
        """
        table = schema.changes.c
        query = select(table.seq).where(table.ego_id == self._scope.ego, table.id == id)
        found = self._scope.conn.execute(query).scalar()
        if found is None:
            raise NotFound("change", id, hint="kithly changes")
        return int(found)


def _change(row: Row[Any]) -> Change:
    return Change(
        id=ChangeId(row.id),
        kind=row.kind,
        at=from_seconds(row.at),
        text=row.text,
        undone_at=None if row.undone_at is None else from_seconds(row.undone_at),
    )
