"""Everything beside records that may hold words of somebody who is forgotten: what is about them goes, the rest stays.

Each table is written down here with what becomes of it, so that a new one is not passed over (a test compares them with
the schema).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from sqlalchemy import Table, func, select

from kithly.people import PersonId
from kithly.people.forgotten import LEFT_OUT
from kithly.store import schema
from kithly.store.clearing import DROPPED, Gone
from kithly.store.schema_forms import metadata
from kithly.store.scope import Row, Scope, batches

TEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "changes": ("text",),
    "files": ("path",),
    "sightings": ("place",),
    "passes": ("name",),
    "outbox": ("subject", "text", "said", "url", "target", "sender_name", "message_id", "in_reply_to", "refs"),
    "proposals": ("text", "proposer"),
    "cursors": ("part", "value"),
}
"""Columns of text in which a name or an address is left out."""

VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "plans": ("plan",),
    "files": ("counts",),
}
"""Columns of JSON values in which what is about them is left out."""

ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "decisions": ("subject", "value"),
    "proposals": ("subject", "value"),
}
"""Tables whose rows go when they are about them: the column that names whom, and the one of JSON values."""

PERSONS: Final[Mapping[str, tuple[str, ...]]] = {
    "assignments": ("person", "origin"),
    "forwards": ("old", "new"),
    "people": ("person",),
    "tie_states": ("person",),
    "rhythms": ("person",),
    "reasons": ("person",),
    "renewals": ("person",),
    "outbox": ("person", "touch"),
}
"""Tables whose rows go when one of these columns is one of the ids that are gone."""

WITH_RECORDS: Final = frozenset(
    {
        "identities",
        "identity_names",
        "interactions",
        "message_index",
        "participants",
        "partials",
        "pictured",
        "pictures",
        "record_identities",
        "records",
        "sightings",
        "versions",
    }
)
"""Tables whose rows go, or are written anew, with the records they belong to (`erasing`)."""

WITHOUT_WORDS: Final = frozenset(("egos", "ego_states", "forgotten", "alembic_version"))
"""Tables that hold no word of anybody."""

OWN: Final = frozenset(("accounts",))
"""Tables of how the user reaches what is theirs, which stays as it is; what is read of somebody goes (`accounts`)."""

SMALL_FACTS: Final = "meta"


class Sweeping:
    """Leaving somebody out of everything beside records."""

    def __init__(self, scope: Scope, gone: Gone) -> None:
        self._scope = scope
        self._gone = gone

    def run(self) -> int:
        """Leave them out everywhere; return how many words of the user's went."""
        held = self._changes_in_use()
        self.persons()
        self._drop_sent_to()
        said = sum(self._drop_about(name, *columns) for name, columns in ABOUT.items())
        for name, columns in VALUES.items():
            self._rewrite(metadata.tables[name], columns, self._json)
        for name, columns in TEXTS.items():
            self._rewrite(metadata.tables[name], columns, self._gone.text)
        self.small_facts()
        self._drop_changes(held)
        return said

    def persons(self) -> None:
        """Take away the rows that stand under their ids."""
        for name, columns in PERSONS.items():
            self._drop_named(metadata.tables[name], columns)

    def accounts(self, is_theirs: Callable[[Any], bool]) -> tuple[str, ...]:
        """Let go what is read of them: accounts and cursors; return the ids of the accounts.

        Args:
            is_theirs: Says whether the settings of an account tell that it is read of them.
        """
        table, held = schema.accounts, self._changes_in_use()
        rows = self._scope.conn.execute(
            select(table.c.seq, table.c.id, table.c.settings).where(table.c.ego_id == self._scope.ego)
        ).all()
        told = [(seq, account, json.loads(text)) for seq, account, text in rows]
        gone = [(seq, account, settings) for seq, account, settings in told if is_theirs(settings)]
        numbers = [seq for seq, _, _ in gone]
        for _, _, settings in gone:
            self._unname(str(settings.get("address") or ""))
        cursor = schema.cursors
        files = (
            self._scope.conn.execute(select(cursor.c.file).where(self._scope.within(cursor.c.account, numbers)))
            .scalars()
            .all()
        )
        self._scope.conn.execute(cursor.delete().where(self._scope.within(cursor.c.account, numbers)))
        self._scope.conn.execute(table.delete().where(self._scope.within(table.c.seq, numbers)))
        file = schema.files
        read = file.update().where(self._scope.within(file.c.seq, list(files)))
        self._scope.conn.execute(read.values(path="", fingerprint=""))
        self._drop_changes(held)
        return tuple(account for _, account, _ in gone)

    def small_facts(self) -> None:
        """Leave them out of the small facts."""
        rows = self._scope.raw("SELECT name, value FROM meta WHERE ego_id = ?", (self._scope.ego,))
        for name, value in rows:
            clean = "" if self._gone.is_packed_about(value) else self._json_or_text(value)
            if clean != value:
                self._scope.raw_do(
                    "UPDATE meta SET value = ? WHERE ego_id = ? AND name = ?", (clean, self._scope.ego, name)
                )

    def files(self, files: Collection[int], own_source: str, path: str) -> None:
        """Let files be read anew that showed records which are gone, and those go that showed nothing else.

        Args:
            files: Numbers of the files that showed a record which is gone.
            own_source: Name of the source of entries the user made; such an entry goes as a whole.
            path: What a file is called that showed nothing else; its own name may say whose it was.
        """
        table, seen = schema.files, schema.sightings.c
        left = set(
            self._scope.conn.execute(select(seen.file).where(self._scope.within(seen.file, files)).distinct()).scalars()
        )
        emptied = sorted(set(files) - left)
        held = self._changes_in_use()
        mine = self._scope.within(table.c.seq, emptied)
        cursors = select(schema.cursors.c.file)
        self._scope.conn.execute(table.delete().where(mine, table.c.source == own_source, table.c.seq.not_in(cursors)))
        self._rename(emptied, path)
        anew = table.update().where(self._scope.within(table.c.seq, files), table.c.fingerprint.not_like("account:%"))
        self._scope.conn.execute(anew.values(fingerprint=""))
        self._drop_changes(held)

    def _unname(self, address: str) -> None:
        """Leave an address that was read of them out of what changes are called."""
        table = schema.changes
        if address:
            named = func.replace(table.c.text, address, LEFT_OUT)
            self._scope.conn.execute(
                table.update()
                .where(table.c.ego_id == self._scope.ego, table.c.text.contains(address, autoescape=True))
                .values(text=named)
            )

    def _rename(self, emptied: Collection[int], path: str) -> None:
        table, change = schema.files, schema.changes
        query = select(table.c.seq, table.c.path, change.c.seq, change.c.text).join(
            change, change.c.seq == table.c.change
        )
        for file, old, number, text in self._scope.conn.execute(
            query.where(self._scope.within(table.c.seq, emptied), table.c.fingerprint.not_like("account:%"))
        ).all():
            name = old.rpartition("/")[2]
            self._scope.conn.execute(table.update().where(table.c.seq == file).values(path=path))
            if name and name in text:
                self._scope.conn.execute(
                    change.update().where(change.c.seq == number).values(text=text.replace(name, path))
                )

    def _drop_named(self, table: Table, columns: tuple[str, ...]) -> None:
        ids = sorted(self._gone.ids)
        for batch in batches(ids):
            for column in columns:
                self._scope.conn.execute(
                    table.delete().where(table.c.ego_id == self._scope.ego, table.c[column].in_(batch))
                )

    def _drop_sent_to(self) -> None:
        """Take away the messages to one of their addresses, whosever they were."""
        table = schema.outbox
        rows = self._scope.conn.execute(
            select(table.c.seq, table.c.recipient).where(table.c.ego_id == self._scope.ego, table.c.recipient != "")
        ).all()
        mine = [seq for seq, recipient in rows if self._gone.marks.cleaned(recipient) != recipient]
        self._scope.conn.execute(table.delete().where(self._scope.within(table.c.seq, mine)))

    def _drop_about(self, name: str, subject: str, value: str) -> int:
        """Take away the rows that are about them; return how many."""
        table, dropped = metadata.tables[name], []
        query = select(table.c.seq, table.c[subject], table.c[value]).where(table.c.ego_id == self._scope.ego)
        for seq, whom, text in self._scope.conn.execute(query).all():
            told = self._gone.value(json.loads(text))
            if told is DROPPED or not self._gone.are_none([whom, *whom.split()]):
                dropped.append(seq)
                continue
            clean = {subject: self._gone.text(whom), value: self._dumped(told, text)}
            if clean != {subject: whom, value: text}:
                self._scope.conn.execute(table.update().where(table.c.seq == seq).values(clean))
        self._scope.conn.execute(table.delete().where(self._scope.within(table.c.seq, dropped)))
        return len(dropped)

    def _rewrite(self, table: Table, columns: tuple[str, ...], clean: Callable[[str], str]) -> None:
        """Write texts anew, row by row, where something is left out of them."""
        keys = list(table.primary_key.columns)
        query = select(*keys, *(table.c[name] for name in columns)).where(table.c.ego_id == self._scope.ego)
        changed: list[tuple[Row, dict[str, str]]] = []
        for row in self._scope.conn.execute(query):
            was = dict(zip(columns, row[len(keys) :], strict=True))
            told = {name: new for name, text in was.items() if text and (new := clean(text)) != text}
            if told:
                changed.append((tuple(row[: len(keys)]), told))
        for key, told in changed:
            chosen = table.update().where(*(column == part for column, part in zip(keys, key, strict=True)))
            self._scope.conn.execute(chosen.values(told))

    def _json(self, text: str) -> str:
        return self._dumped(self._gone.value(json.loads(text)), text)

    def _json_or_text(self, text: str) -> str:
        try:
            value = json.loads(text)
        except ValueError:
            return self._gone.text(text)
        return self._dumped(self._gone.value(value), text)

    def _dumped(self, value: Any, before: str) -> str:
        """Return a value as text, written as the text was that it came from."""
        if value is DROPPED:
            return ""
        if value == json.loads(before):
            return before
        is_ascii, told = before.isascii(), json.loads(before)
        is_spaced = json.dumps(told, ensure_ascii=is_ascii) == before
        return json.dumps(value, ensure_ascii=is_ascii, separators=(", ", ": ") if is_spaced else (",", ":"))

    def _changes_in_use(self) -> frozenset[int]:
        """Return the changes something hangs on."""
        found: set[int] = set()
        for table in (schema.decisions, schema.files, schema.outbox, schema.proposals, schema.accounts):
            found |= set(self._scope.conn.execute(select(table.c.change).distinct()).scalars())
        found |= set(self._scope.conn.execute(select(schema.accounts.c.removed_by).distinct()).scalars())
        return frozenset(one for one in found if one is not None)

    def _drop_changes(self, before: frozenset[int]) -> None:
        """Take away the changes on which nothing hangs any more."""
        empty = before - self._changes_in_use()
        table = schema.changes
        self._scope.conn.execute(table.delete().where(self._scope.within(table.c.seq, sorted(empty))))


def ids_of_touches(plans: Collection[Any], persons: Collection[PersonId]) -> frozenset[str]:
    """Return the ids of the hellos to some people among plans of days."""
    return frozenset(
        str(touch["id"])
        for plan in plans
        for name in ("touches", "beside")
        for touch in plan.get(name, ())
        if touch["person"] in persons
    )
