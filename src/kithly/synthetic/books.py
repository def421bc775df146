"""Writes ego's address book and calendar as the files that address books and calendars give out."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from kithly.synthetic.lately import Appointment, Card, Lately
from kithly.synthetic.model import Ego, Person

_FOLD = 74  # bytes of a line; the next begins with a blank
_NO_YEAR = 1604  # what Apple's address book writes for a year nobody told


def write_address_book(new: Lately, path: Path) -> int:
    """Write the address book as vCard 3.0, as a phone writes it; returns how many cards there are."""
    cards = (_card(new.world.people[card.person], card) for card in new.cards)
    _write(path, [line for lines in cards for line in lines], new.world.today)
    return len(new.cards)


def _card(person: Person, card: Card) -> list[str]:
    born = person.birthday
    year = "" if card.has_year else f";X-APPLE-OMIT-YEAR={_NO_YEAR}"
    day = born.isoformat() if card.has_year else f"{_NO_YEAR}-{born:%m-%d}"
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//Kithly//Synthetic//EN",
        f"N:{_text(person.family)};{_text(person.given)};;;",
        f"FN:{_text(person.name)}",
        f"EMAIL;type=INTERNET;type=pref:{card.address}",
        f"BDAY{year};value=date:{day}",
        *([f"ADR;type=HOME:;;Lock Lane {person.index};{_text(card.city)};;;"] if card.city else []),
        "END:VCARD",
    ]


def write_calendar(new: Lately, path: Path) -> int:
    """Write the calendar as iCalendar, called by its owner's address as Google calls it; returns how many entries."""
    ego, stamp = new.world.ego, datetime.combine(new.world.today, datetime.min.time())
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kithly//Synthetic//EN", f"X-WR-CALNAME:{ego.private}"]
    for number, one in enumerate(new.appointments, start=1):
        with_whom = new.world.people[one.person]
        lines += [
            "BEGIN:VEVENT",
            f"UID:made-up-{number}@calendar.example",
            f"DTSTAMP:{stamp - timedelta(days=30):%Y%m%dT%H%M%SZ}",
            *_times(one),
            f"SUMMARY:{_text(one.title)}",
            f"LOCATION:{_text(one.place)}",
            *_guests(ego, with_whom, one),
            "STATUS:CONFIRMED",
            "END:VEVENT",
        ]
    _write(path, [*lines, "END:VCALENDAR"], new.world.today)
    return len(new.appointments)


def _times(one: Appointment) -> list[str]:
    if one.days:
        last = one.starts + timedelta(days=one.days)
        return [f"DTSTART;VALUE=DATE:{one.starts:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}"]
    return [f"DTSTART:{one.starts:%Y%m%dT%H%M%SZ}", f"DTEND:{one.starts + timedelta(hours=1):%Y%m%dT%H%M%SZ}"]


def _guests(ego: Ego, person: Person, one: Appointment) -> list[str]:
    """Return who is in it: an hour is ego's own asking, whole days are the other's."""
    yes = "ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED"
    mine, theirs = f"CN={ego.name}:mailto:{ego.private}", f'CN="{person.name}":mailto:{one.address}'
    return [f"ORGANIZER;{theirs if one.days else mine}", f"{yes};{mine}", f"{yes};{theirs}"]


def _text(value: str) -> str:
    """Return a value with what has a meaning in these files escaped."""
    return value.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def _write(path: Path, lines: list[str], on: date) -> None:
    """Write lines into a file that is as old as the world's day: by that a reader knows since when it holds."""
    path.write_bytes("".join(f"{_folded(line)}\r\n" for line in lines).encode())
    written = datetime.combine(on, time(0), tzinfo=UTC).timestamp()
    os.utime(path, (written, written))


def _folded(line: str) -> str:
    """Return a line in pieces of so many bytes, none cut within a letter."""
    pieces, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > _FOLD:
            pieces.append("")
            size = 1 + len(letter.encode())
        pieces[-1] += letter
    return "\r\n ".join(pieces)
