"""Networks of older Kithlys: out of the folder of golden files, grown, and loaded into a server."""

from __future__ import annotations

import lzma
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.e2e.conftest import NOW

from kithly.app.bringing.catching_up import catch_up
from kithly.app.network import MADE_BY, open_network
from kithly.records import Message
from kithly.store.additions import record_id
from kithly.store.archives.kept_sums import kept_columns
from kithly.store.facts import happening, names_used, words
from kithly.store.payload import digest, from_bytes, pack, to_bytes, unpack

SCHEMAS = Path(__file__).parents[1] / "golden" / "schemas"
OTHER = "0.0.9"  # version of an older Kithly: every release has one of its own
_FOREIGN = re.compile(r"(?<!robin\.quillfeather)@")  # an address or message id that is not ego's
_MESSAGES = (
    "SELECT r.seq, r.ego_id, r.family, r.source, v.observed_at, v.payload, s.file, s.raw, s.place FROM records AS r"
    " JOIN versions AS v ON v.seq = r.current JOIN sightings AS s ON s.version = v.seq"
    " WHERE r.kind = 'message' AND r.family = 'mail'"
)
_ROWS = "SELECT count(*) FROM "

Rows = dict[str, list[tuple[Any, ...]]]


def fixtures() -> tuple[str, ...]:
    """Return the revisions of which there is a database."""
    return tuple(sorted(path.name.removesuffix(".db.xz") for path in SCHEMAS.glob("*.db.xz")))


def unpacked(revision: str, folder: Path) -> Path:
    """Put an old network into a new data folder, and return the database."""
    folder.mkdir(parents=True)
    database = folder / "kithly.db"
    database.write_bytes(lzma.decompress((SCHEMAS / f"{revision}.db.xz").read_bytes()))
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.execute("PRAGMA journal_mode = WAL")  # as it was before it was packed
        conn.execute("UPDATE meta SET value = ? WHERE name = ?", (OTHER, MADE_BY))
    return database


def bring_up(folder: Path) -> None:
    """Open a network as any door does: upgraded, and what is derived made anew."""
    with open_network(folder, now=NOW) as network:
        if network.is_outdated():
            catch_up(network)


def revision_of(database: Path) -> str:
    """Return the revision of a database, by SQLite alone."""
    with closing(sqlite3.connect(database)) as conn:
        return str(conn.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def rows_in(database: Path) -> int:
    """Return how many rows there are in all tables."""
    with closing(sqlite3.connect(database)) as conn:
        tables = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in tables if not name.startswith(("message_index", "sqlite_"))]
        return sum(conn.execute(f"{_ROWS}{name}").fetchone()[0] for name in kept)


def kept_before(database: Path, *, is_grown: bool = False) -> dict[str, tuple[str, ...]]:
    """Return the kept columns of an old network; whoever came by growing is given an id when it is brought up."""
    columns = dict(kept_columns(database))
    if is_grown:
        del columns["assignments"]
    return columns


def grow(database: Path, rows: int) -> None:
    """Multiply the mail of a network until there are so many rows: each time from other people, in other threads."""
    with closing(sqlite3.connect(database)) as conn:
        originals = conn.execute(_MESSAGES).fetchall()
        first = conn.execute("SELECT max(seq) FROM versions").fetchone()[0] + 1
        number, have = 0, rows_in(database)
        identities: dict[tuple[str, str], int] = {
            (kind, value): seq for seq, kind, value in conn.execute("SELECT seq, kind, value FROM identities")
        }
        conn.execute("BEGIN IMMEDIATE")
        while have < rows:
            number += 1
            have += _add(conn, list(_copies(originals, number)), first, identities)
            first += len(originals)
        conn.commit()


def _copies(originals: list[tuple[Any, ...]], number: int) -> Iterator[tuple[Message, tuple[Any, ...]]]:
    for row in originals:
        text = unpack(row[5]).decode("utf-8", "surrogatepass")
        fresh = from_bytes("message", _FOREIGN.sub(f"@k{number}.", text).encode("utf-8", "surrogatepass"))
        assert isinstance(fresh, Message)
        yield fresh, row


def _add(
    conn: sqlite3.Connection,
    copies: list[tuple[Message, tuple[Any, ...]]],
    first: int,
    identities: dict[tuple[str, str], int],
) -> int:
    """Add copies of messages as an import of that time did; return how many rows that made."""
    known = len(identities)
    for message, _ in copies:
        for who, _name in names_used(message):
            identities.setdefault(who, max(identities.values()) + 1)
    fresh = list(identities.items())[known:]
    made = _rows_of(copies, first, identities)
    made["identities"] = [(seq, copies[0][1][1], kind, value, "") for (kind, value), seq in fresh]
    added = 0
    for table, rows in made.items():
        marks = ", ".join("?" * len(rows[0]))
        done = conn.executemany(f"INSERT OR IGNORE INTO {table} {_COLUMNS[table]} VALUES ({marks})", rows)  # noqa: S608 - ours
        added += done.rowcount if table != "message_index" else 0
    return added


_COLUMNS = {
    "identities": "(seq, ego_id, kind, value, name)",
    "identity_names": "(identity, name, uses, ego_id)",
    "records": "(seq, ego_id, id, family, source, kind, key, current)",
    "versions": "(seq, ego_id, record, hash, observed_at, payload)",
    "sightings": "(file, version, observed_at, raw, place, ego_id)",
    "interactions": "(record, ego_id, at, sender, bits, own_id, parent, thread)",
    "participants": "(record, identity, copied, ego_id)",
    "message_index": "(rowid, subject, body)",
}


def _rows_of(copies: list[tuple[Message, tuple[Any, ...]]], first: int, identities: dict[tuple[str, str], int]) -> Rows:
    made: Rows = {name: [] for name in _COLUMNS}
    for seq, (message, row) in enumerate(copies, first):
        _, ego, family, source, observed_at, _, file, raw, place = row
        data, happened, said = to_bytes(message), happening(message), words(message)
        assert happened is not None
        assert said is not None
        identifier = record_id("me", family, "message", message.key)
        made["records"].append((seq, ego, identifier, family, source, "message", message.key, seq))
        made["versions"].append((seq, ego, seq, digest(data), observed_at, pack(data)))
        made["sightings"].append((file, seq, observed_at, raw, place, ego))
        sender = identities[happened.sender] if happened.sender else -1
        facts = (happened.bits, happened.own_id, happened.parent, happened.thread)
        made["interactions"].append((seq, ego, happened.at, sender, *facts))
        made["participants"] += [(seq, identities[who], copied, ego) for who, copied in happened.to]
        made["identity_names"] += [(identities[who], name, 1, ego) for who, name in names_used(message) if name]
        made["message_index"].append((seq, *said))
    return made
