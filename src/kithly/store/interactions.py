"""Interactions as columns, for the arithmetic of ties."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kithly.history import RecordColumns
from kithly.records import Flag
from kithly.store import schema
from kithly.store.columns import distinct, numbers_of
from kithly.store.derivation import Derivation
from kithly.store.facts import CHANNEL_BITS, FLAG_BITS, RECIPIENT_BITS, SIDE_BITS, names_used, token
from kithly.store.identities import Identities
from kithly.store.scope import Scope

Ints = NDArray[np.int64]

STRETCH = 500_000
"""Record numbers read in one go: bounds the memory of the joined text to tens of megabytes."""

_SIDE = 1 << SIDE_BITS  # the factor in `_SELECT_ROWS`
_LISTED = int(Flag.LIST)

_SELECT_ROWS = "SELECT {record}, {at}, {(sender + 1) * 268435456 + bits} FROM interactions"
_SELECT_TO = "SELECT {record}, {identity * 2 + copied} FROM participants"
_ROWS_BETWEEN = _SELECT_ROWS + " WHERE record BETWEEN ? AND ? AND ego_id = ?"
_TO_BETWEEN = _SELECT_TO + " WHERE record BETWEEN ? AND ? AND ego_id = ?"
_ROWS_OF = _SELECT_ROWS + " WHERE record IN ??"
_TO_OF = _SELECT_TO + " WHERE record IN ??"
_ON_LISTS = "SELECT {record}, {parent} FROM interactions WHERE parent <> 0 AND bits & 2 <> 0 AND record IN ??"
_ASKED = "SELECT {record}, {own_id} FROM interactions WHERE own_id <> 0 AND own_id IN ??"
_ANY_ON_LISTS = "SELECT 1 FROM interactions WHERE parent <> 0 AND bits & 2 <> 0 LIMIT 1"
_SENT = _SELECT_ROWS + " WHERE sender IN ??"
_RECEIVED = (
    "SELECT {i.record}, {i.at}, {(i.sender + 1) * 268435456 + i.bits} FROM participants AS p"
    " CROSS JOIN interactions AS i WHERE p.identity IN ?? AND i.record = p.record"
)
_TO_OF_SENT = (
    "SELECT {p.record}, {p.identity * 2 + p.copied} FROM interactions AS i CROSS JOIN participants AS p"
    " WHERE i.sender IN ?? AND p.record = i.record"
)
_TO_OF_RECEIVED = _SELECT_TO + " WHERE identity IN ??"
_MET = int(Flag.MUTUAL)  # 256 in the statements below
_MET_BETWEEN = (
    "SELECT {p.identity}, {p.copied} FROM interactions AS i CROSS JOIN participants AS p"
    " WHERE i.ego_id = ? AND i.bits & 256 <> 0 AND i.at > ? AND i.at <= ? AND p.record = i.record"
)
_MEETINGS_BETWEEN = (
    "SELECT record FROM interactions WHERE ego_id = ? AND bits & 256 <> 0 AND at > ? AND at <= ? ORDER BY at, record"
)
_NEXT_MET = "SELECT min(at) FROM interactions WHERE ego_id = ? AND bits & 256 <> 0 AND at > ?"
_ANSWERED = (
    "SELECT {p.record} FROM interactions AS i CROSS JOIN interactions AS p"
    " WHERE i.record IN ?? AND i.parent <> 0 AND i.bits & 2 <> 0 AND p.own_id = i.parent AND p.own_id <> 0"
)
_ANSWERS = (
    "SELECT {a.record} FROM interactions AS i CROSS JOIN interactions AS a"
    " WHERE i.record IN ?? AND i.own_id <> 0 AND a.parent = i.own_id AND a.parent <> 0 AND a.bits & 2 <> 0"
)


class Interactions:
    """Messages and gestures as arrays."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def columns(self) -> RecordColumns:
        """Return all messages and gestures, ordered by record number.

        Channel codes are those of `facts.CHANNEL_CODES`: 1 mail, 2 LinkedIn, 3 told by the user ...
        """
        last = self._scope.raw("SELECT coalesce(max(record), 0) FROM interactions")[0][0]
        stretches = [(first, first + STRETCH - 1) for first in range(1, last + 1, STRETCH)]
        rows = [self._read(_ROWS_BETWEEN, stretch) for stretch in stretches]
        to = [self._read(_TO_BETWEEN, stretch) for stretch in stretches]
        return self._assembled(_joined(rows, 3), _joined(to, 2))

    def columns_of(self, identities: Collection[int]) -> RecordColumns:
        """Return the messages and gestures of a few identities, with what they answer or what answers them on lists.

        Args:
            identities: Identity numbers of an alter. Rows of other people appear only where the
                alter takes part, or where ego and the alter answer each other on a list. All recipients are
                there of what the alter wrote, and of meetings; of what others wrote, only the alter.
        """
        who = (self._scope.listed(list(identities)),)
        rows = _once(_joined([numbers_of(self._scope, sql, who) for sql in (_SENT, _RECEIVED)], 3))
        to = _joined([numbers_of(self._scope, sql, who) for sql in (_TO_OF_SENT, _TO_OF_RECEIVED)], 2)
        met = rows[0][(rows[2] & _MET) != 0]
        if len(met):
            to = _joined([to, numbers_of(self._scope, _TO_OF, (self._scope.listed(met.tolist()),))], 2)
        more = self._across_lists(rows[0], rows[2])
        more = distinct(more[~np.isin(more, rows[0])]) if len(more) else more
        if len(more):
            wanted = (self._scope.listed(more.tolist()),)
            rows = _joined([rows, numbers_of(self._scope, _ROWS_OF, wanted)], 3)
            to = _joined([to, numbers_of(self._scope, _TO_OF, wanted)], 2)
        return self._assembled(rows, _pairs_once(to))

    def reached(self) -> int:
        """Return how many versions of records were ever kept: where it stays, no message came or changed."""
        return int(self._scope.raw("SELECT coalesce(max(seq), 0) FROM versions")[0][0])

    def dates(self) -> tuple[Ints, Ints]:
        """Return the number of every message and gesture, ascending, and when it happened (0 where nobody knows)."""
        sql = "SELECT {record}, {at} FROM interactions WHERE ego_id = ?"
        record, at = _ordered(numbers_of(self._scope, sql, (self._scope.ego,)))
        return record, at

    def met_between(self, after: int, until: int) -> tuple[int, ...]:
        """Return the identities at meetings that began within a stretch of time, ascending.

        Args:
            after: Seconds since 1970, UTC; left out.
            until: Seconds since 1970, UTC; counted.
        """
        found = numbers_of(self._scope, _MET_BETWEEN, (self._scope.ego, after, until))
        return tuple(distinct(found[0]).tolist())

    def meetings_between(self, after: int, until: int) -> tuple[int, ...]:
        """Return the record numbers of the meetings that begin within a stretch of time, the first first.

        Args:
            after: Seconds since 1970, UTC; left out.
            until: Seconds since 1970, UTC; counted.
        """
        return tuple(int(row[0]) for row in self._scope.raw(_MEETINGS_BETWEEN, (self._scope.ego, after, until)))

    def next_met(self, after: int) -> int | None:
        """Return when the next meeting begins, in seconds since 1970, UTC; None where none is known."""
        found = self._scope.raw(_NEXT_MET, (self._scope.ego, after))[0][0]
        return None if found is None else int(found)

    def is_empty(self) -> bool:
        """Say whether no message and no gesture is kept."""
        return not self._scope.raw("SELECT 1 FROM interactions WHERE ego_id = ? LIMIT 1", (self._scope.ego,))

    def count_from(self, identities: Collection[int]) -> int:
        """Return how many messages and gestures some identities sent."""
        sql = "SELECT count(*) FROM interactions WHERE sender IN ?? AND +ego_id = ?"
        return int(self._scope.raw(sql, (self._scope.listed(identities), self._scope.ego))[0][0])

    def with_message_id(self, message_id: str) -> int | None:
        """Return the number of a message by its own id; None where it is not kept."""
        own_id = token(message_id)
        sql = "SELECT record FROM interactions WHERE own_id = ? AND own_id <> 0 AND ego_id = ? ORDER BY record LIMIT 1"
        rows = self._scope.raw(sql, (own_id, self._scope.ego)) if own_id else ()
        return int(rows[0][0]) if rows else None

    def undated(self) -> int:
        """Return how many messages and gestures have no believable date; they are no contact at any time."""
        rows = self._scope.raw("SELECT count(*) FROM interactions WHERE at = 0 AND ego_id = ?", (self._scope.ego,))
        return int(rows[0][0])

    def rebuild(self) -> None:
        """Derive all interactions, participants and the search index anew from the records."""
        conn, ego = self._scope.conn, self._scope.ego
        derivation, identities = Derivation(self._scope), Identities(self._scope)
        derivation.clear_index()
        for table in (schema.participants, schema.interactions):
            conn.execute(table.delete().where(table.c.ego_id == ego))
        for records in derivation.current(("message", "gesture", "meeting")):
            used = chain.from_iterable(names_used(record) for _, record in records)
            derivation.add(records, identities.find({who for who, _ in used}))

    def _read(self, sql: str, stretch: tuple[int, int]) -> list[Ints]:
        return numbers_of(self._scope, sql, (*stretch, self._scope.ego))

    def _assembled(self, rows: Sequence[Ints], to: Sequence[Ints]) -> RecordColumns:
        """Unpack and order what came out of the database."""
        record, at, side = _ordered(rows)
        to_record, who = _ordered(to)
        own_id, parent = self._answers(record, side)
        flags, channel, recipients = FLAG_BITS, CHANNEL_BITS, RECIPIENT_BITS
        return RecordColumns(
            record=record,
            at=at,
            sender=(side >> SIDE_BITS) - 1,
            flags=side & ((1 << flags) - 1),
            channel=(side >> flags) & ((1 << channel) - 1),
            recipients=(side >> (flags + channel)) & ((1 << recipients) - 1),
            own_id=own_id,
            parent=parent,
            to_row=np.searchsorted(record, to_record),
            to_identity=who >> 1,
            to_copied=(who & 1).astype(bool),
        )

    def _answers(self, record: Ints, side: Ints) -> tuple[Ints, Ints]:
        """Return own ids and parents where list mail answers something; 63-bit numbers are slow to read."""
        own_id, parent = np.zeros(len(record), np.int64), np.zeros(len(record), np.int64)
        listed = record[(side & _LISTED) != 0]
        if len(listed):
            asking, answered = numbers_of(self._scope, _ON_LISTS, (self._scope.listed(listed.tolist()),))
            asked, ids = numbers_of(self._scope, _ASKED, (self._scope.listed(distinct(answered).tolist()),))
            parent[np.searchsorted(record, asking)] = answered
            seen = np.isin(asked, record)
            own_id[np.searchsorted(record, asked[seen])] = ids[seen]
        return own_id, parent

    def _across_lists(self, own: Ints, side: Ints) -> Ints:
        """Return the records that some records answer on lists, and those that answer them there."""
        if not self._scope.raw(_ANY_ON_LISTS):
            return np.zeros(0, np.int64)
        listed = own[(side & _LISTED) != 0]
        asked = numbers_of(self._scope, _ANSWERED, (self._scope.listed(listed.tolist()),))[0]
        return np.concatenate([asked, numbers_of(self._scope, _ANSWERS, (self._scope.listed(own.tolist()),))[0]])


def _joined(parts: Sequence[Sequence[Ints]], width: int) -> list[Ints]:
    if not parts:
        return [np.zeros(0, np.int64) for _ in range(width)]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def _once(rows: Sequence[Ints]) -> list[Ints]:
    """Return rows by record number, each record once: somebody may be sender and recipient, or twice a recipient."""
    rows = _ordered(rows)
    first = np.ones(len(rows[0]), bool)
    np.not_equal(rows[0][1:], rows[0][:-1], out=first[1:])
    return [column[first] for column in rows]


def _pairs_once(to: Sequence[Ints]) -> list[Ints]:
    """Return pairs of record and recipient in order, each once."""
    order = np.lexsort((to[1], to[0]))
    record, who = to[0][order], to[1][order]
    first = np.ones(len(record), bool)
    np.logical_or(record[1:] != record[:-1], who[1:] != who[:-1], out=first[1:])
    return [record[first], who[first]]


def _ordered(columns: Sequence[Ints]) -> Sequence[Ints]:
    """Return the columns ordered by their first; no aggregate promises an order of its own."""
    first = columns[0]
    if len(first) < 2 or bool(np.all(first[1:] >= first[:-1])):
        return columns
    order = np.argsort(first, kind="stable")
    return [column[order] for column in columns]
