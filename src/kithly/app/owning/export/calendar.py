"""Meetings that were kept, and birthdays, as a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, vCalAddress, vRecur

from kithly.app.owning.export.gathered import Gathered
from kithly.people import Person
from kithly.records import IdentityKind, Meeting, Party
from kithly.store import Stored

MADE_BY = "-//Kithly//Export//EN"
STAMP = datetime(2000, 1, 1, tzinfo=UTC)  # of birthdays, which no moment of an export changes
LEAP = 2000  # a year that has every day, for birthdays without one
_END = b"END:VCALENDAR\r\n"


def events(gathered: Gathered, meetings: Iterable[Stored]) -> Iterator[bytes]:
    """Yield a calendar part by part: its head, each appointment and birthday, its end."""
    yield head()
    for stored in meetings:
        if isinstance(stored.record, Meeting) and stored.record.at is not None:
            yield _meeting(stored.id, stored.record, stored.observed_at)
    for person in gathered.birthdays():
        event = _birthday(person)
        if event is not None:
            yield event
    yield _END


def head() -> bytes:
    """Return what stands before the appointments."""
    calendar = Calendar()
    calendar.add("prodid", MADE_BY)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return bytes(calendar.to_ical()).removesuffix(_END)


def _meeting(record: str, meeting: Meeting, observed_at: datetime) -> bytes:
    event = Event()
    event.add("uid", f"{record}@kithly.invalid")
    event.add("dtstamp", observed_at.astimezone(UTC))
    _times(event, meeting)
    event.add("summary", meeting.title)
    if meeting.text:
        event.add("description", meeting.text)
    if meeting.place:
        event.add("location", meeting.place)
    for party in meeting.attendees:
        _attendee(event, party, "ACCEPTED")
    for party in meeting.declined:
        _attendee(event, party, "DECLINED")
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return bytes(event.to_ical())


def _times(event: Event, meeting: Meeting) -> None:
    if meeting.at is None:
        raise ValueError("a meeting without a moment")
    if meeting.is_all_day:
        event.add("dtstart", meeting.at.date())
        return
    event.add("dtstart", meeting.at.astimezone(UTC))
    if meeting.minutes:
        event.add("duration", timedelta(minutes=meeting.minutes))


def _attendee(event: Event, party: Party, answer: str) -> None:
    who = party.identity
    address = f"mailto:{who.value}" if who is not None and who.kind is IdentityKind.EMAIL else "invalid:nomail"
    attendee = vCalAddress(address)
    if party.name:
        attendee.params["CN"] = party.name
    attendee.params["PARTSTAT"] = answer
    event.add("attendee", attendee, encode=False)


def _birthday(person: Person) -> bytes | None:
    born = person.birthday
    if born is None or not born.month or not born.day:
        return None
    try:
        day = date(born.year or LEAP, born.month, born.day)
    except ValueError:  # 30 February
        return None
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_URL, f'kithly:birthday:{person.id}')}@kithly.invalid")
    event.add("dtstamp", STAMP)
    event.add("dtstart", day)
    event.add("summary", f"Birthday of {person.name}")
    event.add("rrule", vRecur({"FREQ": "YEARLY"}))
    event.add("transp", "TRANSPARENT")
    return bytes(event.to_ical())
