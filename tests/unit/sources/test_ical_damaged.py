"""Damaged, hostile and random calendars: nothing is raised, nothing hangs, nothing grows, every loss is told."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pace import spent
from tests.unit.sources.telling import item_of, read

from kithly.errors import SourceFormatError
from kithly.records import Meeting, Problem, Sighted
from kithly.sources._formats.ical.recurring import MOST_IN_ALL, MOST_TIMES
from kithly.sources.ical import ICal

GOLDEN = Path(__file__).parents[2] / "golden" / "ical"
SAMPLES = sorted(path for path in GOLDEN.rglob("*") if path.suffix in {".ics", ".vcs"})
HEAD, END = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"END:VCALENDAR\r\n"
GUEST = b"ATTENDEE;CN=Zita Quarrenhold:mailto:zita@lantern.example\r\n"
SECONDS = 20  # for what must not take hours, on the slowest machine
MEMORY = 100 << 20


def event(number: int, more: bytes = b"", start: bytes = b"DTSTART:20200101T090000Z") -> bytes:
    return b"BEGIN:VEVENT\r\nUID:%d\r\n%s\r\n%s%sEND:VEVENT\r\n" % (number, start, GUEST, more)


def survived(data: bytes) -> list[Sighted | Problem]:
    item = item_of("a.ics", data)
    if not ICal().recognises(item):
        return []
    try:
        found = read(ICal(), item)
    except SourceFormatError:
        return []
    repr(found).encode("utf-8")  # no lone surrogate anywhere
    keys = [one.record.key for one in found if isinstance(one, Sighted)]
    assert len(keys) == len(set(keys))
    return found


def meetings(data: bytes) -> list[Meeting]:
    return [one.record for one in survived(data) if isinstance(one, Sighted) and isinstance(one.record, Meeting)]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_calendar_cut_anywhere_tells_what_it_lost(path: Path) -> None:
    data = path.read_bytes()
    for end in range(0, len(data), 41):
        found = survived(data[:end])
        begun, ended = (data[:end].count(mark) for mark in (b"BEGIN:VEVENT", b"END:VEVENT"))
        assert sum(
            one.reason == "the file breaks off in the middle of it" for one in found if isinstance(one, Problem)
        ) == (begun - ended)


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_flipped_bytes_raise_nothing(path: Path) -> None:
    data, chance = path.read_bytes(), random.Random(7)  # noqa: S311  # repeatable damage, not a secret
    for _ in range(50):
        damaged = bytearray(data)
        for _ in range(3):
            damaged[chance.randrange(len(data))] = chance.choice((0, 10, 13, 34, 58, 59, 61, 92, 128, 255))
        survived(bytes(damaged))


LINES = (
    *(GUEST, b"RRULE:FREQ=DAILY\r\n", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VALARM\r\n", b"END:VALARM\r\n"),
    *(b"UID:1\r\n", b"RECURRENCE-ID:20200102T090000Z\r\n", b"DTSTART:20200101T090000Z\r\n", b"ATTENDEE", b"junk\r\n"),
    *(b"DTSTART;VALUE=DATE:20200101\r\n", b"DTSTART;TZID=Nowhere:20200101T09\r\n", END, b"EXDATE:x\r\n", b" more\r\n"),
    *(b"RDATE;VALUE=PERIOD:20200301T080000Z/PT1H\r\n", b"DURATION:P\r\n", b"RRULE:FREQ=WEEKLY;UNTIL=2020\r\n"),
    *(b"RRULE:FREQ=YEARLY;COUNT=-1\r\n", b"STATUS:CANCELLED\r\n"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=40))
def test_any_order_of_lines_raises_nothing(lines: list[bytes]) -> None:
    survived(HEAD + b"".join(lines))


def test_one_bad_property_costs_that_property_alone() -> None:
    (found,) = meetings(
        HEAD
        + event(
            1, b"GEO:40.7,-74.0\r\nDTEND:20190101T090000Z\r\nSEQUENCE:many\r\nATTACH;ENCODING=BASE64:!!\r\nTZID\r\n"
        )
        + END
    )
    assert (found.minutes, found.attendees[0].name) == (0, "Zita Quarrenhold")


def test_an_event_that_cannot_be_read_costs_itself_alone() -> None:
    found = survived(
        HEAD + event(1, start=b"DTSTART:soon") + event(2, start=b"DTSTART:99991231T235959Z") + event(3) + END
    )
    assert [one.record.key for one in found if isinstance(one, Sighted)] == ["2|", "3|"]
    assert [one.reason for one in found if isinstance(one, Problem)] == ["it does not tell when"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("every second", event(1, b"RRULE:FREQ=SECONDLY\r\n")),
        ("many times a day", event(1, b"RRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1,2,3;BYSECOND=1,2,3\r\n") * 50),
        ("a day that never comes", event(1, b"RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31\r\n") * 200),
        ("a rule as long as a book", event(1, b"RRULE:FREQ=YEARLY;BYYEARDAY=" + b"1," * 100_000 + b"1\r\n")),
        ("from the year one", event(1, b"RRULE:FREQ=DAILY\r\n", b"DTSTART;VALUE=DATE:00010101")),
        ("a day that no such month has", event(1, b"RRULE:FREQ=MONTHLY;BYMONTH=2,4;BYMONTHDAY=31\r\n") * 200),
        ("a weekday that never comes", event(1, b"RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=TU\r\n") * 200),
        ("no interval", event(1, b"RRULE:FREQ=DAILY;INTERVAL=0\r\n")),
    ],
)
def test_a_rule_that_is_a_bomb_is_not_followed(name: str, data: bytes) -> None:
    began = process_time()
    found = survived(HEAD + data + END)
    assert spent(began) < SECONDS, name
    assert any(isinstance(one, Problem) for one in found)
    assert sum(isinstance(one, Sighted) for one in found) <= 1


def test_fruitless_rules_are_given_up_after_a_few() -> None:
    began = process_time()
    rule = b"RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6\r\n"
    found = survived(HEAD + b"".join(event(number, rule) for number in range(300)) + END)
    assert spent(began) < SECONDS
    assert sum(isinstance(one, Sighted) for one in found) == 300


def test_many_series_that_are_over_long_since_keep_no_other_from_being_followed() -> None:
    over = b"RRULE:FREQ=DAILY;UNTIL=20050110T000000Z\r\n"
    old = b"".join(event(number, over, b"DTSTART:20050101T090000Z") for number in range(100))
    found = meetings(HEAD + old + event(900, b"RRULE:FREQ=WEEKLY;COUNT=4\r\n") + END)
    assert [one.uid for one in found] == ["900"] * 4


def test_a_zone_with_a_bomb_for_a_rule_is_read_by_its_offset() -> None:
    zone = (
        b"BEGIN:VTIMEZONE\r\nTZID:Bomb\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        b"TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    (found,) = meetings(HEAD + zone + event(1, start=b"DTSTART;TZID=Bomb:20200101T090000") + END)
    assert found.at is not None
    assert found.at.hour == 8


def test_a_hundred_thousand_exceptions_are_heeded() -> None:
    days = b",".join(b"%d%02d%02dT090000Z" % (year, month, day) for year in range(1800, 2097) for month in range(1, 13)
                     for day in range(1, 29))  # fmt: skip
    assert days.count(b",") > 99_000
    found = meetings(HEAD + event(1, b"RRULE:FREQ=DAILY\r\nEXDATE:" + days + b"\r\n") + END)
    assert found
    assert {one.at.day for one in found if one.at} == {29, 30, 31}


def test_one_series_and_one_calendar_give_so_many_times_and_say_so() -> None:
    daily = b"RRULE:FREQ=DAILY\r\n"
    found = survived(HEAD + event(1, daily, b"DTSTART:20150101T090000Z") + END)
    assert sum(isinstance(one, Sighted) for one in found) == MOST_TIMES
    assert any(isinstance(one, Problem) and f"{MOST_TIMES:,}" in one.reason for one in found)
    assert MOST_IN_ALL >= 10 * MOST_TIMES


@pytest.mark.parametrize("fold", [b"", b"\r\n "])
def test_fifty_megabytes_of_description_cost_no_memory(fold: bytes) -> None:
    data = HEAD + event(1, b"DESCRIPTION:" + fold.join([b"y" * 70] * 700_000) + b"\r\n") + END
    tracemalloc.start()
    (found,) = meetings(data)
    assert tracemalloc.get_traced_memory()[1] < MEMORY
    tracemalloc.stop()
    assert len(found.text) <= 20_000


@pytest.mark.parametrize("inside", [b"X", b"VCALENDAR", b"VALARM", b"VTIMEZONE"])
def test_ten_thousand_components_within_each_other_are_passed_over(inside: bytes) -> None:
    deep = b"BEGIN:%s\r\n" % inside * 10_000 + b"END:%s\r\n" % inside * 10_000
    assert [one.key for one in meetings(HEAD + deep + event(1) + END)] == ["1|"]
    survived(HEAD + b"BEGIN:VEVENT\r\n" + deep + event(2) + END)


def test_a_hundred_thousand_guests_are_counted_as_far_as_they_are_read() -> None:
    guests = b"".join(b"ATTENDEE:mailto:p%d@lantern.example\r\n" % number for number in range(100_000))
    found = survived(HEAD + event(1, guests) + END)
    (one,) = [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Meeting)]
    assert (len(one.attendees), one.attendance > 19_000) == (500, True)
    assert any(isinstance(one, Problem) and "more people" in one.reason for one in found)


def test_quotation_marks_without_end_take_no_time() -> None:
    began = process_time()
    survived(HEAD + event(1, b'ATTENDEE;CN="' + b';"a=b' * 25_000 + b":mailto:x@lantern.example\r\n") + END)
    assert spent(began) < SECONDS
