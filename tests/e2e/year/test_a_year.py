"""A year of use: nothing grows but what was put in, no birthday is left out or comes twice, all is sound at the end."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, timedelta
from email.message import EmailMessage
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.year.book import Book
from tests.e2e.year.bounds import BACKUPS, FACTS_WIDTH, Input, bounds
from tests.e2e.year.counts import files, memory, rows, widths
from tests.e2e.year.life import UPGRADES, Life, lived
from tests.e2e.year.sources import BEGINS, DAY, LATE, Sources
from tests.mail.faulty_post import faulty_office

from kithly.app.network import open_network
from kithly.app.persons.people import list_people
from kithly.store.accounts import WHOLE

PICKED = (0, 180, 273)  # exports twice, an upgrade, a leap day
YEAR = 365
GROWTH = 0.05  # of memory, once everything is warm
WARM = 60  # days
CONNECTIONS = 4  # of a pool: each holds the pages of a small database, which grows by what is put in
EVERY = 10  # days between two measurements
REST = 60 * DAY  # so long somebody may be left in peace after a hello, or after they were put off
LONGER = 3.0  # times: a look at the end of the year, compared with one at its beginning
IS_KEPT = ("done", "snooze", "skip", "log", "send", "note", "importance", "undo", "same", "different", "import", "me")


def input_of(life: Life, days: int, fresh: int) -> Input:
    """Return what went into a life."""
    weeks = len(life.put)
    return Input(
        days=days,
        records=fresh,
        more=weeks + life.acts["send"] + life.acts["log"],
        read=sum(life.read),
        files=sum(len(one) for one in life.brought) * 12,  # an archive holds about a dozen files
        syncs=weeks,
        acts=sum(life.acts[one] for one in IS_KEPT) + life.acts["outbox"] + life.acts["account"],
        upgrades=len([one for one in UPGRADES if BEGINS + one * DAY in life.lived]),
    )


def assert_bounded(life: Life, days: int, fresh: int) -> None:
    """Demand that no table, no file and no small fact grows by mere use."""
    given, found, wide = input_of(life, days, fresh), rows(life.database), widths(life.database)
    most = bounds(given, found)
    assert found.keys() == most.keys(), "every table is explained"
    assert {name: (count, most[name]) for name, count in found.items() if count > most[name]} == {}
    assert wide["cursors value"] <= WHOLE * (1_000 + 200 * max(given.syncs, 1))
    assert sum(size for name, size in wide.items() if name.startswith("meta")) <= FACTS_WIDTH * found["people"]
    lying = files(life.data)
    assert lying.pop("backups") <= BACKUPS + given.upgrades
    assert set(lying.values()) == {1}
    assert not [name for name in lying if "sending" in name]


def assert_greeted(life: Life) -> None:
    """Demand one hello for each birthday, on its days alone."""
    assert {who: ids for who, ids in life.greeted.items() if len(ids) > 1} == {}
    for (who, on), ids in life.greeted.items():
        first = life.first[next(iter(ids))]
        assert timedelta() <= (first - _day(on)) <= LATE * DAY, (who, on, first)


def _day(iso: str) -> date:
    return date.fromisoformat(iso)


def assert_sent_once(life: Life, mails: Sequence[EmailMessage]) -> None:
    """Demand that each hello went out once."""
    with closing(sqlite3.connect(life.database)) as conn:
        sent = conn.execute("SELECT touch, message_id FROM outbox WHERE state = 'sent'").fetchall()
    assert len({touch for touch, _ in sent}) == len(sent)
    assert sorted(mail["Message-ID"].strip("<>") for mail in mails) == sorted(one.strip("<>") for _, one in sent)


def assert_sound(life: Life) -> None:
    """Demand that doctor finds nothing, and that everything derived is what a rebuild makes."""
    checks = life.run("doctor", "--json").json["checks"]
    assert {one["name"]: one["text"] for one in checks if not one["ok"]} == {}
    assert not life.wrong, "\n".join(life.wrong)


def fresh_import(life: Life, folder: Path) -> tuple[int, set[str]]:
    """Import the last of the growing exports and every other file anew; return the records, how many and which."""
    fresh = Kithly(data=folder, now=life.now.astimezone(UTC))
    fresh.ok("import", *dict.fromkeys(path for paths in life.brought for path in paths))
    return rows(folder / "kithly.db")["records"], contents(folder, life)


def contents(folder: Path, life: Life) -> set[str]:
    """Return what every record says, without when that was read."""
    with open_network(folder, now=life.now) as network, network.store.reading() as kept:
        lines = kept.canonical().splitlines()
    words = (line.removesuffix(" current").rsplit(" ", 1)[0] for line in lines if line.startswith("record "))
    return {one for one in words if "dora" not in one}


def test_some_days_of_a_year(tmp_path: Path) -> None:
    sources = Sources.of(tmp_path, days=YEAR, people=60, years=1)
    with faulty_office() as office, lived(Life(tmp_path / "data", sources, office)) as life:
        for number in PICKED:
            life.live(number)
        with open_network(life.data, now=life.now) as network:
            assert list_people(network).total > len(sources.world.people)
        fresh, _ = fresh_import(life, tmp_path / "fresh")
        assert_bounded(life, len(PICKED), fresh)
        assert_greeted(life)
        assert ("Ada Amsel", "2028-02-29") in life.greeted
        assert_sent_once(life, office.mails)
        assert_sound(life)


@pytest.mark.slow
def test_a_whole_year(tmp_path: Path) -> None:
    sources = Sources.of(tmp_path, days=YEAR, people=60)
    with faulty_office() as office, lived(Life(tmp_path / "data", sources, office, Book(tmp_path / "dav"))) as life:
        weighed = [_weighed(life, number) for number in range(YEAR)]
        fresh, records = fresh_import(life, tmp_path / "fresh")
        assert_bounded(life, YEAR, fresh)
        assert contents(life.data, life) == records
        assert_greeted(life)
        assert_everybody_was_greeted(life)
        assert_sent_once(life, office.mails)
        assert_sound(life)
    warm = [one for one in weighed if one and one["day"] >= WARM]
    pages = CONNECTIONS * (warm[-1]["kithly.db"] - warm[0]["kithly.db"])
    assert max(one["memory"] for one in warm) <= (1 + GROWTH) * warm[0]["memory"] + pages
    begin, end = median(life.looks[WARM : WARM + EVERY]), median(life.looks[-EVERY:])
    assert end <= LONGER * begin


def _weighed(life: Life, number: int) -> dict[str, Any]:
    """Live a day; every few days, say what everything weighs."""
    life.live(number)
    if number % EVERY and number != YEAR - 1:
        return {}
    sizes = {path.name: path.stat().st_size for path in life.data.glob("kithly.db*")}
    look = median(life.looks[-EVERY:])
    told = {"day": number, "memory": memory(), "look": look, "lying": files(life.data), **sizes}
    print(json.dumps(told | rows(life.database) | {"cursors": widths(life.database)["cursors value"]}))  # noqa: T201
    return told


def assert_everybody_was_greeted(life: Life) -> None:
    """Demand a hello for every birthday of these days, but where something said to them shortly before forbids it."""
    whole = {
        (one.name, on.isoformat())
        for one in life.sources.born
        for on in (one.on(BEGINS.year), one.on(BEGINS.year + 1))
        if {on, on + LATE * DAY} <= life.lived
    }
    assert len(whole) > len(life.sources.born) * 0.9
    left = whole - life.greeted.keys()
    told = {who: life.spoken.get(who, []) for who, _ in left}
    assert {
        (who, on) for who, on in left if not any(timedelta() <= _day(on) - day <= REST for day in told[who])
    } == set()
