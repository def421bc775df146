"""The backup of every day and the one before an upgrade: made, once, with room, and never in the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from kithly.app.checkup import doctor
from kithly.app.network import Network, open_network
from kithly.app.owning import daily
from kithly.app.owning.choice import choose_automatic, choose_folder
from kithly.app.owning.daily import ELSEWHERE, MADE, NOT, OFF, THERE, back_up_today, is_due
from kithly.app.owning.making import back_up
from kithly.app.owning.restoring import restore
from kithly.app.owning.verifying import verify
from kithly.errors import StoreError, UserError
from kithly.store import Store, file_lock, opening, schema
from kithly.store.archives.reading import read_manifest
from kithly.store.connecting import sqlite_engine
from kithly.testing.store_samples import NOW, contact, keep, sighted


class Usage(NamedTuple):
    """What a disk says of itself."""

    total: int
    used: int
    free: int


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return a network with somebody in it."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        keep(opened.store, "a", [sighted(contact("ana"))])
        yield opened


def names(network: Network) -> list[str]:
    return sorted(path.name for path in network.settings.backups.glob("*.zip"))


def test_it_is_made_once_a_day(network: Network) -> None:
    assert is_due(network)
    assert back_up_today(network).outcome == MADE
    assert not is_due(network)
    assert back_up_today(network).outcome == THERE
    tomorrow = replace(network, now=NOW + timedelta(days=1))
    assert back_up_today(tomorrow).outcome == MADE
    assert len(names(network)) == 2
    assert {read_manifest(path).why for path in network.settings.backups.iterdir()} == {"daily"}


def test_the_eighth_day_takes_the_first_away_and_nothing_of_the_users(network: Network) -> None:
    mine = Path(back_up(network).path)
    other = network.settings.backups / "kithly-2020-01-01-000000-daily.zip"
    shutil.copy(mine, other)  # one by hand under the name of another: what it says of itself counts
    broken = network.settings.backups / "kithly-2020-01-02-000000-daily.zip"
    broken.write_bytes(b"not a zip")
    made = [back_up_today(replace(network, now=NOW + timedelta(days=2 * day))) for day in range(9)]
    assert [len(one.removed) for one in made][:7] == [0] * 7
    gone = [path for one in made for path in one.removed]
    assert gone
    assert all("-daily" in path and not Path(path).exists() for path in gone)
    assert mine.exists()
    assert other.exists()
    assert broken.exists()


def test_backups_of_another_network_are_left_alone_and_count_for_nothing(network: Network, tmp_path: Path) -> None:
    with open_network(tmp_path / "other", now=NOW) as other:
        theirs = back_up_today(other).backup
    assert theirs is not None
    network.settings.backups.mkdir()
    kept = Path(shutil.copy(theirs.path, network.settings.backups))
    assert is_due(network)
    for day in range(9):
        assert back_up_today(replace(network, now=NOW + timedelta(days=day))).outcome == MADE
    assert kept.exists()


def test_none_is_made_where_the_user_wants_none(network: Network) -> None:
    choose_automatic(network, on=False)
    assert not is_due(network)
    assert back_up_today(network).outcome == OFF
    assert names(network) == []


def test_two_at_once_make_one(network: Network) -> None:
    with file_lock(Path(f"{network.store.file}{daily.LOCK}")):
        assert back_up_today(network).outcome == ELSEWHERE
    assert names(network) == []


def test_without_room_it_is_a_sentence_that_doctor_repeats(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1_000_000))
    view = back_up_today(network)
    assert view.outcome == NOT
    assert "and the disk of" in view.text
    later = replace(network, now=NOW + timedelta(days=30))
    (check,) = [one for one in doctor(later).checks if one.name == "backup"]
    assert not check.ok
    assert "No backup was made." in check.text
    with pytest.raises(UserError, match="disk of"):
        back_up(network)
    assert names(network) == []


def test_a_disk_that_is_away_keeps_none_from_being_made(network: Network, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    choose_folder(network, str(tmp_path / "disk"))
    (tmp_path / "disk").rename(tmp_path / "away")
    view = back_up_today(network)
    assert view.outcome == MADE
    assert "is not there" in view.text
    assert len(names(network)) == 1
    (tmp_path / "away").rename(tmp_path / "disk")
    assert back_up_today(network).outcome == MADE
    assert len(list((tmp_path / "disk").rglob("*-daily.zip"))) == 1


# Before an upgrade ----------------------------------------------------------------------------------


@pytest.fixture(params=["0005", "0006"])
def older(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return the data folder of an older Kithly."""
    folder = tmp_path / "older"
    Store.open(folder / "kithly.db").close()
    (folder / "kithly.db").unlink()
    engine = sqlite_engine(folder / "kithly.db")
    with engine.connect().execution_options(kithly_writes=True) as conn, conn.begin():
        opening.upgrade(conn, request.param)
        conn.execute(schema.egos.insert().values(name="me"))
        conn.exec_driver_sql("INSERT INTO meta (ego_id, name, value) VALUES (1, 'kept', 'since long')")
    engine.dispose()
    (folder / "settings.toml").write_text("minutes = 7\n")
    return folder


def test_an_older_database_is_backed_up_before_it_is_upgraded(older: Path, tmp_path: Path) -> None:
    for _ in range(2):
        with open_network(older, now=NOW) as opened, opened.store.reading() as kept:
            assert kept.meta.get("kept") == "since long"
    (path,) = (older / "backups").iterdir()
    assert path.name.endswith("-before-upgrade.zip")
    assert path.stat().st_mode & 0o777 == 0o600
    manifest = read_manifest(path)
    assert manifest.contents.revision < schema.HEAD
    assert {part.name for part in manifest.parts} == {"kithly.db", "settings.toml"}
    assert not verify(path).compared  # by another Kithly: its records are counted
    restore(path, tmp_path / "again", now=NOW)
    with open_network(tmp_path / "again", now=NOW) as back, back.store.reading() as kept:
        assert kept.meta.get("kept") == "since long"


def test_however_often_an_upgrade_is_tried_three_backups_stay(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object) -> None:
        raise StoreError("It cannot be upgraded.")

    monkeypatch.setattr(opening, "upgrade", no)
    for _ in range(5):
        with pytest.raises(StoreError, match="cannot be upgraded"), open_network(older, now=NOW):
            raise AssertionError
    assert len(list((older / "backups").iterdir())) == 3


def test_without_room_for_that_nothing_is_upgraded(older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (older / "kithly.db").read_bytes()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1_000))
    with pytest.raises(UserError, match="must be upgraded, and a backup is made before that"), open_network(older):
        raise AssertionError
    assert (older / "kithly.db").read_bytes() == before
    assert list((older / "backups").iterdir()) == []
    monkeypatch.undo()
    with open_network(older, now=NOW) as opened:
        assert opened.store.file is not None
