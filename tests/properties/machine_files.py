"""Small exports of one world that overlap, for machines that bring them in any order."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from kithly.synthetic import make_world, write_linkedin, write_mbox
from kithly.synthetic.linkedin import era_of
from kithly.synthetic.model import Shape, World

TODAY = date(2026, 3, 2)


@cache
def small_world() -> World:
    """Return a world of six people over two years."""
    shape = Shape(people=6, years=2, open_recent=1, open_old=1, personal=1, unthanked=1, thanked=1, shows_address=0.5)
    return make_world(5, today=TODAY, shape=shape)


@cache
def exports() -> tuple[Path, ...]:
    """Write small exports of one world that overlap.

    They are two archives a year apart, a mailbox whole and in two parts, a calendar and the same calendar later.
    """
    folder = Path(tempfile.mkdtemp(prefix="kithly-machine-"))
    world = small_world()
    paths = []
    for on in (date(2025, 3, 1), date(2026, 3, 1)):
        target = folder / f"Basic_LinkedInDataExport_{on:%m-%d-%Y}.zip"
        paths.append(write_linkedin(world, target, on=on, era=era_of(on), complete=False))
    whole = folder / "All mail.mbox"
    write_mbox(world, whole, style="takeout", until=TODAY)
    letters = whole.read_bytes().split(b"\nFrom ")
    first, second = folder / "First.mbox", folder / "Second.mbox"
    first.write_bytes(b"\nFrom ".join(letters[: len(letters) * 2 // 3]) + b"\n")
    second.write_bytes(b"From " + b"\nFrom ".join(letters[len(letters) // 3 :]))
    return (*paths, whole, first, second, *calendars(world, folder))


def calendars(world: World, folder: Path) -> tuple[Path, Path]:
    """Write a calendar as it is and as it becomes: moved, cancelled, declined, with others, and lying ahead."""
    ego, people = world.ego.private, [person.address_on(TODAY) for person in world.people]
    strangers = [f"stranger{letter}@tarn.example" for letter in "abcdefghij"]
    weekly, soon, far = "20260105T100000Z", "20260310T100000Z", "20260420T100000Z"
    told = (
        event("series", weekly, [ego, people[0]], "RRULE:FREQ=WEEKLY;COUNT=20"),
        event("soon", soon, [ego, people[1], strangers[0]]),
        event("crowd", "20250910T100000Z", [ego, *people[:3], *strangers]),
        event("moved", "20250911T100000Z", [ego, people[2], people[3]]),
        event("asked", far, [ego, people[4]]),
    )
    later = (
        *told[:1],
        event("series", "20260114T150000Z", [ego, people[0]], "RECURRENCE-ID:20260112T100000Z"),
        event("soon", soon, [ego, people[1], strangers[0]], "STATUS:CANCELLED", "SEQUENCE:1"),
        event("moved", "20250918T100000Z", [ego, people[2], strangers[1]], "SEQUENCE:1"),
        event("asked", far, [people[4]], f"ATTENDEE;PARTSTAT=DECLINED:mailto:{ego}", "SEQUENCE:1"),
    )
    return written(folder / "now.ics", told, date(2026, 3, 1)), written(folder / "later.ics", later, TODAY)


def event(uid: str, start: str, who: list[str], *more: str) -> str:
    """Return an event with its guests."""
    guests = [f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{one}" for one in who]
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART:{start}", f"SUMMARY:{uid}", *guests, *more, "END:VEVENT", ""]
    return "\r\n".join(lines)


def written(path: Path, events: tuple[str, ...], on: date) -> Path:
    """Write a calendar as of a day."""
    path.write_bytes(f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode())
    stamp = datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp()
    os.utime(path, (stamp, stamp))
    return path
