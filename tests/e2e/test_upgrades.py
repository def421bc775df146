"""A network of any older Kithly opens in this one: kept as it was, derived anew, with a backup from before."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.old_networks import SCHEMAS, bring_up, fixtures, grow, kept_before, revision_of, rows_in, unpacked
from tests.golden.schemas import keep

from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, open_network
from kithly.store import schema
from kithly.store.archives.kept_sums import kept_sums

LARGEST = 100_000  # bytes of a fixture
ROWS = 100_000
OLDER = schema.REVISIONS[:-1]
FILES = ("LinkedIn.zip", "mail.zip", "people.vcf")
READ_OTHERWISE = re.compile(r'"cards contact [^"]*", |", "[0-9a-f]{32}"\]$')
"""What an older reader called the record of a card without an id of its own, and so the id of the record."""


def test_there_is_a_network_of_every_schema_so_far(tmp_path: Path) -> None:
    assert fixtures() == schema.REVISIONS, "make the missing one: see tests/golden/schemas/README.md"
    for revision in schema.REVISIONS:
        assert revision_of(unpacked(revision, tmp_path / revision)) == revision
        assert (SCHEMAS / f"{revision}.db.xz").stat().st_size < LARGEST


@contextmanager
def opened(folder: Path) -> Iterator[Network]:
    with open_network(folder, now=NOW) as network:
        yield network


def assert_upgraded(folder: Path, before: dict[str, str], columns: dict[str, tuple[str, ...]]) -> None:
    """Demand that all is kept, what is derived follows from it, and nothing is wrong."""
    assert kept_sums(folder / "kithly.db", columns) == before
    with opened(folder) as network:
        assert not network.is_outdated()
        assert network.store.flaws(thorough=True) == ()
        with network.store.reading() as kept:
            derived, canonical = kept.derived(), kept.canonical()
        with network.store.rehearsal() as tx:
            tx.search.rebuild()
            refresh(tx, now=NOW)
            assert tx.derived() == derived
            assert tx.canonical() == canonical


def upgrade(folder: Path, database: Path, *, is_grown: bool = False) -> Path:
    """Upgrade as a user does, check what is left, and return the backup that was made before."""
    columns = kept_before(database, is_grown=is_grown)
    before = kept_sums(database, columns)
    bring_up(folder)
    assert revision_of(database) == schema.HEAD
    assert_upgraded(folder, before, columns)
    (backup,) = (folder / "backups").glob("*-before-upgrade.zip")
    return backup


@pytest.mark.parametrize("revision", OLDER)
def test_an_older_network_is_backed_up_upgraded_and_derived_anew(revision: str, tmp_path: Path) -> None:
    upgrade(tmp_path / "data", unpacked(revision, tmp_path / "data"))


def test_the_backup_from_before_is_restored_row_by_row_and_doctor_is_content(tmp_path: Path) -> None:
    backup = upgrade(tmp_path / "data", unpacked(OLDER[0], tmp_path / "data"))
    kithly = Kithly(data=tmp_path / "data")
    told = kithly.view("backup", "verify", backup)
    assert told["revision"] == OLDER[0]
    assert not told["compared"], "another Kithly made it"
    assert "every kept row compared" in told["text"]
    checks = {one["name"]: one["ok"] for one in kithly("doctor", "--json").json["checks"]}
    assert checks["database"], checks
    restored = kithly.view("restore", backup, "--to", tmp_path / "again")
    assert revision_of(Path(restored["folder"]) / "kithly.db") == schema.HEAD


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, frozenset[str]]:
    """Return the sources, and what this Kithly makes of them and of the same words of the user's."""
    sources = keep.sources_in(tmp_path_factory.mktemp("fresh") / "sources")
    kithly = Kithly(data=sources.parent / "data")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(sources)
        for words in keep.SAID:
            kithly.ok(*words)
    keep.keep_apart(kithly.data / "kithly.db")
    return sources, told_of(kithly.data)


def told_of(folder: Path) -> frozenset[str]:
    """Return what a network says of people: who they are, how ties stand, why now, and what the user said."""
    with opened(folder) as network, network.store.reading() as kept:
        lines = kept.canonical().splitlines()
    return frozenset(READ_OTHERWISE.sub("", line) for line in lines if not line.startswith(("record", "sighting")))


@pytest.mark.parametrize("revision", [OLDER[0], OLDER[-1]])
def test_with_the_same_files_read_again_it_equals_a_fresh_import(
    revision: str, tmp_path: Path, fresh: tuple[Path, frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_equals_fresh(revision, tmp_path / "data", fresh, monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("revision", OLDER[1:-1])
def test_of_every_schema_it_equals_a_fresh_import(
    revision: str, tmp_path: Path, fresh: tuple[Path, frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_equals_fresh(revision, tmp_path / "data", fresh, monkeypatch)


def assert_equals_fresh(
    revision: str, folder: Path, fresh: tuple[Path, frozenset[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Demand the same people, ties, reasons and words; what that Kithly could not be told or read is named."""
    unpacked(revision, folder)
    bring_up(folder)
    monkeypatch.chdir(fresh[0])
    with opened(folder) as network:
        import_paths(network, [Path(name) for name in FILES])
    found = told_of(folder)
    assert found - fresh[1] == frozenset()
    assert {line.split()[0] + " " + line.split()[1] for line in fresh[1] - found} <= not_known_at(revision)


def not_known_at(revision: str) -> set[str]:
    """Return beginnings of what a Kithly of that time did not keep."""
    if revision == "0001":
        return {"decision cadence"}
    return {"picture 96b3ee0bc3fd8d597ffc1293c191fd5201ec20acc36d2c2d39481af1d2a3dc11"} if revision == "0003" else set()


@pytest.mark.slow
@pytest.mark.parametrize("revision", OLDER)
def test_with_a_hundred_thousand_rows_as_well(revision: str, tmp_path: Path) -> None:
    database = unpacked(revision, tmp_path / "data")
    grow(database, ROWS)
    assert rows_in(database) >= ROWS
    upgrade(tmp_path / "data", database, is_grown=True)


@pytest.fixture
def newer(tmp_path: Path) -> Kithly:
    """Return the command line over a network that a newer Kithly opened."""
    kithly = Kithly(data=tmp_path / "data")
    kithly.ok("met", "Ana Lee", "--about", "the garden")
    renamed(kithly.data / "kithly.db", "9999")
    return kithly


def renamed(database: Path, revision: str) -> None:
    with closing(sqlite3.connect(database)) as conn, conn:
        conn.execute("UPDATE alembic_version SET version_num = ?", (revision,))


@pytest.mark.parametrize("words", [("today",), ("doctor",), ("backup",), ("web", "--no-browser"), ("undo",)])
def test_a_newer_network_is_refused_in_a_sentence_and_left_alone(newer: Kithly, words: tuple[str, ...]) -> None:
    before = (newer.data / "kithly.db").read_bytes()
    plain, told = newer(*words), newer(*words, "--json")
    assert plain.code == told.code == 4
    assert plain.err.splitlines()[0].endswith("a newer Kithly (schema 9999, known here " + schema.HEAD + ").")
    assert "Update Kithly" in plain.err
    assert told.error["kind"] == "schema_too_new"
    assert (newer.data / "kithly.db").read_bytes() == before


def test_a_kithly_that_still_runs_writes_nothing_into_what_a_newer_one_upgraded(tmp_path: Path) -> None:
    from kithly.errors import SchemaTooNew  # noqa: PLC0415 - beside its one use

    with opened(tmp_path / "data") as network:
        renamed(tmp_path / "data" / "kithly.db", "9999")
        with pytest.raises(SchemaTooNew), network.store.transaction() as tx:
            tx.meta.set("name", "value")
    with closing(sqlite3.connect(tmp_path / "data" / "kithly.db")) as conn:
        assert conn.execute("SELECT count(*) FROM meta WHERE name = 'name'").fetchone() == (0,)


def flipped(database: Path, table: str) -> None:
    """Damage the page in which a table or index begins."""
    with closing(sqlite3.connect(database)) as conn:
        (page,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = conn.execute("PRAGMA page_size").fetchone()
    data = bytearray(database.read_bytes())
    for place in range((page - 1) * size + 8, (page - 1) * size + 40):
        data[place] ^= 0x55
    database.write_bytes(data)


@pytest.mark.parametrize("table", ["records", "decisions", "ix_participants_identity", "versions"])
def test_a_damaged_network_is_named_and_not_upgraded(table: str, tmp_path: Path) -> None:
    database = unpacked(OLDER[0], tmp_path / "data")
    flipped(database, table)
    before = database.read_bytes()
    told = Kithly(data=tmp_path / "data")("today", "--json")
    assert told.code == 4
    assert told.error["kind"] == "store"
    assert "damaged" in told.error["error"] or "not a sound" in told.error["error"]
    assert database.read_bytes() == before
    assert list((tmp_path / "data" / "backups").iterdir()) == []
