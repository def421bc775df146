"""Public calendars of every make go through, and agree with the library that reads them whole where it can."""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path

import icalendar
import recurring_ical_events
from tests.unit.sources.telling import ON, item_of

from kithly.records import Meeting, Problem, Profile, Sighted
from kithly.sources.ical import ICal

MIN_FILES = 300
MIN_COMPARED = 30
MIN_SERIES = 120
BY_OFFSET = {"event_dtr_notz_untilz.ics"}  # its zone is an offset, which the library reads as no zone
MOST_COMPARED = 1 << 20  # bytes: one large calendar spells a zone in its own way, which the library takes from the file


def _files(corpora: Path) -> list[Path]:
    return [path for path in sorted((corpora / "icalendar").rglob("*")) if path.suffix in {".ics", ".vcs"}]


@cache
def _read(path: Path) -> tuple[Sighted | Problem, ...]:
    item = item_of(path.name, path.read_bytes())
    return tuple(ICal().read(item)) if ICal().recognises(item) else ()


def test_nothing_raises_and_every_event_is_a_record_or_a_problem(corpora: Path) -> None:
    files = _files(corpora)
    assert len(files) >= MIN_FILES
    for path in files:
        events = path.read_bytes().replace(b"\r", b"\n").upper().count(b"\nBEGIN:VEVENT\n")
        told = {one.at for one in _read(path) if not (isinstance(one, Sighted) and isinstance(one.record, Profile))}
        cancelled_or_out_of_sight = 12  # exceptions of a series that lie outside the years looked at
        if _read(path):
            assert len(told) >= events - cancelled_or_out_of_sight, path.name


def test_nothing_is_called_unreadable(corpora: Path) -> None:
    reasons = {one.reason for path in _files(corpora) for one in _read(path) if isinstance(one, Problem)}
    assert not [reason for reason in reasons if "cannot be read (" in reason]


def _expected(path: Path) -> dict[str, tuple[datetime, str]]:
    """Return begin and title of each event with people that takes place once, by the library's own reading."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            calendars = icalendar.Calendar.from_ical(path.read_bytes(), multiple=True)
        except Exception:  # noqa: BLE001 - the oracle breaks on foreign calendars; then it has nothing to say
            return {}
    found, often = {}, set()
    for event in (one for calendar in calendars for one in calendar.walk("VEVENT")):
        uid = str(event.get("UID", ""))
        if uid in found or "RRULE" in event or "RDATE" in event or "RECURRENCE-ID" in event:
            often.add(uid)
        told = event.get("DTSTART")
        start = told.dt if isinstance(told, icalendar.vDDDTypes) else None
        if "ATTENDEE" in event and isinstance(start, datetime) and start.tzinfo is not None:
            found[uid] = (start.astimezone(UTC), " ".join(str(event.get("SUMMARY", "")).split()))
    return {uid: told for uid, told in found.items() if uid not in often and len(uid) < 200}


def test_begin_and_title_agree_with_the_library(corpora: Path) -> None:
    compared, differ = 0, []
    for path in _files(corpora):
        ours = {
            one.record.uid: one.record
            for one in _read(path)
            if isinstance(one, Sighted) and isinstance(one.record, Meeting)
        }
        for uid, told in _expected(path).items():
            if uid in ours:
                compared += 1
                if (ours[uid].at, ours[uid].title) != told:
                    differ.append((path.name, uid, ours[uid].at, ours[uid].title, told))
    assert compared >= MIN_COMPARED
    assert differ == []


def _peopled(path: Path) -> bytes:
    """Return a calendar with a guest in each event, so that none is passed over."""
    return path.read_bytes().replace(b"END:VEVENT", b"ATTENDEE:mailto:ana@lantern.example\r\nEND:VEVENT")


def _series(data: bytes) -> dict[str, Counter[datetime]]:
    """Return the times of each series as the library works them out; nothing where it breaks."""
    first, last = ON.date() - timedelta(days=round(15 * 365.25)), ON.date() + timedelta(days=92)
    found: dict[str, Counter[datetime]] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for calendar in icalendar.Calendar.from_ical(data, multiple=True):
                repeated = {str(one.get("UID")) for one in calendar.walk("VEVENT") if "RRULE" in one or "RDATE" in one}
                for one in recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last):
                    if str(one.get("UID")) in repeated and one.get("STATUS") != "CANCELLED":
                        found.setdefault(str(one["UID"]), Counter())[_instant(one.start)] += 1
        except Exception:  # noqa: BLE001 - the oracle breaks on foreign calendars; then it has nothing to say
            return {}
    return found


def _instant(start: date) -> datetime:
    if not isinstance(start, datetime):
        return datetime.combine(start, time(12), UTC)
    return start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)


def test_the_times_of_series_agree_with_the_library(corpora: Path) -> None:
    compared, differ = 0, []
    for path in _files(corpora):
        if b"RRULE" not in path.read_bytes() or path.stat().st_size > MOST_COMPARED or path.name in BY_OFFSET:
            continue
        data = _peopled(path)
        item = item_of(path.name, data)
        found: dict[str, Counter[datetime]] = {}
        problems = []
        for one in ICal().read(item) if ICal().recognises(item) else ():
            if isinstance(one, Problem):
                problems.append(one.reason)
            elif isinstance(one.record, Meeting) and one.record.at and not one.record.is_cancelled:
                found.setdefault(one.record.uid, Counter())[one.record.at] += 1
        if any("only" in reason or "left out" in reason or "no known time zone" in reason for reason in problems):
            continue  # what is not followed to its end is told, and looked at elsewhere
        for uid, times in _series(data).items():
            compared += 1
            if found.get(uid) != times:
                differ.append((path.name, uid))
    assert compared >= MIN_SERIES
    assert differ == []
