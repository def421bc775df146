"""Accounts the user gave, and how far each of their parts is read.

A cursor hangs on the file row under which a sync kept what it read. Taking that sync back takes the cursor
away, and those of later syncs of the same part: what was taken back is read again.

A cursor may name every card of an address book, and each sync that finds one card changed leaves another. So only the
last few of a part keep their value; the rows of older ones stay, empty. Whoever takes an older sync back has the part
read once more from its beginning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from kithly.errors import NotFound
from kithly.people import PersonId
from kithly.store import schema
from kithly.store.changes import Changes
from kithly.store.forgotten import Forgotten
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain
from kithly.store.values import AccountRow, ChangeId, FileId

WHOLE = 3
"""So many cursors of a part keep their value: whoever takes syncs back takes back the last ones."""


class Accounts:
    """The accounts of an ego."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, change: ChangeId, account: str, kind: str, settings: Mapping[str, Any]) -> None:
        """Keep an account.

        Args:
            change: The change that adds it; taking it back removes the account.
            account: Its id.
            kind: Name of the source that reads it.
            settings: How to reach it, as JSON values; never a secret.
        """
        row = {
            "ego_id": self._scope.ego,
            "id": account,
            "change": Changes(self._scope).number(change),
            "kind": kind,
            "settings": plain(json.dumps(dict(settings), ensure_ascii=False, sort_keys=True)),
        }
        seq = self._scope.numbers(schema.accounts, 1)[0]
        self._scope.conn.execute(schema.accounts.insert().values(seq=seq, **row))

    def adjust(self, account: str, settings: Mapping[str, Any]) -> None:
        """Keep other settings of an account.

        Raises:
            NotFound: There is no such account.
        """
        text = plain(json.dumps(dict(settings), ensure_ascii=False, sort_keys=True))
        table = schema.accounts
        self._scope.conn.execute(table.update().where(table.c.seq == self._number(account)).values(settings=text))

    def remove(self, change: ChangeId, account: str) -> None:
        """Mark an account as removed; what was read from it stays, and so does how far that was.

        Args:
            change: The change that removes it; taking it back brings the account back.
            account: Its id.

        Raises:
            NotFound: There is no such account.
        """
        table, number = schema.accounts, Changes(self._scope).number(change)
        self._scope.conn.execute(table.update().where(table.c.seq == self._number(account)).values(removed_by=number))

    def all(self) -> tuple[AccountRow, ...]:
        """Return the accounts that stand, in the order they were added."""
        table, removal = schema.accounts.c, schema.changes.alias("removal")
        query = (
            select(table.id, table.kind, table.settings, schema.changes.c.id.label("change"), schema.changes.c.at)
            .join(schema.changes, schema.changes.c.seq == table.change)
            .join(removal, removal.c.seq == table.removed_by, isouter=True)
            .where(
                table.ego_id == self._scope.ego,
                schema.changes.c.undone_at.is_(None),
                or_(removal.c.seq.is_(None), removal.c.undone_at.is_not(None)),
            )
            .order_by(table.seq)
        )
        return tuple(
            AccountRow(
                id=row.id,
                kind=row.kind,
                settings=json.loads(row.settings),
                change=ChangeId(row.change),
                added_at=from_seconds(row.at),
            )
            for row in self._scope.conn.execute(query)
        )

    def followed(self) -> tuple[tuple[str, PersonId], ...]:
        """Return what is followed for whom: ``kind:value`` of who publishes it, and the person as the user named them.

        The person is empty where it is nobody's. What is no longer read still counts, as what was read of it stays;
        what was taken back does not.
        """
        table = schema.accounts.c
        query = select(table.settings).join(schema.changes, schema.changes.c.seq == table.change)
        query = query.where(table.ego_id == self._scope.ego, schema.changes.c.undone_at.is_(None)).order_by(table.seq)
        found = (json.loads(text).get("settings", {}) for text in self._scope.conn.execute(query).scalars())
        told = [(str(one.get("identity") or ""), PersonId(str(one.get("person") or ""))) for one in found]
        return tuple((who, person) for who, person in told if who)

    def of_change(self, change: str) -> tuple[str, ...]:
        """Return the ids of the accounts that a change added."""
        table = schema.accounts.c
        query = select(table.id).join(schema.changes, schema.changes.c.seq == table.change)
        query = query.where(table.ego_id == self._scope.ego, schema.changes.c.id == change)
        return tuple(self._scope.conn.execute(query).scalars())

    def keep_cursor(self, account: str, part: str, value: str, *, file: FileId) -> None:
        """Keep how far a part is read, in the transaction that keeps what was read.

        Args:
            account: Id of the account.
            part: Name of the part; may be empty.
            value: What its source has to know to go on.
            file: The file row under which the sync keeps what it reads of this part.
        """
        marks = Forgotten(self._scope).marks()
        kept = marks.cleaned(plain(part)), marks.cleaned(plain(value))
        row = (file, self._number(account), *kept, self._scope.ego)
        self._scope.add(schema.cursors, [row], "file", "account", "part", "value", "ego_id", instead="update")
        self._empty_old(row[1], row[2])

    def _empty_old(self, account: int, part: str) -> None:
        """Let the cursors of a part but the last few be empty."""
        cursor = schema.cursors
        mine = (cursor.c.account == account) & (cursor.c.part == part)
        last = select(cursor.c.file).where(mine).order_by(cursor.c.file.desc()).limit(WHOLE)
        numbers = self._scope.conn.execute(last).scalars().all()
        if len(numbers) == WHOLE:
            old = cursor.update().where(mine, cursor.c.file < numbers[-1], cursor.c.value != "")
            self._scope.conn.execute(old.values(value=""))

    def move_cursor(self, account: str, part: str, value: str) -> bool:
        """Keep how far a part is read where nothing was read of it this time.

        Returns:
            Whether there was a cursor to move.
        """
        cursor = schema.cursors
        marks = Forgotten(self._scope).marks()
        newest = select(func.max(cursor.c.file)).where(
            cursor.c.account == self._number(account), cursor.c.part == marks.cleaned(plain(part))
        )
        chosen = cursor.update().where(cursor.c.file == newest.scalar_subquery())
        return self._scope.conn.execute(chosen.values(value=marks.cleaned(plain(value)))).rowcount > 0

    def cursors(self, account: str) -> dict[str, str]:
        """Return how far each part is read, by the part's name; none for one to be read from its beginning."""
        cursor = schema.cursors.c
        query = select(cursor.part, cursor.value).where(cursor.account == self._number(account))
        newest = dict(tuple(row) for row in self._scope.conn.execute(query.order_by(cursor.file)))
        return {part: value for part, value in newest.items() if value}

    def forget_cursors(self, files: Sequence[int]) -> None:
        """Take away the cursors of a sync, and those that later syncs built upon them.

        Args:
            files: Row numbers of the files the sync kept its readings under.
        """
        cursor = schema.cursors
        taken = select(cursor.c.file, cursor.c.account, cursor.c.part).where(self._scope.within(cursor.c.file, files))
        for first, account, part in self._scope.conn.execute(taken).all():
            later = cursor.delete().where(cursor.c.account == account, cursor.c.part == part, cursor.c.file >= first)
            self._scope.conn.execute(later)

    def _number(self, account: str) -> int:
        table = schema.accounts.c
        query = select(table.seq).where(table.ego_id == self._scope.ego, table.id == account)
        found = self._scope.conn.execute(query).scalar()
        if found is None:
            raise NotFound("account", account, hint="kithly account list")
        return int(found)
