"""Hellos and birthdays as a calendar: read back by those who read calendars, on the right days, the same each time."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import recurring_ical_events
from icalendar import Calendar
from tests.e2e import reminding_shapes as shapes
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.letters import ME, write_letters
from tests.e2e.shapes import misfits

DAY = timedelta(days=1)
CARDS = {"ana": "1980-06-14", "ben": "--0229", "cy": "1970-01-01", "dora": "--1231"}


def card(name: str, birthday: str) -> str:
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{name.title()} Example",
        f"EMAIL:{name}@example.net",
        f"BDAY:{birthday}",
    )
    return "\r\n".join((*lines, f"UID:{name}", "END:VCARD", ""))


@pytest.fixture
def kithly(tmp_path: Path) -> Kithly:
    command = Kithly(data=tmp_path / "network")
    command.ok("me", "--set", f"address={ME}", "--set", "timezone=Europe/London")
    talks = dict.fromkeys(("ana", "ben", "cy"), ((False, 5 * DAY), (True, 300 * DAY)))
    command.ok("import", write_letters(tmp_path / "mail.mbox", talks, "Could you send me the list of harbour cranes?"))
    (tmp_path / "people.vcf").write_text("".join(card(*one) for one in CARDS.items()), "utf-8", newline="")
    os.utime(tmp_path / "people.vcf", ((NOW - DAY).timestamp(),) * 2)
    command.ok("import", tmp_path / "people.vcf")
    return command


def written(kithly: Kithly, path: Path, **now: Any) -> Any:
    view = kithly.view("calendar", "--ics", str(path), **now)
    assert misfits(view, shapes.CALENDAR) == []
    return Calendar.from_ical(path.read_bytes())


def days(calendar: Any, name: str, year: int) -> list[date]:
    found = recurring_ical_events.of(calendar).between(date(year, 1, 1), date(year, 12, 31))
    return [one["DTSTART"].dt for one in found if str(one["SUMMARY"]) == f"Birthday: {name} Example"]


def test_birthdays_fall_on_their_days_in_every_year_and_empty_fields_on_none(kithly: Kithly, tmp_path: Path) -> None:
    calendar = written(kithly, tmp_path / "k.ics")
    for year in (2026, 2027, 2028, 2100):
        assert days(calendar, "Ana", year) == [date(year, 6, 14)]
        assert days(calendar, "Cy", year) == []  # 1 January 1970 is what programs write into an empty field
        assert days(calendar, "Dora", year) == []  # nothing but a card is known of her
    assert [days(calendar, "Ben", year) for year in (2027, 2028, 2100)] == [
        [date(2027, 3, 1)],
        [date(2028, 2, 29)],
        [date(2100, 3, 1)],
    ]


def test_the_29th_of_february_follows_the_setting(kithly: Kithly, tmp_path: Path) -> None:
    before = written(kithly, tmp_path / "k.ics")
    kithly.ok("me", "--set", "leap-birthday=28-february")
    after = written(kithly, tmp_path / "k.ics", now=NOW + DAY)
    assert [days(after, "Ben", year) for year in (2027, 2028)] == [[date(2027, 2, 28)], [date(2028, 2, 29)]]
    old, new = (
        next(one for one in calendar.events if "Birthday: Ben" in one["SUMMARY"]) for calendar in (before, after)
    )
    assert new["UID"] == old["UID"]
    assert new["SEQUENCE"] == old["SEQUENCE"] + 1


def test_every_event_is_a_whole_day_of_no_zone_without_alarm_or_guests(kithly: Kithly, tmp_path: Path) -> None:
    calendar = written(kithly, tmp_path / "k.ics")
    assert calendar["VERSION"] == "2.0"
    events = calendar.events
    assert len({str(one["UID"]) for one in events}) == len(events) > 2
    for one in events:
        assert type(one["DTSTART"].dt) is date
        assert one["DTEND"].dt - one["DTSTART"].dt == DAY
        assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY"} <= set(one)
        assert not {"ATTENDEE", "ORGANIZER"} & set(one)
        assert one.subcomponents == []
    raw = (tmp_path / "k.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_the_same_days_give_the_same_bytes_and_what_is_done_is_gone(kithly: Kithly, tmp_path: Path) -> None:
    path = tmp_path / "k.ics"
    first = written(kithly, path)
    before = path.read_bytes()
    written(kithly, path, now=NOW + timedelta(hours=2))
    assert path.read_bytes() == before
    touch = kithly.view("today")["touches"][0]
    assert any(touch["id"] in str(one["UID"]) for one in first.events)
    kithly.ok("done", touch["id"])
    assert not any(touch["id"] in str(one["UID"]) for one in written(kithly, path).events)


def test_a_hello_that_was_put_off_stands_on_its_day(kithly: Kithly, tmp_path: Path) -> None:
    touch = kithly.view("today")["touches"][0]
    kithly.ok("snooze", touch["id"], "--days", "9")
    found = [one for one in written(kithly, tmp_path / "k.ics").events if touch["id"] in str(one["UID"])]
    assert [one["DTSTART"].dt for one in found] == [(NOW + 9 * DAY).date()]


def test_a_file_of_somebody_elses_is_not_written_over(kithly: Kithly, tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert kithly("calendar", "--ics", str(path)).code == 1
    assert path.read_text() == "BEGIN:VCALENDAR\nEND:VCALENDAR\n"


def test_its_own_calendar_read_back_tells_nothing_new(kithly: Kithly, tmp_path: Path) -> None:
    written(kithly, tmp_path / "k.ics")
    people = kithly.view("people")["total"]
    kithly("import", tmp_path / "k.ics")
    assert kithly.view("people")["total"] == people
    evidence = [one for one in kithly.view("person", "Ana")["facts"] if one["kind"] == "birthday"]
    assert len(evidence) == 1
