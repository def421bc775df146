"""Every clock, three years, every odd day, through the whole stack: cards in, a told present, who is to be greeted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pytest
from tests.e2e.conftest import Kithly
from tests.e2e.letters import ME, mail

from kithly.app.derived.closely import Ties, reasons_now
from kithly.app.network import Network, open_network
from kithly.app.today.planning import open_day
from kithly.people import PersonId
from kithly.plan import Minutes
from kithly.reasons import LeapDay, ReasonKind, in_year
from kithly.records import PartialDate

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LATE = 2 * DAY  # so long after the day a greeting may still come
SPOKE, BROUGHT = datetime(2024, 5, 6, 12, tzinfo=UTC), datetime(2025, 3, 1, 9, tzinfo=UTC)
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
SAMPLE = ("Africa/Cairo", "America/Havana", "Pacific/Kiritimati")
YEARS = (2026, 2027, 2028)
FIXED = ((2, 28), (2, 29), (3, 1), (12, 31), (1, 1), (6, 14))
# How address books write a day: yearless, whole, with a time nobody meant, Apple's year, a year of zeros.
FORMS = (
    "--{0:02}{1:02}",
    "--{0:02}-{1:02}",
    "1976-{0:02}-{1:02}",
    "1976{0:02}{1:02}T120000Z",
    "1604-{0:02}-{1:02}",
    "0100-{0:02}-{1:02}",
)
HOURS = (timedelta(minutes=-30), timedelta(minutes=30), 12 * HOUR)  # around the midnight a day begins with


def turns_of(zone: ZoneInfo, year: int) -> set[tuple[int, int]]:
    """Return the days of a year on which clocks are moved, and those after them."""
    noons = [datetime(year, 1, 1, 12, tzinfo=UTC) + step * DAY for step in range(366)]
    offsets = [at.astimezone(zone).utcoffset() for at in noons]
    moved = [at for at, here, there in zip(noons, offsets, offsets[1:], strict=False) if here != there]
    days = {(at + step * DAY).astimezone(zone).date() for at in moved for step in (0, 1, 2)}
    return {(day.month, day.day) for day in days}


def clock_of(zone: ZoneInfo) -> tuple[tuple[datetime, timedelta], ...]:
    """Return from when on which offset holds, around all those years; two zones that agree here never differ."""
    at, last, end = datetime(YEARS[0] - 1, 12, 1, tzinfo=UTC), None, datetime(YEARS[-1] + 1, 2, 1, tzinfo=UTC)
    told: list[tuple[datetime, timedelta]] = []
    while at < end:
        offset = at.astimezone(zone).utcoffset()
        assert offset is not None
        if offset != last:
            told.append((_moved(at - DAY, at, zone) if told else at, offset))
        at, last = at + DAY, offset
    return tuple(told)


def _moved(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the second at which the clock was moved, between two instants."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after


@dataclass(frozen=True, slots=True)
class Circle:
    """A network of people with birthdays.

    Attributes:
        network: It.
        born: Who was born on which day, by id.
    """

    network: Network
    born: dict[PersonId, PartialDate]

    def expected(self, today: date) -> set[PersonId]:
        """Return who may be greeted on a day."""
        coming = {
            who: [in_year(day, today.year + step, LeapDay.MARCH) for step in (-1, 0)] for who, day in self.born.items()
        }
        return {who for who, days in coming.items() if any(timedelta() <= today - on <= LATE for on in days)}

    def found(self, at: datetime, zone: ZoneInfo) -> set[PersonId]:
        """Return whom Kithly would greet at an instant, in a zone of the user's."""
        local = at.astimezone(zone)
        with self.network.store.reading() as kept:
            near = [who for who, day in self.born.items() if _is_near(day, local.date())]
            _, reasons = reasons_now(kept, near, Ties(kept, at), now=local)
        born = [one for one in reasons if one.kind is ReasonKind.BIRTHDAY and one.has_begun(at)]
        return {one.person for one in born if one.ends and local.date() <= one.ends}

    def planned(self, at: datetime, zone: ZoneInfo) -> set[PersonId]:
        """Return whose birthday is on the plan of the day; the plan is not kept."""
        now = replace(self.network, now=at, zone=zone)
        with self.network.store.rehearsal() as tx:
            plan = open_day(tx, now, budget=Minutes(60.0)).written.plan
        return {one.person for one in plan.touches if one.reason.kind is ReasonKind.BIRTHDAY}


def _is_near(day: PartialDate, today: date) -> bool:
    coming = [in_year(day, today.year + step, LeapDay.MARCH) for step in (-1, 0, 1)]
    return any(abs(on - today) <= 5 * DAY for on in coming)


def make_circle(folder: Path, days: list[tuple[int, int]]) -> Path:
    """Import cards of people born on some days, and old letters with each."""
    cards, letters = folder / "book.vcf", folder / "letters.mbox"
    who = [f"{chr(97 + number // 26)}{chr(97 + number % 26)}na@example.net" for number in range(len(days))]
    cards.write_text("".join(card(*one, number) for number, one in enumerate(zip(who, days, strict=True))), "utf-8")
    talks = [(number, pair) for number, one in enumerate(who) for pair in ((ME, one), (one, ME))]
    letters.write_bytes(b"".join(mail(number, *pair, SPOKE + number * HOUR) for number, pair in talks))
    for path in (cards, letters):
        os.utime(path, (BROUGHT.timestamp(),) * 2)
    kithly = Kithly(data=folder / "data", now=BROUGHT)
    kithly.ok("me", "--set", f"address={ME}", "--set", "name=Robin Example")
    kithly.ok("import", letters, cards)
    return kithly.data


def card(address: str, day: tuple[int, int], number: int) -> str:
    """Return a card; nobody was born on the first of January of the year 100, which is an empty field."""
    told = FORMS[number % (len(FORMS) - (day == (1, 1)))].format(*day)
    omitted = ";X-APPLE-OMIT-YEAR=1604" if told.startswith("1604") else ""
    given = address.split("@", maxsplit=1)[0].title()
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"FN:{given} Example", f"N:Example;{given};;;", f"EMAIL:{address}")
    return "\r\n".join((*lines, f"BDAY{omitted}:{told}", f"UID:{address}", "END:VCARD", ""))


@contextmanager
def circle_of(folder: Path, zones: Sequence[str]) -> Iterator[Circle]:
    """Make people born on every odd day of some zones and years."""
    turns = set().union(*(turns_of(ZoneInfo(zone), year) for zone in zones for year in YEARS))
    days = sorted(turns | set(FIXED))
    with open_network(make_circle(folder, days), now=BROUGHT) as network:
        with network.store.reading() as kept:
            people = [row.person for row in kept.people.all() if row.person.birthday]
        born = {one.id: PartialDate(month=one.birthday.month, day=one.birthday.day) for one in people if one.birthday}
        assert {(day.month, day.day) for day in born.values()} == set(days)
        yield Circle(network, born)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Circle]:
    with circle_of(tmp_path_factory.mktemp("few"), SAMPLE) as found:
        yield found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Circle]:
    with circle_of(tmp_path_factory.mktemp("many"), ZONES) as found:
        yield found


@pytest.fixture(scope="module")
def tried() -> dict[object, str]:
    """Return the first zone that was tried of each clock, which is filled in as they are."""
    return {}


def around(on: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Return instants around the midnight with which a day begins."""
    start = datetime.combine(on, time(), zone).astimezone(UTC)
    return tuple(start + hour for hour in HOURS)


def check(circle: Circle, name: str, year: int) -> None:
    """Look around the midnights at which each odd day of a zone begins and is over."""
    zone = ZoneInfo(name)
    days = [
        in_year(PartialDate(month=one[0], day=one[1]), year, LeapDay.MARCH) for one in turns_of(zone, year) | set(FIXED)
    ]
    for on in sorted({*days, *(day + LATE + DAY for day in days)}):
        for at in around(on, zone):
            assert_right(circle, at, zone)
    noon = datetime.combine(days[0], time(12), zone).astimezone(UTC)
    planned = circle.planned(noon, zone)
    assert planned
    assert planned <= circle.expected(days[0])


def assert_right(circle: Circle, at: datetime, zone: ZoneInfo) -> None:
    """Demand that whoever has a birthday is greeted, and nobody else; an hour that comes twice may wait."""
    found, wanted = circle.found(at, zone), circle.expected(at.astimezone(zone).date())
    near = {(at + step).astimezone(zone).utcoffset() for step in (-2 * HOUR, timedelta(), 2 * HOUR)}
    assert found <= wanted, (zone, at, "early, or too late")
    assert found == wanted or len(near) > 1, (zone, at, "not on the day")


@pytest.mark.parametrize("name", SAMPLE)
def test_odd_zones_in_a_leap_year(few: Circle, name: str) -> None:
    check(few, name, 2028)


@pytest.mark.slow
@pytest.mark.parametrize("name", ZONES)
def test_every_zone_in_three_years(many: Circle, name: str, tried: dict[object, str]) -> None:
    zone = ZoneInfo(name)
    if tried.setdefault(clock_of(zone), name) == name:
        for year in YEARS:
            check(many, name, year)
    else:  # by another name, the same clock at every moment: its name alone might matter
        for at in around(date(2028, 2, 29), zone):
            assert_right(many, at, zone)
