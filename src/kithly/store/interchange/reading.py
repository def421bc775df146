"""Rows of an export back into an empty network."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Table, exists, select
from sqlalchemy.exc import IntegrityError

from kithly.errors import SourceFormatError
from kithly.records import to_seconds
from kithly.records.json_form import from_json, moment_of
from kithly.store import schema
from kithly.store.additions import record_id
from kithly.store.interchange.nouns import COUNTED_ON, NOUNS, Form, Noun
from kithly.store.payload import digest, pack, to_bytes
from kithly.store.relying import RESTS, renumbered
from kithly.store.scope import Row, Scope, batches, plain

_NODES = {"record": "records", "identity": "identities"}
BY_ITSELF = (schema.meta, schema.plans)  # what Kithly keeps of its own accord before anybody brought anything
_LARGEST = (1 << 63) - 1  # of a whole number in either database
_DEEPEST = 60  # levels of JSON that a value may have; what Kithly keeps has fewer than ten

# How the modules that keep a column write its JSON, so that it is kept again byte for byte.
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "decisions": {"separators": (",", ":")},
    "plans": {"separators": (",", ":")},
    "accounts": {"ensure_ascii": False, "sort_keys": True},
    "files": {"ensure_ascii": False},
    "proposals": {"sort_keys": True},
    "outbox": {},
}


class Taking:
    """Takes the lines of an export in."""

    def __init__(self, scope: Scope, counts: Mapping[str, int]) -> None:
        """Prepare.

        Args:
            scope: A transaction that writes.
            counts: How many lines each table has.
        """
        self._scope = scope
        self._kinds: dict[int, str] = {}  # kind of each record, by its number here
        self._counts = counts
        self._numbers = {
            noun.name: scope.numbers(noun.table, counts.get(noun.name, 0)) for noun in NOUNS if noun.is_numbered
        }

    def take(self, noun: Noun, lines: Iterable[tuple[int, Any]]) -> int:
        """Keep the rows of one table; return how many.

        Args:
            noun: The table.
            lines: Number of the line, and what its JSON holds.

        Raises:
            SourceFormatError: A line is not as it must be; it is named.
        """
        columns = ("seq", *noun.columns) if noun.is_numbered else noun.columns
        if noun.table is schema.versions:
            columns = (*columns, "hash")
        taken = 0
        if noun.table is schema.plans:
            self._scope.raw_do("DELETE FROM plans WHERE ego_id = ?", (self._scope.ego,))
        for batch in batches(self._rows(noun, lines)):
            try:
                # A network in which nothing was said may have small facts already: those of the export count.
                instead = "update" if noun.table is schema.meta else ""
                self._scope.add(noun.table, batch, "ego_id", *columns, instead=instead)
            except IntegrityError as error:
                raise damaged(noun.name, None, "two lines are the same, or name what is not there") from error
            taken += len(batch)
        return taken

    def finish(self, reached: Mapping[str, int]) -> None:
        """Let no later row get a number that one had before, where its id follows from it.

        Args:
            reached: The last number that was ever given, by the name of the table.
        """
        for table in COUNTED_ON:
            self._go_on_after(table, reached.get(table.name, 0))

    def _go_on_after(self, table: Table, last: int) -> None:
        if not self._scope.is_sqlite:
            self._scope.numbers(table, max(0, last - self._counts.get(table.name, 0)))
            return
        begun = (
            "INSERT INTO sqlite_sequence SELECT ?, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)"
        )
        if last:
            self._scope.raw_do(begun, (table.name, table.name))
            self._scope.raw_do("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table.name))

    def _rows(self, noun: Noun, lines: Iterable[tuple[int, Any]]) -> Iterator[Row]:
        forms = [(name, self._form(noun, name)) for name in noun.columns]
        for expected, (number, line) in enumerate(lines, 1):
            try:
                yield (self._scope.ego, *self._row(noun, forms, line, expected))
            except (ValueError, LookupError, TypeError, OverflowError, RecursionError) as error:
                raise damaged(noun.name, number, str(error) or type(error).__name__) from error

    def _row(self, noun: Noun, forms: Sequence[tuple[str, Any]], line: Any, expected: int) -> Row:
        if not isinstance(line, dict):
            raise ValueError("a line is an object")  # noqa: TRY004 - one error for all that may be wrong
        lacking = [name for name in noun.columns if name not in line]
        if lacking:
            raise ValueError(f"{lacking[0]!r} is missing")
        values = tuple(form(line[name], line) for name, form in forms)
        if noun.is_numbered:
            if line.get("number") != expected:
                raise ValueError(f"number {line.get('number')!r} where {expected} stands")
            values = (self._seq(noun.name, expected), *values)
        if noun.names and line["name"] not in noun.names:
            raise ValueError(f"no small fact called {line['name']!r} goes along")
        if noun.table is schema.records:
            self._check_record(line, expected)
        if noun.table is schema.meta and line["name"] == RESTS:
            told = renumbered(line["value"], partial(self._seq, "changes"), partial(self._seq, "files"))
            values = tuple(told if name == "value" else one for name, one in zip(noun.columns, values, strict=True))
        if noun.table is schema.versions:
            data = self._packed(line)
            values = (*values[:-1], pack(data), digest(data))
        return values

    def _check_record(self, line: Mapping[str, Any], number: int) -> None:
        """Remember the kind of a record, and see that its id is the one its key gives."""
        self._kinds[number] = line["kind"]
        id_ = record_id(self._scope.text_id, line["family"], line["kind"], line["key"])
        if id_.hex() != line["id"]:
            raise ValueError("the id is not that of this key")

    def _packed(self, line: Mapping[str, Any]) -> bytes:
        return to_bytes(from_json(self._kinds[line["record"]], line["payload"]))

    def _form(self, noun: Noun, name: str) -> Callable[[Any, Mapping[str, Any]], Any]:
        form, target = noun.forms.get(name), noun.refers.get(name)
        column = noun.table.c[name]
        if target is not None:
            return lambda value, _: None if value is None and column.nullable else self._seq(target, value)
        if form is Form.NODE:
            return lambda value, line: self._seq(_NODES[line["kind"]], value)
        if form is Form.JSON:
            style = _STYLES[noun.name]
            return lambda value, _: plain(json.dumps(_shallow(value), **style))
        if form in _CODED:
            coded = _CODED[form]
            return lambda value, _: None if value is None and column.nullable else coded(value)
        kind = column.type.python_type
        return lambda value, _: None if value is None and column.nullable else _value(kind, value)

    def _seq(self, table: str, number: Any) -> int:
        """Return the number in the database of a row that is known by its number here."""
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= self._counts.get(table, 0):
            raise ValueError(f"{table} has no number {number!r}")
        return self._numbers[table][number - 1] if number else 0


def is_empty(scope: Scope) -> bool:
    """Say whether nothing was ever brought or said; the plans of a day that knew nobody are nothing."""
    for noun in NOUNS:
        if noun.table not in BY_ITSELF:
            mine = select(noun.table.c.ego_id).where(noun.table.c.ego_id == scope.ego)
            if scope.conn.execute(select(exists(mine))).scalar():
                return False
    return True


def damaged(table: str, line: int | None, reason: str) -> SourceFormatError:
    """Return the error of a line that is not as it must be."""
    where = f"lines/{table}.jsonl" + (f", line {line}" if line else "")
    return SourceFormatError(
        "kithly_export", where, f"The export is damaged: {where}: {reason}.", hint="Export again, then import that."
    )


def _seconds(value: Any) -> int:
    return _value(int, value) if isinstance(value, int) else to_seconds(moment_of(value))


def _value(kind: type, value: Any) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{type(value).__name__} where {kind.__name__} stands")  # noqa: TRY004 - as above
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError("a number is too large")
    return plain(value) if isinstance(value, str) else value


def _shallow(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        raise ValueError("it lies too deep")
    if isinstance(value, dict):
        return {name: _shallow(inner, depth + 1) for name, inner in value.items()}
    return [_shallow(inner, depth + 1) for inner in value] if isinstance(value, list) else value


_CODED: Mapping[Form | None, Callable[[Any], Any]] = {
    Form.RECORD: lambda _: b"",  # packed with its hash, once the line is known to be whole
    Form.MOMENT: _seconds,
    Form.HEX: bytes.fromhex,
    Form.BYTES: lambda value: b64decode(value, validate=True),
}
