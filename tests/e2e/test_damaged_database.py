"""A database of which bytes were flipped, zeroed or cut off is read as far as it is sound, or refused in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from tests.e2e.conftest import run_here
from tests.fuzz.damage import cut, flipped

GOLDEN = Path(__file__).parents[1] / "golden"
VERBS = (("people",), ("search", "paper"), ("doctor",))
ANSWERED, REFUSED = {0, 1}, 4  # exit codes: a view or a sentence; the database is not sound
FEW, MANY = 12, 500
PAGE = 4_096  # bytes of a page of SQLite
HEADER = 100  # bytes of its header


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a small network's database."""
    folder = tmp_path_factory.mktemp("network")
    mails, cards = GOLDEN / "mbox" / "notices" / "notices.mbox", GOLDEN / "vcard" / "google.vcf"
    assert run_here(["import", str(mails), str(cards), "--data", str(folder)]).code == 0
    return (folder / "kithly.db").read_bytes()


def damaged(data: bytes, count: int) -> Iterator[bytes]:
    chance = Random(count)  # noqa: S311 - the same damage every time
    yield from flipped(data, count, seed=4)
    yield from (one + data[HEADER:] for one in flipped(data[:HEADER], count, seed=5))
    yield from cut(data, count)
    for _ in range(count):
        place = PAGE * chance.randrange(1, len(data) // PAGE)
        yield data[:place] + bytes(PAGE) + data[place + PAGE :]
        copy = bytearray(data)
        for _ in range(200):
            copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        yield bytes(copy)


def borne(data: bytes, count: int, folder: Path) -> None:
    for number, one in enumerate(damaged(data, count)):
        place = folder / str(number)
        place.mkdir()
        (place / "kithly.db").write_bytes(one)
        for words in VERBS:
            ran = run_here([*words, "--json", "--data", str(place)])
            assert ran.code in {*ANSWERED, REFUSED}, (number, words, ran)
            assert "mistake of its own" not in ran.err, (number, words, ran)
            assert "Traceback" not in ran.err, (number, words, ran)


def test_a_damaged_database_is_a_sentence(whole: bytes, tmp_path: Path) -> None:
    borne(whole, FEW, tmp_path)


@pytest.mark.parametrize("change", ["UPDATE people SET value = '{'", "UPDATE versions SET payload = x'0100'"])
def test_a_kept_value_that_is_none_any_more_is_damage(whole: bytes, tmp_path: Path, change: str) -> None:
    data = tmp_path / "network"
    data.mkdir()
    (data / "kithly.db").write_bytes(whole)
    with closing(sqlite3.connect(data / "kithly.db")) as conn, conn:
        conn.execute(change)
    ran = run_here(["export", str(tmp_path / "out"), "--json", "--data", str(data)])
    assert (ran.code, ran.out) == (REFUSED, "")
    assert "not a sound Kithly database" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_a_database_damaged_in_thousands_of_ways_is_a_sentence(whole: bytes, tmp_path: Path) -> None:
    borne(whole, MANY, tmp_path)
