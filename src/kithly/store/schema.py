"""The tables. One place says what is kept, what is derived, and by which columns each is found.

Kept tables hold what sources said and what the user decided; every one carries ``ego_id``. Derived
tables (`DERIVED`) can be emptied and rebuilt from the kept ones. Numbers (``seq``) never come back
after a deletion: SQLite's AUTOINCREMENT and PostgreSQL's sequences see to it. Text sorts by code
point on both databases.
"""

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
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
)
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from kithly.records import Flag

HEAD = "0007"
"""Newest schema revision; equal to the newest file in ``migrations/versions``."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""All revisions this Kithly can open, oldest first."""

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


def _seq() -> Column[int]:
    return Column("seq", INT, primary_key=True, autoincrement=True)


def _ego(**options: Any) -> Column[int]:
    return Column("ego_id", INT, ForeignKey("egos.seq"), nullable=False, **options)


def _numbered(name: str, *items: SchemaItem) -> Table:
    """Return a table whose rows carry a number that never comes back."""
    return Table(name, metadata, _seq(), _ego(), *items, sqlite_strict=True, sqlite_autoincrement=True)


def _plain(name: str, *items: SchemaItem) -> Table:
    """Return a table whose primary key is made of numbers that are unique for all egos.

    The ego comes last: SQLite before 3.41 calls rows damaged whose key is not in front (``PRAGMA quick_check``).
    """
    return Table(name, metadata, *items, _ego(), sqlite_strict=True, sqlite_with_rowid=False)


def _of_ego(name: str, *items: SchemaItem) -> Table:
    """Return a table whose keys are unique for one ego only."""
    return Table(name, metadata, _ego(primary_key=True), *items, sqlite_strict=True, sqlite_with_rowid=False)


def _int(name: str, **options: Any) -> Column[int]:
    return Column(name, INT, nullable=False, **options)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, TEXT, nullable=False, **options)


def _to(name: str, target: str, **options: Any) -> Column[int]:
    return Column(name, INT, ForeignKey(target), nullable=False, **options)


_conditions: list[tuple[Index, ColumnElement[bool]]] = []


def _partial(index: Index, condition: ColumnElement[bool]) -> None:
    """Let an index hold only some rows."""
    index.dialect_options["sqlite"]["where"] = condition
    _conditions.append((index, condition))


def tell_postgresql() -> None:
    """Let the partial indexes be partial on PostgreSQL too; this loads its dialect, which SQLite must not pay for."""
    for index, condition in _conditions:
        index.dialect_options["postgresql"]["where"] = condition


# Kept -------------------------------------------------------------------------------------------

egos = Table(
    "egos",
    metadata,
    _seq(),
    Column("name", TEXT, nullable=False, unique=True),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

meta = _of_ego("meta", _text("name", primary_key=True), _text("value"))

changes = _numbered(
    "changes",
    _text("id"),
    _text("kind"),
    _int("at"),
    _text("text"),
    Column("undone_at", INT),
    UniqueConstraint("ego_id", "id"),
)

files = _numbered(
    "files",
    _to("change", "changes.seq", index=True),
    _text("path"),
    _text("source"),
    _text("family"),
    _text("fingerprint"),
    _int("reader_version"),
    _int("reached"),
    _text("status"),
    _text("counts"),
    Column("observed_at", INT),
    Index(None, "fingerprint"),
)

records = _numbered(
    "records",
    Column("id", BLOB, nullable=False, unique=True),
    _text("family"),
    _text("source"),
    _text("kind"),
    _text("key"),
    _int("current"),
)
_by_kind = Index("ix_records_other", records.c.kind, records.c.seq)
_partial(_by_kind, records.c.kind != "message")

versions = _numbered(
    "versions",
    _to("record", "records.seq"),
    _int("hash"),
    _int("observed_at"),
    Column("payload", BLOB, nullable=False),
    UniqueConstraint("record", "hash"),
)

partials = _plain("partials", _to("version", "versions.seq", primary_key=True))

pictures = Table(  # with row numbers: what is large must not lie in the tree of keys
    "pictures",
    metadata,
    _ego(primary_key=True),
    Column("hash", BLOB, primary_key=True),
    _text("type"),
    Column("data", BLOB, nullable=False),
    sqlite_strict=True,
)

pictured = _plain(
    "pictured",
    _to("version", "versions.seq", primary_key=True),
    Column("hash", BLOB, nullable=False),
    Index(None, "hash"),
)

sightings = _plain(
    "sightings",
    _to("file", "files.seq", primary_key=True),
    _to("version", "versions.seq", primary_key=True, index=True),
    _int("observed_at"),
    _int("raw"),
    _text("place"),
)

_partial(Index("ix_sightings_raw", sightings.c.raw), sightings.c.raw != 0)

accounts = _numbered(
    "accounts",
    _text("id"),
    _to("change", "changes.seq", index=True),
    Column("removed_by", INT, ForeignKey("changes.seq"), index=True),
    _text("kind"),
    _text("settings"),
    UniqueConstraint("ego_id", "id"),
)

cursors = _plain(
    "cursors",
    _to("file", "files.seq", primary_key=True),
    _to("account", "accounts.seq", index=True),
    _text("part"),
    _text("value"),
)

identities = _numbered(
    "identities",
    _text("kind"),
    _text("value"),
    _text("name"),
    UniqueConstraint("ego_id", "kind", "value"),
)

identity_names = _plain(
    "identity_names",
    _to("identity", "identities.seq", primary_key=True),
    _text("name", primary_key=True),
    _int("uses"),
)

record_identities = _plain(
    "record_identities",
    _to("record", "records.seq", primary_key=True),
    _to("identity", "identities.seq", primary_key=True, index=True),
)

decisions = _numbered(
    "decisions",
    _text("id"),
    _to("change", "changes.seq", index=True),
    _text("kind"),
    _text("subject"),
    _text("value"),
    _int("at"),
)

assignments = _plain(
    "assignments",
    _text("kind", primary_key=True),
    _int("node", primary_key=True),
    _text("person"),
    _text("origin"),
    Index(None, "person"),
)

forwards = _of_ego("forwards", _text("old", primary_key=True), _text("new"))

plans = _of_ego("plans", _text("day", primary_key=True), _text("plan"), _int("version"))

outbox = _numbered(
    "outbox",
    _text("id"),
    _text("key"),
    _to("change", "changes.seq", index=True),
    _text("state"),
    _text("channel"),
    _text("act"),
    _text("kind"),
    _text("touch"),
    _text("person"),
    _text("recipient"),
    _text("target"),
    _text("sender"),
    _text("sender_name"),
    Column("subject", TEXT),
    _text("text"),
    _text("message_id"),
    _text("in_reply_to"),
    _text("refs"),
    _int("not_a_favour"),
    _int("approved_at"),
    _int("due_at"),
    _int("changed_at"),
    _text("claim"),
    _int("tries"),
    _text("said"),
    _text("url"),
    _int("bounced"),
    UniqueConstraint("ego_id", "id"),
    Index(None, "ego_id", "state"),
)
_once = Index("ix_outbox_once", outbox.c.ego_id, outbox.c.key, unique=True)  # one hello goes out at most once
_partial(_once, outbox.c.state != "taken_back")

passes = _numbered(  # who may come in without the user at the keyboard: programs by a token, devices by pairing
    "passes",
    _text("id"),
    _text("kind"),
    _text("name"),
    _text("scopes"),
    Column("hash", BLOB, nullable=False, unique=True),
    _int("made_at"),
    Column("used_at", INT),
    Column("ends_at", INT),
    Column("revoked_at", INT),
    UniqueConstraint("ego_id", "id"),
)

proposals = _numbered(  # what an assistant asked for: nothing of it is done before the user's yes
    "proposals",
    _text("id"),
    _text("proposer"),
    _text("kind"),
    _text("subject"),
    _text("value"),
    _text("text"),
    _int("made_at"),
    _text("state"),
    Column("settled_at", INT),
    Column("change", INT, ForeignKey("changes.seq"), index=True),
    UniqueConstraint("ego_id", "id"),
)

# Derived ----------------------------------------------------------------------------------------

interactions = Table(
    "interactions",
    metadata,
    Column("record", INT, ForeignKey("records.seq"), primary_key=True, autoincrement=False),
    _ego(),
    _int("at"),
    _int("sender"),
    _int("bits"),
    _int("own_id"),
    _int("parent"),
    _int("thread"),
    sqlite_strict=True,
)
Index("ix_interactions_sender", interactions.c.sender)
_partial(Index("ix_interactions_own_id", interactions.c.own_id), interactions.c.own_id != 0)
_partial(
    Index("ix_interactions_list_parent", interactions.c.parent),
    and_(interactions.c.parent != 0, interactions.c.bits.op("&")(int(Flag.LIST)) != 0),
)

participants = _plain(
    "participants",
    _to("record", "records.seq", primary_key=True),
    _to("identity", "identities.seq", primary_key=True, index=True),
    _int("copied", primary_key=True),
)

people = _of_ego(
    "people",
    _text("person", primary_key=True),
    _text("name"),
    _text("name_key"),
    _text("words"),
    _int("known"),
    _text("value"),
    Index(None, "ego_id", "name_key"),
)

tie_states = _of_ego("tie_states", _text("person", primary_key=True), Column("state", BLOB, nullable=False))

ego_states = Table(
    "ego_states",
    metadata,
    Column("ego_id", INT, ForeignKey("egos.seq"), primary_key=True, autoincrement=False),
    Column("state", BLOB, nullable=False),
    sqlite_strict=True,
)

rhythms = _of_ego("rhythms", _text("person", primary_key=True), _int("newest"), Column("heights", BLOB, nullable=False))

renewals = _of_ego(
    "renewals",
    _text("person", primary_key=True),
    _int("number"),
    Index(None, "ego_id", "number"),
)

reasons = _of_ego(
    "reasons",
    _text("person", primary_key=True),
    _text("kind", primary_key=True),
    _text("key", primary_key=True),
    Column("starts", TEXT),
    Column("ends", TEXT),
    Column("worth", REALS, nullable=False),
    _text("value"),
)

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
