"""Calendars as Google, Outlook, Apple, Nextcloud, Thunderbird and an old phone write them, with their records."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import run
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.sources.telling import ON, item_of, items_in, read, told_by

from kithly.records import Contact, Meeting, Problem, Profile, Sighted
from kithly.sources._formats.ical.zones import Zones
from kithly.sources.base import Item
from kithly.sources.ical import ICal

GOLDEN = Path(__file__).parents[2] / "golden" / "ical"
SAMPLES = sorted(path for path in GOLDEN.rglob("*") if path.suffix in {".ics", ".vcs"})
ZITA = "ATTENDEE;CN=Zita Quarrenhold:mailto:zita@lantern.example"
ODD_ZONES = [
    ("Central Standard Time", "20240705T090000", 14),
    ("/freeassociation.sourceforge.net/Tzfile/Europe/Helsinki", "20240705T090000", 6),
    ("/citadel.org/20190914_1/America/Argentina/Buenos_Aires", "20240705T090000", 12),
    ("(UTC+01:00) Amsterdam, Berlin, Bern", "20240705T090000", 8),
    ("GMT-0300", "20240705T090000", 12),
    ("europe/berlin", "20240705T090000", 7),
    ("America/New York", "20240705T090000", 13),
]


def sample(path: Path) -> Item:
    return next(one for one in items_in(path.parent) if one.name.endswith(path.name))


def calendar(*events: str, head: str = "") -> bytes:
    body = "".join(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{body}END:VCALENDAR\n".encode()


def meetings(*events: str, head: str = "") -> list[Meeting]:
    found = read(ICal(), item_of("a.ics", calendar(*events, head=head)))
    return [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Meeting)]


def problems(*events: str, head: str = "") -> list[str]:
    found = read(ICal(), item_of("a.ics", calendar(*events, head=head)))
    return [one.reason for one in found if isinstance(one, Problem)]


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_sample_gives_the_records_written_beside_it(path: Path) -> None:
    assert ICal().recognises(sample(path))
    assert told_by(ICal(), sample(path)) == json.loads(path.with_name(f"{path.name}.json").read_text("utf-8"))


@pytest.mark.parametrize("path", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_the_same_calendar_exported_later_gives_the_same_keys(path: Path) -> None:
    keys = [{one.record.key for one in read(ICal(), sample(path)) if isinstance(one, Sighted)} for _ in range(2)]
    assert keys[0] == keys[1]


def test_a_calendar_is_recognised_without_loading_the_library() -> None:
    code = (
        "import sys; from tests.unit.sources.telling import item_of; from kithly.sources.ical import ICal;"
        "assert ICal().recognises(item_of('a', b'BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\n'));"
        "sys.exit('icalendar' in sys.modules or 'recurring_ical_events' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False, cwd=GOLDEN.parents[2]).returncode == 0


def test_a_contact_card_is_no_calendar() -> None:
    assert not ICal().recognises(item_of("a.ics", b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"))


def test_a_glance_counts_events_and_tells_their_years() -> None:
    glance = ICal().glance(item_of("a.ics", (GOLDEN / "outlook.ics").read_bytes()))
    assert glance.counts == {"events": 4}
    assert (glance.first, glance.last) == (date(2025, 7, 7), date(2025, 9, 4))


@pytest.mark.parametrize(("name", "clock", "hour"), ODD_ZONES)
def test_a_zone_is_known_by_every_name_that_programs_give_it(name: str, clock: str, hour: int) -> None:
    (found,) = meetings(f'UID:1\nDTSTART;TZID="{name}":{clock}\n{ZITA}')
    assert found.at == datetime(2024, 7, 5, hour, tzinfo=UTC)


@given(st.sampled_from(["Asia/Tokyo", "America/Los_Angeles", "Pacific/Kiritimati"]), st.dates(date(1950, 1, 1)))
def test_a_whole_day_is_that_day_in_every_zone(zone: str, day: date) -> None:
    (found,) = meetings(f"UID:1\nDTSTART;VALUE=DATE:{day:%Y%m%d}\n{ZITA}", head=f"X-WR-TIMEZONE:{zone}\n")
    assert found.at is not None
    assert (found.at.date(), found.at.hour, found.is_all_day) == (day, 12, True)


@given(
    st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Sydney", "Asia/Kolkata"]),
    st.dates(date(2012, 1, 1), date(2026, 3, 1)),
    st.integers(4, 23),
)
def test_a_weekly_meeting_keeps_its_hour_on_the_clock_through_summer_and_winter(
    zone: str, day: date, hour: int
) -> None:
    found = meetings(
        f"UID:1\nDTSTART;TZID={zone}:{day:%Y%m%d}T{hour:02}0000\nRRULE:FREQ=WEEKLY;COUNT=30\n{ZITA}",
    )
    local = [one.at.astimezone(ZoneInfo(zone)) for one in found if one.at]
    assert [one.date() for one in local] == [day + timedelta(weeks=week) for week in range(len(local))]
    assert {one.hour for one in local} == {hour}
    assert len({one.key for one in found}) == len(found)


def test_a_series_in_utc_follows_the_summers_of_the_calendars_own_zone() -> None:
    event = f"UID:1\nDTSTART:20260320T080000Z\nRRULE:FREQ=WEEKLY;COUNT=3\n{ZITA}"
    assert [one.at.hour for one in meetings(event, head="X-WR-TIMEZONE:Europe/Berlin\n") if one.at] == [8, 8, 7]
    assert [one.at.hour for one in meetings(event) if one.at] == [8, 8, 8]


def test_later_times_of_a_series_may_change_together() -> None:
    found = meetings(
        f"UID:1\nDTSTART:20260301T080000Z\nRRULE:FREQ=DAILY;COUNT=4\nSUMMARY:Old\n{ZITA}",
        f"UID:1\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260303T080000Z\nDTSTART:20260303T100000Z\nSUMMARY:New\n{ZITA}",
    )
    assert [(one.at.hour, one.title) for one in found if one.at] == [(8, "Old")] * 2 + [(10, "New")] * 2


def test_a_time_called_off_without_naming_its_guests_never_took_place() -> None:
    series = f"UID:1\nDTSTART:20260302T080000Z\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:Knots\n{ZITA}"
    off = "UID:1\nRECURRENCE-ID:20260309T080000Z\nDTSTART:20260309T080000Z\nSTATUS:CANCELLED"
    bare = "UID:1\nRECURRENCE-ID:20260309T080000Z\nSTATUS:CANCELLED"
    for events in ((series, off), (off, series), (series, bare)):
        told = meetings(*events)
        assert [one.at.day for one in told if one.at and not one.is_cancelled] == [2, 16]
        assert [one.key for one in told if one.is_cancelled] == ["1|20260309T080000Z"]
    alone = "UID:1\nRECURRENCE-ID:20260309T080000Z\nDTSTART:20260309T100000Z"
    assert [one.at.day for one in meetings(series, alone) if one.at] == [2, 16]
    assert problems(series, alone) == ["nobody but you in it"]
    assert problems("UID:1\nDTSTART:20260302T080000Z\nRRULE:FREQ=DAILY;COUNT=2", alone) == ["nobody but you in it"] * 2


def test_an_exception_older_than_its_series_is_one_no_more() -> None:
    found = meetings(
        f"UID:1\nDTSTART;VALUE=DATE:20240701\nRRULE:FREQ=WEEKLY;UNTIL=20240709\nSEQUENCE:2\n{ZITA}",
        f"UID:1\nRECURRENCE-ID;VALUE=DATE:20240729\nDTSTART;VALUE=DATE:20240729\nSEQUENCE:1\n"
        f"RRULE:FREQ=WEEKLY;UNTIL=20240709\n{ZITA}",
    )
    assert [one.at.day for one in found if one.at] == [1, 8]


def test_a_time_may_be_left_out_by_its_instant_its_clock_or_its_day() -> None:
    event = "UID:1\nDTSTART;TZID=Europe/Berlin:20260301T230000\nRRULE:FREQ=DAILY;COUNT=4\n" + ZITA
    left = "EXDATE:20260301T220000Z\nEXDATE:20260302T230000\nEXDATE;VALUE=DATE:20260303\n"
    assert [one.at.day for one in meetings(left + event) if one.at] == [4]


def test_a_series_is_followed_a_quarter_ahead_and_fifteen_years_back() -> None:
    event = f"UID:1\nDTSTART;VALUE=DATE:20000101\nRRULE:FREQ=MONTHLY;BYMONTHDAY=1\n{ZITA}"
    found = [one.at for one in meetings(event) if one.at]
    assert ON - timedelta(days=15.1 * 365.25) < found[0] < ON - timedelta(days=14.8 * 365.25)
    assert ON + timedelta(days=60) < found[-1] < ON + timedelta(days=93)
    assert "its times more than 15 years ago are left out" in problems(event)


def test_the_owner_of_a_calendar_is_who_is_in_all_its_meetings() -> None:
    mine = "ATTENDEE;CN=Odo Fennimarsh:mailto:odo@tarn.example\n"
    events = [f"UID:{n}\nDTSTART:2026030{n}T080000Z\n{mine}ATTENDEE:mailto:p{n}@lantern.example" for n in range(1, 5)]
    found = read(ICal(), item_of("a.ics", calendar(*events)))
    owner = next(one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Profile))
    assert (owner.name, owner.certain, owner.identities[0].value) == ("Odo Fennimarsh", False, "odo@tarn.example")
    assert {str(one.owner and one.owner.value) for one in meetings(*events)} == {"odo@tarn.example"}


def test_two_who_are_in_all_meetings_leave_open_whose_calendar_it_is() -> None:
    both = f"{ZITA}\nATTENDEE:mailto:odo@tarn.example"
    assert {one.owner for one in meetings(*(f"UID:{n}\nDTSTART:2026030{n}T080000Z\n{both}" for n in range(1, 6)))} == {
        None
    }


def test_a_meeting_of_ones_own_calendar_need_not_name_its_owner() -> None:
    mine = "ATTENDEE;CN=Odo Fennimarsh:mailto:odo@tarn.example\n"
    events = [f"UID:{n}\nDTSTART:2026030{n}T080000Z\n{mine}ATTENDEE:mailto:p{n}@lantern.example" for n in range(1, 5)]
    found = meetings(*events, f"UID:9\nDTSTART:20260309T080000Z\n{ZITA}")
    assert [one.is_mine for one in found] == [True] * 5


def test_an_owner_who_said_no_was_not_there_and_the_record_says_so() -> None:
    head = "X-WR-CALNAME:odo@tarn.example\n"
    (found,) = meetings(
        f"UID:1\nDTSTART:20260301T080000Z\n{ZITA}\nATTENDEE;PARTSTAT=DECLINED:mailto:odo@tarn.example", head=head
    )
    assert not found.is_mine
    assert [one.identity.value for one in found.declined if one.identity] == ["odo@tarn.example"]


@pytest.mark.parametrize(
    "line",
    [
        "ATTENDEE;CUTYPE=ROOM:mailto:pier@lantern.example",
        "ATTENDEE;CUTYPE=RESOURCE:mailto:pier@lantern.example",
        "ATTENDEE;CUTYPE=GROUP:mailto:all@lantern.example",
        "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:watcher@lantern.example",
        "ATTENDEE:mailto:c_1@group.calendar.google.com",
        "ATTENDEE:mailto:lantern.example_1@resource.calendar.google.com",
        "ORGANIZER:mailto:unknownorganizer@calendar.google.com",
        "ATTENDEE:",
        "ATTENDEE:urn:uuid:3c7f",
    ],
)
def test_rooms_groups_calendars_and_watchers_are_nobody(line: str) -> None:
    assert problems(f"UID:1\nDTSTART:20260301T080000Z\n{line}") == ["nobody but you in it"]


@pytest.mark.parametrize(
    ("line", "name", "address"),
    [
        ("ATTENDEE;CN=zita@lantern.example:MAILTO:Zita@Lantern.example", "", "zita@lantern.example"),
        ('ATTENDEE;CN="Quarrenhold; Zita":mailto:zita@lantern.example', "Quarrenhold; Zita", "zita@lantern.example"),
        ("ATTENDEE:zita@lantern.example", "", "zita@lantern.example"),
        ("ATTENDEE;CN=Zita:mailto:zita%2Bx@lantern.example?subject=hm", "Zita", "zita+x@lantern.example"),
        ("ATTENDEE;CN=Z^'it^'a;EMAIL=zita@lantern.example:urn:uuid:1", 'Z"it"a', "zita@lantern.example"),
        ('ATTENDEE;CN="Zita;PARTSTAT=ACCEPTED:mailto:zita@lantern.example', "", "zita@lantern.example"),
        ("ATTENDEE;CN=Zita:/o=ExchangeLabs/cn=Recipients/cn=zita", "Zita", ""),
        ("ATTENDEE;CN=Zita:invalid:nomail", "Zita", ""),
        ("ATTENDEE;CN=zita:mailto:zita@lantern.example", "", "zita@lantern.example"),
        ("ATTENDEE;CN=Zita:mailto:zita@lantern.example", "Zita", "zita@lantern.example"),
        ("ATTENDEE;CN=Zita Q/HQ/Boats:mailto:zita@lantern.example", "Zita Q", "zita@lantern.example"),
        ("ATTENDEE;CN=Zita Q (she/her):mailto:zita@lantern.example", "Zita Q (she/her)", "zita@lantern.example"),
        ("ATTENDEE:mailto:Zita%20Q%20%3Czita@lantern.example%3E", "Zita Q", "zita@lantern.example"),
    ],
)
def test_a_guest_is_known_in_every_spelling(line: str, name: str, address: str) -> None:
    (found,) = meetings(f"UID:1\nDTSTART:20260301T080000Z\n{line}")
    (party,) = found.attendees
    assert (party.name, party.identity.value if party.identity else "") == (name, address)


def test_a_letter_split_by_a_fold_is_whole_again() -> None:
    title = "Café".encode()
    data = calendar(f"UID:1\nDTSTART:20260301T080000Z\nSUMMARY:X\n{ZITA}").replace(
        b"SUMMARY:X", b"SUMMARY:" + title[:-1] + b"\r\n " + title[-1:]
    )
    found = read(ICal(), item_of("a.ics", data))
    assert [one.record.title for one in found if isinstance(one, Sighted) and isinstance(one.record, Meeting)] == [
        "Café"
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_calendar_is_read_in_every_encoding(encoding: str) -> None:
    data = calendar(f"UID:1\nDTSTART:20260301T080000Z\nSUMMARY:Frühstück\n{ZITA}").decode().encode(encoding)
    found = read(ICal(), item_of("a.ics", data))
    assert "Frühstück" in [
        one.record.title for one in found if isinstance(one, Sighted) and isinstance(one.record, Meeting)
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r"])
def test_lines_may_end_in_every_way(ends: str) -> None:
    data = calendar(f"UID:1\nDTSTART:20260301T080000Z\nSUMMARY:A\n  B\n{ZITA}").replace(b"\n", ends.encode())
    found = read(ICal(), item_of("a.ics", data))
    assert [one.record.title for one in found if isinstance(one, Sighted) and isinstance(one.record, Meeting)] == [
        "A B"
    ]


def test_an_answer_to_an_invitation_is_no_meeting_and_a_cancelled_one_never_took_place() -> None:
    event = f"UID:1\nDTSTART:20260301T080000Z\n{ZITA}"
    assert problems(event, head="METHOD:REPLY\n") == ["an answer to an invitation, not the meeting itself"]
    assert [one.is_cancelled for one in meetings(event, head="METHOD:CANCEL\n")] == [True]
    assert [one.is_cancelled for one in meetings(f"{event}\nSTATUS:CANCELLED")] == [True]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ida Vellacott's Birthday", "Ida Vellacott"),
        ("Geburtstag von Ida Vellacott", "Ida Vellacott"),
        ("Anniversaire de Ida Vellacott", "Ida Vellacott"),
        ("Cumpleaños de Ida Vellacott", "Ida Vellacott"),
        ("Aniversário de Ida Vellacott", "Ida Vellacott"),
        ("Compleanno di Ida Vellacott", "Ida Vellacott"),
        ("Ida Vellacott is jarig", "Ida Vellacott"),
        ("🎂 Ida Vellacott’s birthday (1981)", "Ida Vellacott"),
    ],
)
def test_a_birthday_is_known_by_its_phrase_and_its_rule(title: str, name: str) -> None:
    event = f"UID:1\nDTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:{title}"
    found = read(ICal(), item_of("a.ics", calendar(event)))
    (contact,) = [one.record for one in found if isinstance(one, Sighted) and isinstance(one.record, Contact)]
    assert contact.name == name
    assert contact.birthday is not None
    assert contact.birthday.iso() == ("1981-02-29" if "1981" in title else "--02-29")


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART;VALUE=DATE:20240229\nSUMMARY:Ida Vellacott's birthday",
        "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;COUNT=2\nSUMMARY:Ida Vellacott's birthday",
        "DTSTART:20240229T080000Z\nRRULE:FREQ=YEARLY\nSUMMARY:Ida Vellacott's birthday",
        "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Mum's birthday",
        "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Ida Vellacott",
        "DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY\nSUMMARY:Plan Ida Vellacott's birthday party",
    ],
)
def test_what_only_looks_like_a_birthday_is_none(event: str) -> None:
    assert problems(f"UID:1\n{event}") == ["nobody but you in it"]


def test_a_zone_that_the_calendar_writes_out_itself_is_followed() -> None:
    zones = Zones()
    zones.define([
        "TZID:Tarn",
        *("BEGIN:STANDARD", "DTSTART:20000101T000000", "TZOFFSETFROM:+0500", "TZOFFSETTO:+0545", "END:STANDARD"),
    ])  # fmt: skip
    found = zones.named("Tarn")
    assert found is not None
    assert datetime(2024, 1, 1, tzinfo=found).utcoffset() == timedelta(hours=5, minutes=45)
    assert zones.named("Nowhere at all") is None
