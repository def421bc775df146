"""Birthdays as address books tell them, and by which clock they begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kithly.people import Person
from kithly.people.whereabouts import country_of
from kithly.reasons import BirthdayTold, Clock, LeapDay
from kithly.records import Contact, PartialDate, Record
from kithly.store import Reading, Stored

WITH_ID = ("uid:", "at:")
"""How keys begin of cards that one address book knows by an id or a place of its own.

A card without is known by its address, and so may stand in several books: what the newest leaves out, another may
still tell.
"""
LEAP = "leap-birthday"  # what the user says of themselves: which day stands for 29 February


def birthdays_told(lines: Iterable[Stored]) -> tuple[BirthdayTold, ...]:
    """Return what lines of address books say of a birthday, each by its newest version that is not merely silent.

    Args:
        lines: Versions, those of one line oldest first.
    """
    newest: dict[int, Stored] = {}
    for stored in lines:
        before = newest.get(stored.seq)
        if before is None or not _is_silent(stored.record) or not _birthday(before.record):
            newest[stored.seq] = stored
    return tuple(
        BirthdayTold(record=stored.id, source=stored.source, observed_at=stored.observed_at, day=stored.record.birthday)
        for stored in newest.values()
        if isinstance(stored.record, Contact) and stored.record.birthday
    )


def with_birthdays(tx: Reading, contacts: Mapping[int, Stored], several: Iterable[int]) -> dict[int, Stored]:
    """Return contact records with the birthday that an older version tells and the newest is silent about.

    Args:
        tx: Where to read older versions.
        contacts: Current records, by number.
        several: Numbers of those that said different things at different times.
    """
    silent = [seq for seq in several if seq in contacts and _is_silent(contacts[seq].record)]
    found = dict(contacts)
    for seq, versions in (tx.records.versions_of(silent) if silent else {}).items():
        record = contacts[seq].record
        told = [day for stored in versions if (day := _birthday(stored.record))]
        if told and isinstance(record, Contact):
            found[seq] = replace(contacts[seq], record=replace(record, birthday=told[-1]))
    return found


def _is_silent(record: Record) -> bool:
    """Say whether a card may leave out what the same person's card in another book tells."""
    is_card = isinstance(record, Contact) and record.connected_on is None
    return is_card and not _birthday(record) and not record.key.startswith(WITH_ID)


def _birthday(record: Record) -> PartialDate | None:
    return record.birthday if isinstance(record, Contact) else None


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
