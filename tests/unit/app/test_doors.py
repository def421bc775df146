"""What happens at the doors is written down: once, in bounds, in words of our own, and never at anybody's cost."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kithly.app.doors import FILE, MOST_AT_ONCE, Door, Doors, Event, Happened
from kithly.transport.kept_lines import KeptLines

BEGAN = datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC)
PHONE = "192.168.7.20"


@dataclass(slots=True)
class Clock:
    """The present; a test moves it."""

    now: datetime = BEGAN

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def doors(tmp_path: Path, clock: Clock) -> Doors:
    return Doors(tmp_path / "network", clock)


def lines(doors: Doors) -> list[dict[str, Any]]:
    """Return what lies in the newest file at this moment."""
    return [json.loads(line) for line in doors.lines.path.read_text("ascii").splitlines()]


def test_what_happened_is_told_as_it_was(doors: Doors, clock: Clock) -> None:
    doors.note(Door.PAGES, Event.CAME_IN, peer="127.0.0.1")
    clock.pass_by(1.7)
    doors.note(Door.PHONE, Event.CAME_IN, holder="p1", peer=PHONE)
    assert doors.happened() == (
        Happened(at=BEGAN, door=Door.PAGES, event=Event.CAME_IN),
        Happened(
            at=BEGAN + timedelta(seconds=1), door=Door.PHONE, event=Event.CAME_IN, holder="p1", peer=PHONE, times=1
        ),
    )


def test_a_flood_is_counted_exactly_and_written_in_two_lines_a_minute(doors: Doors, clock: Clock) -> None:
    for _ in range(1_000):
        doors.note(Door.PAGES, Event.OTHER_SITE)
    assert [one["times"] for one in lines(doors)] == [1]  # at once, before the minute is over
    clock.pass_by(60)
    doors.note(Door.PAGES, Event.OTHER_SITE)
    assert [one["times"] for one in lines(doors)] == [1, 999, 1]
    for _ in range(20):
        doors.note(Door.PAGES, Event.OTHER_SITE)
    assert sum(one.times for one in doors.happened()) == 1_021
    assert sum(one.times for one in doors.happened()) == 1_021  # a look counts nothing twice


def test_what_nothing_follows_is_written_all_the_same(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kithly.app.doors.LATER", 0.05)
    for _ in range(7):
        doors.note(Door.PROGRAMS, Event.NO_KEY)
    end = time.monotonic() + 20
    while sum(one["times"] for one in lines(doors)) < 7 and time.monotonic() < end:
        time.sleep(0.01)
    assert [one["times"] for one in lines(doors)] == [1, 6]


def test_many_who_ask_at_once_are_counted_without_who_they_were(doors: Doors) -> None:
    for number in range(300):
        doors.note(Door.PHONE, Event.NO_KEY, peer=f"fe80::{number:x}")
    found = doors.happened()
    assert sum(one.times for one in found) == 300
    assert len(found) <= MOST_AT_ONCE + 2
    assert Counter(one.peer for one in found)[""] == 2


@pytest.mark.parametrize("peer", ['", "times": 9', "a\nb", "Robin", "", "127.0.0.1", "::1", "testclient", "1.2.3.4.5"])
def test_nothing_but_an_address_of_another_machine_is_kept_of_where_from(doors: Doors, peer: str) -> None:
    doors.note(Door.PHONE, Event.WRONG_CODE, peer=peer)
    assert set(lines(doors)[0]) == {"at", "door", "event", "times"}


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_it_is_its_owners_alone_from_the_first_byte(doors: Doors, umask: int) -> None:
    before = os.umask(umask)
    try:
        doors.note(Door.PAGES, Event.NO_KEY)
    finally:
        os.umask(before)
    assert stat.S_IMODE(doors.lines.path.stat().st_mode) == 0o600


def test_it_is_bounded_and_the_oldest_make_room(tmp_path: Path) -> None:
    kept = KeptLines(tmp_path / "lines.jsonl", largest=1_000)
    for number in range(500):
        kept.add({"number": number})
    found = [one["number"] for one in kept.all() if one]
    assert found == list(range(found[0], 500))  # none is missing in between
    assert len(found) > 50
    assert sum(one.stat().st_size for one in tmp_path.iterdir()) < 2_100
    assert sorted(one.name for one in tmp_path.iterdir()) == ["lines.jsonl", "lines.older.jsonl"]


WRITER = """
import sys
from pathlib import Path
from kithly.transport.kept_lines import KeptLines
kept = KeptLines(Path(sys.argv[1]), largest=20_000)
for number in range(400):
    kept.add({"of": sys.argv[2], "number": number})
"""


def test_several_processes_at_once_lose_nothing_and_mix_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), name]) for name in "abc"]
    assert [one.wait(60) for one in running] == [0, 0, 0]
    found = list(KeptLines(path).all())
    assert None not in found
    for name in "abc":
        numbers = [one["number"] for one in found if one and one["of"] == name]
        assert numbers == list(range(numbers[0], 400))


@contextmanager
def no_room_after(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_room_nobody_is_kept_and_what_was_lost_is_told_later(doors: Doors, clock: Clock) -> None:
    doors.note(Door.PAGES, Event.CAME_IN)
    size = doors.lines.path.stat().st_size
    with no_room_after(size + 20):
        for event in (Event.NO_KEY, Event.OTHER_NAME, Event.OTHER_SITE):
            doors.note(Door.PAGES, event)  # the first is torn, the others do not fit at all
    clock.pass_by(5)
    doors.note(Door.PAGES, Event.LEFT)
    assert [(one.event, one.times) for one in doors.happened()] == [
        (Event.CAME_IN, 1),
        (Event.LOST, 3),
        (Event.LEFT, 1),
    ]
    assert list(doors.lines.all()).count(None) == 1  # the torn one costs itself alone


def test_what_is_no_line_of_ours_is_passed_over(doors: Doors) -> None:
    doors.note(Door.PAGES, Event.CAME_IN)
    good = doors.lines.path.read_bytes()
    odd = (
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"at": 3, "door": "pages", "event": "left", "times": 1}',
        b"[" * 20_000,
        b"null",
    )
    doors.lines.path.write_bytes(b"\n".join((*odd, good)))
    assert [one.event for one in doors.happened()] == [Event.CAME_IN]
    assert doors.kept().unreadable == len(odd)


def test_a_folder_that_is_not_made_yet_can_be_written(doors: Doors) -> None:
    assert not doors.lines.path.parent.exists()
    assert doors.lines.can_be_kept()


def test_a_link_in_its_place_is_not_followed(doors: Doors, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("theirs", "utf-8")
    doors.lines.path.parent.mkdir()
    doors.lines.path.symlink_to(other)
    doors.note(Door.PAGES, Event.CAME_IN)
    assert other.read_text("utf-8") == "theirs"
    assert doors.lines.path.name == FILE
