"""What a year brings: exports that grow every month, an address book with birthdays, cards on a server that change."""

from __future__ import annotations

import os
from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from tests.e2e.letters import mail

from kithly.app.when import DAYS
from kithly.synthetic import era_of, make_world, write_linkedin, write_mbox
from kithly.synthetic.model import Shape, World
from kithly.ties.words import MONTHS

DAY = timedelta(days=1)
BEGINS = date(2027, 6, 1)  # the year that follows holds a 29th of February, and clocks are moved twice
ZONE = "Europe/Berlin"
ODD = (
    (2, 29), (2, 28), (3, 1), (12, 31), (1, 1), (12, 25),
    (10, 31), (11, 1), (3, 26), (3, 27),  # clocks are moved in Berlin, and the day after
    (11, 7), (3, 12), (9, 26), (4, 2),  # in New York, and in Auckland
    (6, 1), (5, 31),  # the ends of the year that is lived here
)  # fmt: skip
PHONES = ("", "+6421345", "+1212555", "+819012345", "+4420794")  # where somebody lives, by the beginning of a number
FORMS = ("--{:%m%d}", "--{:%m-%d}", "1976-{:%m-%d}", "1604-{:%m-%d}")  # how address books write a day
SPREAD = 9  # days between two of the other birthdays
GIVEN = ("Ada", "Bruno", "Celia", "Dario", "Edda", "Falk", "Greta", "Hanno", "Ines", "Jaro", "Kaja", "Levin", "Mira")
FAMILY = ("Amsel", "Buchfink", "Dohle", "Eisvogel", "Kranich", "Lerche")
LATE = 2  # days a greeting may come after the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Born:
    """Somebody with a birthday, known by a card and by two old letters."""

    number: int
    month: int
    day: int

    @property
    def name(self) -> str:
        return f"{GIVEN[self.number % len(GIVEN)]} {FAMILY[self.number // len(GIVEN)]}"

    @property
    def address(self) -> str:
        return f"{self.name.lower().replace(' ', '.')}@example.net"

    @property
    def phone(self) -> str:
        begins = PHONES[self.number % len(PHONES)]
        return f"{begins}{self.number:03}" if begins else ""

    def on(self, year: int) -> date:
        """Return the day in a year; who was born on the 29th of February has the 1st of March where there is none."""
        is_moved = (self.month, self.day) == (2, 29) and not isleap(year)
        return date(year, 3, 1) if is_moved else date(year, self.month, self.day)

    def card(self) -> str:
        told = FORMS[self.number % len(FORMS)].format(date(2000, self.month, self.day))
        omitted = ";X-APPLE-OMIT-YEAR=1604" if told.startswith("1604") else ""
        return card(self.name, self.address, f"BDAY{omitted}:{told}", *([f"TEL:{self.phone}"] if self.phone else []))


def card(name: str, address: str, *lines: str) -> str:
    """Return a card of an address book."""
    given, family = name.split()
    body = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{name}", f"N:{family};{given};;;", f"EMAIL:{address}", *lines)
    return "\r\n".join((*body, f"UID:{address}", "END:VCARD", ""))


def born(days: int) -> tuple[Born, ...]:
    """Return who has a birthday in so many days from the beginning: odd days and ordinary ones."""
    spread = [(day.month, day.day) for step in range(0, days, SPREAD) for day in [BEGINS + step * DAY]]
    return tuple(Born(number=number, month=one[0], day=one[1]) for number, one in enumerate((*ODD, *spread)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """A made-up world whose exports grow.

    Attributes:
        folder: Where they are written.
        world: Whose.
        born: Who has a birthday.
    """

    folder: Path
    world: World
    born: tuple[Born, ...]

    @classmethod
    def of(cls, folder: Path, *, days: int, people: int, years: int = 4) -> Sources:
        """Make a world of so many people, that goes on for so many days and began so many years before their end."""
        world = make_world(5, today=BEGINS + days * DAY, shape=Shape(people=people, years=years))
        return cls(folder=folder, world=world, born=born(days))

    @property
    def names(self) -> frozenset[str]:
        """Who has a birthday, by name."""
        return frozenset(one.name for one in self.born)

    def exports(self, day: date) -> tuple[Path, ...]:
        """Write the exports of a day: each holds what those of before held, and more."""
        archive = self.folder / f"Basic_LinkedInDataExport_{day:%m-%d-%Y}.zip"
        write_linkedin(self.world, archive, on=day, era=era_of(day), complete=False)
        write_mbox(self.world, self.folder / "All mail.mbox", style="takeout", until=day)
        return archive, self.folder / "All mail.mbox", self.book(day), self.letters()

    def book(self, day: date) -> Path:
        """Write the address book; one card more each month."""
        more = [card(f"Carl {MONTHS[day.month - 1]}son", f"carl.{day:%m}@example.net")]
        return self._kept(f"book of {day}.vcf", "".join([*(one.card() for one in self.born), *more]).encode(), day)

    def letters(self) -> Path:
        """Write the old letters with whoever has a birthday."""
        me, at = self.world.ego.private, datetime.combine(BEGINS - 400 * DAY, time(12), UTC)
        both = ((one, who) for one in self.born for who in ((me, one.address), (one.address, me)))
        letters = [mail(one.number, *who, at + one.number * timedelta(hours=1)) for one, who in both]
        return self._kept("old letters.mbox", b"".join(letters), BEGINS - DAY)

    def on_the_server(self, week: int) -> Iterator[tuple[str, str]]:
        """Yield cards that are put on a server in a week, each with its name there: one new, one changed."""
        yield f"{week}.vcf", card(f"Dora {DAYS[week % 7]}{MONTHS[week // 7 % 12]}", f"dora.{week}@example.net")
        if week:
            yield "0.vcf", card(f"Dora {DAYS[0]}{MONTHS[0]}", "dora.0@example.net", f"TITLE:Captain {week}")

    def expected(self, day: date) -> Mapping[str, date]:
        """Return whose birthday may be greeted on a day in the morning of Berlin, by name, and the birthday."""
        years = (day.year - 1, day.year)
        return {one.name: on for one in self.born for year in years if 0 <= (day - (on := one.on(year))).days <= LATE}

    def _kept(self, name: str, content: bytes, day: date) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        at = datetime.combine(day, time(6), UTC).timestamp()
        os.utime(path, (at, at))
        return path
