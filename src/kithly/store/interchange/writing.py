"""Rows of kept tables as JSON, in an order that a network read back from them has too."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Select, Table, select

from kithly.records.json_form import moment, to_json
from kithly.store import schema
from kithly.store.interchange.nouns import COUNTED_ON, NOUNS, Form, Noun
from kithly.store.payload import from_bytes, from_seconds, unpack
from kithly.store.relying import RESTS, renumbered
from kithly.store.scope import Scope
from kithly.store.values import Stored

AT_ONCE = 1_000  # rows read at a time
_NODES = {"record": "records", "identity": "identities"}

Line = dict[str, Any]
_CODED: Mapping[Form, Callable[[Any], Any]] = {
    Form.JSON: json.loads,
    Form.HEX: lambda value: bytes(value).hex(),
    Form.BYTES: lambda value: b64encode(value).decode("ascii"),
}


class Lines:
    """All kept rows of one ego, as JSON."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def of(self, noun: Noun) -> Iterator[Line]:
        """Yield every row of a table."""
        forms = [(name, self._form(noun, name)) for name in noun.columns]
        for rows in self._batches(noun):
            for row in rows:
                values = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for it
                line: Line = {"number": self._number(noun.name, values["seq"])} if noun.is_numbered else {}
                line |= {name: form(values[name], values) for name, form in forms}
                if line.get("name") == RESTS:
                    line["value"] = renumbered(
                        line["value"], partial(self._number, "changes"), partial(self._number, "files")
                    )
                yield line

    def reached(self) -> Mapping[str, int]:
        """Return the last number that was ever given, for the tables in which ids follow from numbers."""
        return {table.name: self._last(table) for table in COUNTED_ON}

    def _last(self, table: Table) -> int:
        if self._scope.is_sqlite:
            rows = self._scope.raw("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,))
            return int(rows[0][0]) if rows else 0
        last, is_given = self._scope.raw(f"SELECT last_value, is_called FROM {table.name}_seq_seq")[0]  # noqa: S608 - our own
        return int(last) if is_given else 0

    def _batches(self, noun: Noun) -> Iterator[Sequence[Any]]:
        result = self._scope.conn.execute(self._query(noun).execution_options(yield_per=AT_ONCE))
        yield from result.partitions(AT_ONCE)

    def _query(self, noun: Noun) -> Select[Any]:
        table = noun.table
        query = select(table).where(table.c.ego_id == self._scope.ego).order_by(*_order(noun))
        if noun is _VERSIONS:
            query = query.join(schema.records, schema.records.c.seq == table.c.record)
            query = query.add_columns(schema.records.c.kind.label("kind_of_record"))
        return query.where(table.c.name.in_(sorted(noun.names))) if noun.names else query

    def _form(self, noun: Noun, name: str) -> Callable[[Any, Mapping[str, Any]], Any]:
        """Return how a column of a row is written."""
        form, target = noun.forms.get(name), noun.refers.get(name)
        if target is not None:
            return lambda value, _: None if value is None else self._number(target, value)
        if form is Form.NODE:
            return lambda value, row: self._number(_NODES[row["kind"]], value)
        if form is Form.RECORD:
            return lambda value, row: to_json(from_bytes(row["kind_of_record"], unpack(value)))
        if form is Form.MOMENT:
            return lambda value, _: None if value is None else told_moment(value)
        coded = _CODED.get(form) if form is not None else None
        return (lambda value, _: coded(value)) if coded is not None else lambda value, _: value

    @cached_property
    def _numbers(self) -> Mapping[str, NDArray[np.int64]]:
        return {noun.name: self._all_numbers(noun) for noun in NOUNS if noun.is_numbered}

    def _all_numbers(self, noun: Noun) -> NDArray[np.int64]:
        """Return the numbers of all rows in the database, ascending: their places are their numbers here."""
        column = noun.table.c.seq
        found = self._scope.conn.execute(select(column).where(noun.table.c.ego_id == self._scope.ego).order_by(column))
        return np.fromiter(found.scalars(), np.int64)

    def _number(self, table: str, seq: int) -> int:
        """Return the number of a row here, 0 where there is no such row."""
        known = self._numbers[table]
        place = int(known.searchsorted(seq))
        return place + 1 if place < len(known) and known[place] == seq else 0


def each_record(scope: Scope, kinds: Collection[str]) -> Iterator[Stored]:
    """Yield all records of some kinds in their current version, ordered by number, without holding them."""
    record, version = schema.records.c, schema.versions.c
    query = (
        select(record.seq, record.id, record.source, record.kind, version.observed_at, version.payload)
        .join(schema.versions, version.seq == record.current)
        .where(record.ego_id == scope.ego, record.kind.in_(sorted(kinds)))
        .order_by(record.seq)
        .execution_options(yield_per=AT_ONCE)
    )
    for seq, identifier, source, kind, observed_at, payload in scope.conn.execute(query):
        yield Stored(
            seq=seq,
            id=bytes(identifier).hex(),
            source=source,
            kind=kind,
            record=from_bytes(kind, unpack(payload)),
            observed_at=from_seconds(observed_at),
        )


def told_moment(seconds: int) -> str | int:
    """Return seconds since 1970 as a moment; the bare number where no calendar holds it."""
    try:
        return moment(from_seconds(seconds))
    except OverflowError:
        return seconds


def _order(noun: Noun) -> list[Column[Any]]:
    keys = list(noun.table.primary_key.columns)
    return [column for column in keys if column.name != "ego_id"]


_VERSIONS = next(noun for noun in NOUNS if noun.table is schema.versions)
