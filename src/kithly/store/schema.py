"""The tables. One place says what is kept, what is derived, and by which columns each is found.

Kept tables hold what sources said and what the user decided; every one carries ``ego_id``. Derived
tables (`DERIVED`) can be emptied and rebuilt from the kept ones. Numbers (``seq``) never come back
after a deletion: SQLite's AUTOINCREMENT and PostgreSQL's sequences see to it. Text sorts by code
point on both databases.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, PrimaryKeyConstraint, String, Table, UniqueConstraint, and_

from kithly.records import Flag
from kithly.store.schema_forms import (
    BLOB,
    INT,
    REALS,
    TEXT,
    ego,
    int_of,
    metadata,
    numbered,
    of_ego,
    partial,
    plain,
    seq,
    text_of,
    to,
)

HEAD = "0008"
"""Newest schema revision; equal to the newest file in ``migrations/versions``."""

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""All revisions this Kithly can open, oldest first."""

# Kept -------------------------------------------------------------------------------------------

egos = Table(
    "egos",
    metadata,
    seq(),
    Column("name", TEXT, nullable=False, unique=True),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

meta = of_ego("meta", text_of("name", primary_key=True), text_of("value"))

changes = numbered(
    "changes",
    text_of("id"),
    text_of("kind"),
    int_of("at"),
    text_of("text"),
    Column("undone_at", INT),
    UniqueConstraint("ego_id", "id"),
)

files = numbered(
    "files",
    to("change", "changes.seq", index=True),
    text_of("path"),
    text_of("source"),
    text_of("family"),
    text_of("fingerprint"),
    int_of("reader_version"),
    int_of("reached"),
    text_of("status"),
    text_of("counts"),
    Column("observed_at", INT),
    Index(None, "fingerprint"),
)

records = numbered(
    "records",
    Column("id", BLOB, nullable=False, unique=True),
    text_of("family"),
    text_of("source"),
    text_of("kind"),
    text_of("key"),
    int_of("current"),
)
_by_kind = Index("ix_records_other", records.c.kind, records.c.seq)
partial(_by_kind, records.c.kind != "message")

versions = numbered(
    "versions",
    to("record", "records.seq"),
    int_of("hash"),
    int_of("observed_at"),
    Column("payload", BLOB, nullable=False),
    UniqueConstraint("record", "hash"),
)

partials = plain("partials", to("version", "versions.seq", primary_key=True))

pictures = Table(  # with row numbers: what is large must not lie in the tree of keys
    "pictures",
    metadata,
    ego(primary_key=True),
    Column("hash", BLOB, primary_key=True),
    text_of("type"),
    Column("data", BLOB, nullable=False),
    sqlite_strict=True,
)

pictured = plain(
    "pictured",
    to("version", "versions.seq", primary_key=True),
    Column("hash", BLOB, nullable=False),
    Index(None, "hash"),
)

sightings = plain(
    "sightings",
    to("file", "files.seq", primary_key=True),
    to("version", "versions.seq", primary_key=True, index=True),
    int_of("observed_at"),
    int_of("raw"),
    text_of("place"),
)

partial(Index("ix_sightings_raw", sightings.c.raw), sightings.c.raw != 0)

accounts = numbered(
    "accounts",
    text_of("id"),
    to("change", "changes.seq", index=True),
    Column("removed_by", INT, ForeignKey("changes.seq"), index=True),
    text_of("kind"),
    text_of("settings"),
    UniqueConstraint("ego_id", "id"),
)

cursors = plain(
    "cursors",
    to("file", "files.seq", primary_key=True),
    to("account", "accounts.seq", index=True),
    text_of("part"),
    text_of("value"),
)

identities = numbered(
    "identities",
    text_of("kind"),
    text_of("value"),
    text_of("name"),
    UniqueConstraint("ego_id", "kind", "value"),
)

identity_names = plain(
    "identity_names",
    to("identity", "identities.seq", primary_key=True),
    text_of("name", primary_key=True),
    int_of("uses"),
)

record_identities = plain(
    "record_identities",
    to("record", "records.seq", primary_key=True),
    to("identity", "identities.seq", primary_key=True, index=True),
)

decisions = numbered(
    "decisions",
    text_of("id"),
    to("change", "changes.seq", index=True),
    text_of("kind"),
    text_of("subject"),
    text_of("value"),
    int_of("at"),
)

assignments = plain(
    "assignments",
    text_of("kind", primary_key=True),
    int_of("node", primary_key=True),
    text_of("person"),
    text_of("origin"),
    Index(None, "person"),
)

forwards = of_ego("forwards", text_of("old", primary_key=True), text_of("new"))

plans = of_ego("plans", text_of("day", primary_key=True), text_of("plan"), int_of("version"))

outbox = numbered(
    "outbox",
    text_of("id"),
    text_of("key"),
    to("change", "changes.seq", index=True),
    text_of("state"),
    text_of("channel"),
    text_of("act"),
    text_of("kind"),
    text_of("touch"),
    text_of("person"),
    text_of("recipient"),
    text_of("target"),
    text_of("sender"),
    text_of("sender_name"),
    Column("subject", TEXT),
    text_of("text"),
    text_of("message_id"),
    text_of("in_reply_to"),
    text_of("refs"),
    int_of("not_a_favour"),
    int_of("approved_at"),
    int_of("due_at"),
    int_of("changed_at"),
    text_of("claim"),
    int_of("tries"),
    text_of("said"),
    text_of("url"),
    int_of("bounced"),
    UniqueConstraint("ego_id", "id"),
    Index(None, "ego_id", "state"),
)
_once = Index("ix_outbox_once", outbox.c.ego_id, outbox.c.key, unique=True)  # one hello goes out at most once
partial(_once, outbox.c.state != "taken_back")

passes = numbered(  # who may come in without the user at the keyboard: programs by a token, devices by pairing
    "passes",
    text_of("id"),
    text_of("kind"),
    text_of("name"),
    text_of("scopes"),
    Column("hash", BLOB, nullable=False, unique=True),
    int_of("made_at"),
    Column("used_at", INT),
    Column("ends_at", INT),
    Column("revoked_at", INT),
    UniqueConstraint("ego_id", "id"),
)

proposals = numbered(  # what an assistant asked for: nothing of it is done before the user's yes
    "proposals",
    text_of("id"),
    text_of("proposer"),
    text_of("kind"),
    text_of("subject"),
    text_of("value"),
    text_of("text"),
    int_of("made_at"),
    text_of("state"),
    Column("settled_at", INT),
    Column("change", INT, ForeignKey("changes.seq"), index=True),
    UniqueConstraint("ego_id", "id"),
)

forgotten = (
    numbered(  # who was forgotten, as sums that only whoever knows the word can make: nothing of theirs comes back
        "forgotten",
        text_of("whom"),
        text_of("kind"),
        Column("salt", BLOB, nullable=False),
        Column("hash", BLOB, nullable=False),
        int_of("hint"),
        int_of("words"),
        int_of("at"),
        UniqueConstraint("ego_id", "whom", "kind", "hash"),
    )
)

# Derived ----------------------------------------------------------------------------------------

interactions = Table(
    "interactions",
    metadata,
    Column("record", INT, ForeignKey("records.seq"), primary_key=True, autoincrement=False),
    ego(),
    int_of("at"),
    int_of("sender"),
    int_of("bits"),
    int_of("own_id"),
    int_of("parent"),
    int_of("thread"),
    sqlite_strict=True,
)
Index("ix_interactions_sender", interactions.c.sender)
partial(Index("ix_interactions_own_id", interactions.c.own_id), interactions.c.own_id != 0)
partial(
    Index("ix_interactions_list_parent", interactions.c.parent),
    and_(interactions.c.parent != 0, interactions.c.bits.op("&")(int(Flag.LIST)) != 0),
)

participants = plain(
    "participants",
    to("record", "records.seq", primary_key=True),
    to("identity", "identities.seq", primary_key=True, index=True),
    int_of("copied", primary_key=True),
)

people = of_ego(
    "people",
    text_of("person", primary_key=True),
    text_of("name"),
    text_of("name_key"),
    text_of("words"),
    int_of("known"),
    text_of("value"),
    Index(None, "ego_id", "name_key"),
)

tie_states = of_ego("tie_states", text_of("person", primary_key=True), Column("state", BLOB, nullable=False))

ego_states = Table(
    "ego_states",
    metadata,
    Column("ego_id", INT, ForeignKey("egos.seq"), primary_key=True, autoincrement=False),
    Column("state", BLOB, nullable=False),
    sqlite_strict=True,
)

rhythms = of_ego(
    "rhythms", text_of("person", primary_key=True), int_of("newest"), Column("heights", BLOB, nullable=False)
)

renewals = of_ego(
    "renewals",
    text_of("person", primary_key=True),
    int_of("number"),
    Index(None, "ego_id", "number"),
)

reasons = of_ego(
    "reasons",
    text_of("person", primary_key=True),
    text_of("kind", primary_key=True),
    text_of("key", primary_key=True),
    Column("starts", TEXT),
    Column("ends", TEXT),
    Column("worth", REALS, nullable=False),
    text_of("value"),
)

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
