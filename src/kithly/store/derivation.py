"""Derived rows of records: interactions, participants and the search index, written and removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select

from kithly.records import Record
from kithly.store import schema
from kithly.store.facts import SEARCHED, Handle, Happening, happening, words
from kithly.store.payload import from_bytes, unpack
from kithly.store.scope import Row, Scope, plain

_NOBODY = -1

_SEPARATORS = re.compile(r"[\W_]+")
_INDEX_SQLITE = "INSERT INTO message_index (rowid, subject, body) VALUES (?, ?, ?)"
_UNINDEX_SQLITE = "INSERT INTO message_index (message_index, rowid, subject, body) VALUES ('delete', ?, ?, ?)"
_INDEX_POSTGRESQL = "INSERT INTO message_index (record, words) VALUES (?, to_tsvector('simple', ?))"

Numbered = Sequence[tuple[int, Record]]


def folded(text: str) -> str:
    """Return text as bare lower-case words, split and stripped of accents as FTS5's unicode61 does."""
    if not text.isascii():
        marks = unicodedata.normalize("NFKD", text)
        text = "".join(character for character in marks if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", text).lower()


class Derivation:
    """Keeps what follows from records in step with them."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def add(self, records: Numbered, numbers: Mapping[Handle, int]) -> None:
        """Write the derived rows of records.

        Args:
            records: Number and current version of each.
            numbers: Numbers of all identities they name.
        """
        happenings = [(seq, found) for seq, record in records if (found := happening(record))]
        self._add_interactions(happenings, numbers)
        self.index(records)

    def remove(self, records: Numbered) -> None:
        """Take the derived rows of records away.

        Args:
            records: Number of each and the version that was current when the rows were written.
        """
        if not records:
            return
        scope, seqs = self._scope, [seq for seq, _ in records]
        for table in (schema.participants, schema.interactions):
            scope.conn.execute(table.delete().where(scope.within(table.c.record, seqs)))
        if scope.is_sqlite:
            scope.each(_UNINDEX_SQLITE, _index_rows(records))
        else:
            scope.raw_do("DELETE FROM message_index WHERE record = ANY(?)", (seqs,))

    def index(self, records: Numbered) -> None:
        """Add the words of messages to the search index."""
        rows = _index_rows(records)
        if self._scope.is_sqlite:
            self._scope.each(_INDEX_SQLITE, rows)
        else:
            self._scope.each(_INDEX_POSTGRESQL, [(seq, folded(f"{subject} {body}")) for seq, subject, body in rows])

    def clear_index(self) -> None:
        """Empty the search index of this ego; contentless FTS5 has to be emptied for all, and refilled."""
        if self._scope.is_sqlite:
            self._scope.raw_do("INSERT INTO message_index (message_index) VALUES ('delete-all')")
            for ego in self._scope.raw("SELECT seq FROM egos WHERE seq <> ?", (self._scope.ego,)):
                for records in self.current(SEARCHED, ego=ego[0]):
                    self.index(records)
        else:
            sql = "DELETE FROM message_index WHERE record IN (SELECT seq FROM records WHERE ego_id = ?)"
            self._scope.raw_do(sql, (self._scope.ego,))

    def current(self, kinds: Collection[str], *, ego: int | None = None) -> Iterable[Numbered]:
        """Yield all current records of these kinds in batches, ordered by number."""
        owner = self._scope.ego if ego is None else ego
        record, version = schema.records.c, schema.versions.c
        last = 0
        while True:
            rows = self._scope.conn.execute(
                select(record.seq, record.kind, version.payload)
                .join(schema.versions, version.seq == record.current)
                .where(record.ego_id == owner, record.kind.in_(kinds), record.seq > last)
                .order_by(record.seq)
                .limit(1_000)
            ).all()
            if not rows:
                return
            last = rows[-1][0]
            yield [(seq, from_bytes(kind, unpack(payload))) for seq, kind, payload in rows]

    def _add_interactions(self, found: Sequence[tuple[int, Happening]], numbers: Mapping[Handle, int]) -> None:
        ego = self._scope.ego
        rows: list[Row] = [
            (
                seq,
                ego,
                item.at,
                numbers[item.sender] if item.sender else _NOBODY,
                item.bits,
                item.own_id,
                item.parent,
                item.thread,
            )
            for seq, item in found
        ]
        columns = ("record", "ego_id", "at", "sender", "bits", "own_id", "parent", "thread")
        self._scope.add(schema.interactions, rows, *columns)
        pairs = {(seq, numbers[who], copied): None for seq, item in found for who, copied in item.to}
        to: list[Row] = [(ego, *pair) for pair in pairs]
        self._scope.add(schema.participants, to, "ego_id", "record", "identity", "copied")


def _index_rows(records: Iterable[tuple[int, Record]]) -> list[Row]:
    return [(seq, plain(found[0]), plain(found[1])) for seq, record in records if (found := words(record))]
