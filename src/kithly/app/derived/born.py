"""Birthdays as address books tell them, and by which clock they begin."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kithly.people import Person
from kithly.people.whereabouts import country_of
from kithly.reasons import BirthdayTold, Clock, LeapDay
from kithly.records import Contact
from kithly.store import Reading, Stored

LEAP = "leap-birthday"  # what the user says of themselves: which day stands for 29 February


def birthdays_told(lines: Iterable[Stored]) -> tuple[BirthdayTold, ...]:
    """Return what lines of address books say of a birthday, each by its newest version.

    Args:
        lines: Versions, those of one line oldest first.
    """
    newest = {stored.seq: stored for stored in lines}
    return tuple(
        BirthdayTold(record=stored.id, source=stored.source, observed_at=stored.observed_at, day=stored.record.birthday)
        for stored in newest.values()
        if isinstance(stored.record, Contact) and stored.record.birthday
    )


def clock_of(person: Person, lines: Iterable[Stored]) -> Clock:
    """Return by which clock somebody's days begin, as addresses and numbers tell; an empty one where none does."""
    newest = {stored.seq: stored.record for stored in lines}
    places = [place for record in newest.values() if isinstance(record, Contact) for place in record.places]
    country = country_of(person.identities, places)
    if country is None:
        return Clock()
    return Clock(zones=tuple(_zones(country.zones)), country=country.name)


def _zones(names: Iterable[str]) -> Iterable[ZoneInfo]:
    """Yield the zones this system knows."""
    for name in names:
        try:
            yield ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue


def leap_day(kept: Reading) -> LeapDay:
    """Return which day stands for 29 February in a year that has none, by the user's word."""
    told = [str(one.value) for one in kept.decisions.all("me") if one.subject == LEAP]
    return LeapDay(told[-1]) if told and told[-1] in set(LeapDay) else LeapDay.MARCH
