"""The forms of tables: how rows are numbered, what a column of each kind is, which index holds only some rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    ColumnElement,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

INT = Integer().with_variant(BigInteger(), "postgresql")
TEXT = Text().with_variant(Text(collation="C"), "postgresql")
REALS: TypeEngine[float] = REAL().with_variant(Double(), "postgresql")
BLOB = LargeBinary()

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


def seq() -> Column[int]:
    """Return the column of a number that never comes back."""
    return Column("seq", INT, primary_key=True, autoincrement=True)


def ego(**options: Any) -> Column[int]:
    """Return the column that says whose row it is."""
    return Column("ego_id", INT, ForeignKey("egos.seq"), nullable=False, **options)


def numbered(name: str, *items: SchemaItem) -> Table:
    """Return a table whose rows carry a number that never comes back."""
    return Table(name, metadata, seq(), ego(), *items, sqlite_strict=True, sqlite_autoincrement=True)


def plain(name: str, *items: SchemaItem) -> Table:
    """Return a table whose primary key is made of numbers that are unique for all egos.

    The ego comes last: SQLite before 3.41 calls rows damaged whose key is not in front (``PRAGMA quick_check``).
    """
    return Table(name, metadata, *items, ego(), sqlite_strict=True, sqlite_with_rowid=False)


def of_ego(name: str, *items: SchemaItem) -> Table:
    """Return a table whose keys are unique for one ego only."""
    return Table(name, metadata, ego(primary_key=True), *items, sqlite_strict=True, sqlite_with_rowid=False)


def int_of(name: str, **options: Any) -> Column[int]:
    """Return a column of whole numbers, each row with one."""
    return Column(name, INT, nullable=False, **options)


def text_of(name: str, **options: Any) -> Column[str]:
    """Return a column of text, each row with one, empty perhaps."""
    return Column(name, TEXT, nullable=False, **options)


def to(name: str, target: str, **options: Any) -> Column[int]:
    """Return a column of numbers of rows in another table."""
    return Column(name, INT, ForeignKey(target), nullable=False, **options)


_conditions: list[tuple[Index, ColumnElement[bool]]] = []


def partial(index: Index, condition: ColumnElement[bool]) -> None:
    """Let an index hold only some rows."""
    index.dialect_options["sqlite"]["where"] = condition
    _conditions.append((index, condition))


def tell_postgresql() -> None:
    """Let the partial indexes be partial on PostgreSQL too; this loads its dialect, which SQLite must not pay for."""
    for index, condition in _conditions:
        index.dialect_options["postgresql"]["where"] = condition
