"""Keep a database as the Kithly at hand makes it, so that every later Kithly is tested on upgrading it.

Usage: PYTHONPATH=src python tests/golden/schemas/keep.py [NAME]  Writes NAME.db.xz beside itself, NAME by default the
revision of the schema. The same program made the older ones, with `src` of the last commit of each revision; a word
that a Kithly did not know yet is left out, and named.
"""

from __future__ import annotations

import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FILES_OF = datetime(2026, 3, 1, 6, 30, tzinfo=UTC).timestamp()  # when the sources were changed last
UNKNOWN = 2  # the exit code of a word that there is none of
SAID = (
    ("me", "--set", "timezone=Europe/Berlin"),
    ("import", "LinkedIn.zip", "mail.zip", "people.vcf"),
    ("met", "Dora Finch", "--about", "the garden show"),
    ("note", "Dora Finch", "likes tea"),
    ("same", "8c3fe6ee33", "9d368a4686"),  # Amber Hawkspool, who writes and is known at LinkedIn
    ("circle", "Amber Hawkspool", "Gardens"),
    ("importance", "Amber Hawkspool", "high"),
    ("quiet", "484dd3081e"),
    ("cadence", "Amber Hawkspool", "90"),
    ("note", "tejas.tulsidharan@pinnockby-optics.example", "this note is taken back"),
    ("undo",),
    ("today",),
)


def main() -> None:
    """Make the database and keep it."""
    with tempfile.TemporaryDirectory() as work:
        data, sources = Path(work) / "network", sources_in(Path(work) / "sources")
        unknown = [words[0] for words in SAID if not _said(data, words, sources)]
        keep_apart(data / "kithly.db")
        with closing(sqlite3.connect(data / "kithly.db")) as conn:
            (revision,) = conn.execute("SELECT version_num FROM alembic_version").fetchone()
            conn.execute("VACUUM INTO ?", (f"{work}/single.db",))
        name = sys.argv[1] if len(sys.argv) > 1 else revision
        packed = lzma.compress(Path(work, "single.db").read_bytes(), preset=9 | lzma.PRESET_EXTREME)
    (HERE / f"{name}.db.xz").write_bytes(packed)
    sys.stdout.write(f"{name}.db.xz: revision {revision}, {len(packed):,} bytes; not known then: {unknown}\n")


def sources_in(folder: Path) -> Path:
    """Copy the sources into a folder, each of the same moment, and return it."""
    folder.mkdir()
    for source in SOURCES.iterdir():
        shutil.copyfile(source, folder / source.name)
        os.utime(folder / source.name, (FILES_OF, FILES_OF))
    return folder


def _said(data: Path, words: tuple[str, ...], sources: Path) -> bool:
    """Say something on the command line; return whether it was understood."""
    call = [sys.executable, "-P", "-m", "kithly", *words, "--data", str(data), "--now", NOW.isoformat()]
    env = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "TZ": "Europe/Berlin"}
    done = subprocess.run(call, capture_output=True, text=True, check=False, env=env, cwd=sources)
    if done.returncode not in {0, UNKNOWN}:
        raise SystemExit(f"{words}: {done.returncode} {done.stdout} {done.stderr}")
    return done.returncode == 0


def keep_apart(database: Path) -> None:
    """Keep rows that come from servers, or go to them, by the store itself: no server is asked."""
    store_module = import_module("kithly.store")
    with store_module.Store.open(database) as store, store.transaction() as tx:
        if hasattr(tx, "accounts"):
            change = tx.changes.open("account", "An address book", NOW)
            tx.accounts.add(change, "0badcafe", "carddav", {"url": "https://books.example.org/", "user": "me"})
        if hasattr(tx, "outbox"):
            _outgoing(tx)
        if hasattr(tx, "passes"):
            _doors(tx)


def _outgoing(tx: Any) -> None:
    """Keep three messages: one approved, one on its way, one sent."""
    row_class = import_module("kithly.store.outbox").OutboxRow
    known = {one.name for one in fields(row_class)}
    person = tx.people.all()[0].person.id
    for number, state in enumerate(("approved", "sending", "sent")):
        given = {
            "key": f"{person}/{number}",
            "change": tx.changes.open("outbox", f"Message {number}", NOW),
            "state": state,
            "channel": "smtp",
            "kind": "hello",
            "person": person,
            "to": "ada.fern@example.org",
            "sender": "me@example.org",
            "subject": "Hello",
            "text": "How is the garden?",
            "message_id": f"<{number}@example.org>",
            "approved_at": NOW,
            "due_at": NOW + timedelta(minutes=number),
            "changed_at": NOW,
        }
        tx.outbox.add(row_class(**{name: value for name, value in given.items() if name in known}))


def _doors(tx: Any) -> None:
    """Keep a program that may come in, and what an assistant proposed."""
    pass_row, proposal_row = import_module("kithly.store.passes").PassRow, import_module("kithly.store.proposals")
    tx.passes.add(pass_row(kind="program", name="A script", scopes=("read",), hash=bytes(32), made_at=NOW))
    who = tx.people.all()[0].person.id
    value = {"text": "likes roses"}
    tx.proposals.add(
        proposal_row.ProposalRow(
            proposer="helper", kind="note", subject=who, value=value, text="Note that Ada likes roses.", made_at=NOW
        )
    )


if __name__ == "__main__":
    main()
