"""One connection inside one transaction of one ego: what every repository stands on."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Connection,
    Table,
    any_,
    bindparam,
    func,
    literal,
    select,
)
from sqlalchemy.sql.elements import SQLColumnExpression

T = TypeVar("T")

Row = tuple[Any, ...]

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Scope:
    """An open transaction.

    Attributes:
        conn: The connection; never leaves the store.
        ego: Number of the ego whose rows are meant.
        text_id: The ego's name, part of every record id.
        memo: Records read so far, by number and by id; None where they may change meanwhile.
        driver: The driver's own connection, for looks by statements written out; None to go by SQLAlchemy.
    """

    conn: Connection
    ego: int
    text_id: str
    memo: dict[int | str, Any] | None = None
    driver: sqlite3.Connection | None = None

    @classmethod
    def looking(cls, conn: Connection, ego: int, text_id: str) -> Scope:
        """Return the scope of a reading.

        SQLAlchemy takes ten times as long around a small statement as SQLite takes to run it, and a page needs
        twenty. So statements written out go straight to the driver, unless somebody listens to them.
        """
        is_heard = bool(conn.engine.dispatch.before_cursor_execute)
        driver = None if is_heard else conn.connection.driver_connection
        return cls(conn, ego, text_id, {}, driver if isinstance(driver, sqlite3.Connection) else None)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; else it is PostgreSQL."""
        return self.conn.dialect.name == "sqlite"

    def raw(self, sql: str, values: Row = ()) -> Sequence[Row]:
        """Return all rows of a statement written with ``?`` marks."""
        if self.driver is not None:
            return self.driver.execute(self._marked(sql), values).fetchall()
        return self.conn.exec_driver_sql(self._marked(sql), values).fetchall()

    def raw_do(self, sql: str, values: Row = ()) -> None:
        """Run a statement written with ``?`` marks that gives no rows."""
        self.conn.exec_driver_sql(self._marked(sql), values)

    def each(self, sql: str, rows: Sequence[Row]) -> None:
        """Run one statement for every row, by the driver's own fast path."""
        if rows:
            self.conn.exec_driver_sql(self._marked(sql), list(rows))

    def add(self, table: Table, rows: Sequence[Row], *columns: str, instead: str = "") -> None:
        """Insert rows of one table; ``instead`` says what to do where a row exists (``nothing`` or ``update``)."""
        self.each(_insert(table, columns, instead), rows)

    def numbers(self, table: Table, count: int) -> Sequence[int]:
        """Return ``count`` fresh row numbers of a table, ascending, never used before."""
        if self.is_sqlite:
            last = self.raw("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table.name,))[0][0]
            return range(last + 1, last + count + 1)
        sequence = f"{table.name}_seq_seq"
        rows = self.raw("SELECT nextval(?::regclass) FROM generate_series(1, ?)", (sequence, count))
        return sorted(row[0] for row in rows)

    def within(self, column: SQLColumnExpression[int], values: Collection[int]) -> ColumnElement[bool]:
        """Return the condition that an integer column is one of many values, in one parameter."""
        numbers = [int(value) for value in values]
        if self.is_sqlite:
            listed = func.json_each(literal(json.dumps(numbers))).table_valued("value")
            return column.in_(select(listed.c.value))
        return column == any_(bindparam(None, numbers, type_=ARRAY(BigInteger)))

    def listed(self, values: Collection[int]) -> str | list[int]:
        """Return many integers as the one value of the mark ``IN ??``."""
        numbers = [int(value) for value in values]
        return json.dumps(numbers) if self.is_sqlite else numbers

    def _marked(self, sql: str) -> str:
        """Return a statement in the database's own dialect; ``IN ??`` takes a list made by `listed`."""
        if self.is_sqlite:
            return sql.replace("IN ??", "IN (SELECT value FROM json_each(?))")
        return sql.replace("IN ??", "= ANY(?)").replace("?", "%s")


@cache
def _insert(table: Table, columns: tuple[str, ...], instead: str) -> str:
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"  # noqa: S608 - names of our own tables and columns
    if instead == "nothing":
        return sql + " ON CONFLICT DO NOTHING"
    if instead == "update":
        keys = [column.name for column in table.primary_key.columns]
        changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in {*keys, "ego_id"})
        return f"{sql} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
    return sql


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the values in lists of at most ``size``."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch


def plain(text: str) -> str:
    """Return text that both databases can hold: no NUL character, no lone surrogate."""
    if text.isascii():
        return text.replace("\0", "") if "\0" in text else text
    return text.replace("\0", "").encode("utf-8", "replace").decode()
