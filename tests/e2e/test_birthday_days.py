"""Birthdays through the whole stack: cards and letters in, a told present, what `kithly today` shows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import time_machine
from tests.e2e.conftest import Kithly
from tests.e2e.letters import ME, mail

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SPOKE = datetime(2024, 5, 6, 12, tzinfo=UTC)
BROUGHT = datetime(2025, 3, 1, 9, tzinfo=UTC)
ZONES = sorted(available_timezones() - {"localtime", "posixrules", "Factory"})
SAMPLE = ("Africa/Cairo", "America/Havana", "Asia/Kathmandu", "Pacific/Kiritimati", "Etc/GMT+12", "Europe/London")
# How address books write a birthday: yearless, whole, with a time nobody meant, Apple's year, a year of zeros.
FORMS = ("--{:%m%d}", "--{:%m-%d}", "1976-{:%m-%d}", "1976{:%m%d}T120000Z", "1604-{:%m-%d}", "0100-{:%m-%d}")


@pytest.fixture(autouse=True)
def _another_present() -> Iterator[None]:
    """Let the system's clock say something else: only the told present counts."""
    with time_machine.travel(datetime(2033, 7, 8, tzinfo=UTC), tick=False):
        yield


def card(birthday: str, *lines: str) -> str:
    told = f"BDAY;X-APPLE-OMIT-YEAR=1604:{birthday}" if birthday.startswith("1604") else f"BDAY:{birthday}"
    body = ("BEGIN:VCARD", "VERSION:3.0", "FN:Ana Example", "N:Example;Ana;;;", "EMAIL:ana@example.net", told, *lines)
    return "\r\n".join((*body, "UID:ana-1", "END:VCARD", ""))


@pytest.fixture
def spoken(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which ego and Ana wrote to each other two years ago."""
    kept = tmp_path_factory.getbasetemp() / "spoken"
    if not kept.exists():
        letters = tmp_path / "letters.mbox"
        talks = [mail(1, ME, "ana@example.net", SPOKE), mail(2, "ana@example.net", ME, SPOKE + DAY)]
        letters.write_bytes(b"".join(talks))
        os.utime(letters, (BROUGHT.timestamp(),) * 2)
        made = Kithly(data=kept, now=BROUGHT)
        made.ok("me", "--set", f"address={ME}", "--set", "name=Robin Example")
        made.ok("import", letters)
    folder = tmp_path / "data"
    shutil.copytree(kept, folder)
    return folder


@dataclass
class Mornings:
    """One network, looked at again and again."""

    kithly: Kithly

    @classmethod
    def of(cls, folder: Path, birthday: str, zone: str, *lines: str) -> Mornings:
        path = folder.parent / "ana.vcf"
        path.write_text(card(birthday, *lines), "utf-8", newline="")
        os.utime(path, (BROUGHT.timestamp(),) * 2)
        kithly = Kithly(data=folder, now=BROUGHT)
        kithly.ok("import", path)
        kithly.ok("me", "--set", f"timezone={zone}")
        return cls(kithly)

    def hello(self, at: datetime) -> Any:
        """Return the greeting that is planned at an instant; None for none."""
        touches = self.kithly.view("today", "--minutes", "20", now=at.astimezone(UTC))["touches"]
        found = [one for one in touches if one["reason"]["kind"] == "birthday"]
        assert len(found) <= 1
        return found[0] if found else None


def local(day: date, zone: str, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), ZoneInfo(zone))


def check(folder: Path, on: date, zone: str, form: str) -> None:
    """Look before, on and after the day; say hello; look again, and a year later."""
    seen = Mornings.of(folder, form.format(on), zone)
    assert seen.hello(local(on - DAY, zone, 23, 30)) is None
    touch = seen.hello(local(on, zone, 12))
    assert touch["reason"]["on"] == on.isoformat()
    assert touch["kind"] == "greet"
    assert touch["reason"]["evidence"]
    assert seen.hello(local(on, zone, 23, 30))["id"] == touch["id"]
    assert seen.hello(local(on + 2 * DAY, zone, 12))["id"] == touch["id"]
    seen.kithly.ok("done", touch["id"], now=local(on + 2 * DAY, zone, 13).astimezone(UTC))
    assert seen.hello(local(on + 2 * DAY, zone, 14)) is None
    assert seen.hello(local(on + 3 * DAY, zone, 12)) is None


@pytest.mark.parametrize(("zone", "form"), list(zip(SAMPLE, FORMS, strict=True)))
def test_a_greeting_comes_on_the_day_in_any_zone_and_form(spoken: Path, zone: str, form: str) -> None:
    check(spoken, date(2026, 4, 24), zone, form)  # clocks are moved on it in Cairo, at midnight


@pytest.mark.parametrize("on", [date(2027, 12, 31), date(2028, 2, 29), date(2026, 11, 1)])
def test_a_greeting_comes_at_the_ends_of_years_and_in_leap_years(spoken: Path, on: date) -> None:
    check(spoken, on, "America/Havana", "--{:%m%d}")


def test_the_29th_of_february_moves_by_one_setting_and_no_further(spoken: Path) -> None:
    seen = Mornings.of(spoken, "--02-29", "Europe/London")
    assert seen.hello(local(date(2027, 2, 28), "Europe/London", 12)) is None
    assert seen.hello(local(date(2027, 3, 1), "Europe/London", 12))["reason"]["on"] == "2027-03-01"
    seen.kithly.ok("me", "--set", "leap-birthday=28 February", now=datetime(2026, 3, 1, tzinfo=UTC))
    touch = seen.hello(local(date(2029, 2, 28), "Europe/London", 12))
    assert touch["reason"]["on"] == "2029-02-28"
    seen.kithly.ok("done", touch["id"], now=datetime(2029, 2, 28, 13, tzinfo=UTC))
    seen.kithly.ok("me", "--set", "leap-birthday=1 March", now=datetime(2029, 2, 28, 14, tzinfo=UTC))
    assert seen.hello(local(date(2029, 3, 1), "Europe/London", 12)) is None  # not twice in a year


def test_who_lives_far_in_the_east_is_greeted_when_it_is_their_day(spoken: Path) -> None:
    seen = Mornings.of(spoken, "1980-06-14", "Europe/London", "TEL:+6421345678")
    assert seen.hello(datetime(2026, 6, 13, 8, tzinfo=UTC)) is None  # the plan of ego's 13th is written
    touch = seen.hello(datetime(2026, 6, 13, 14, tzinfo=UTC))  # and made anew when the 14th has begun there
    assert touch["reason"]["text"] == "It is Ana's birthday: 14 June has begun in New Zealand."


def test_a_birthday_is_told_ahead_on_the_page_of_the_person_and_drafted_by_nobody(spoken: Path) -> None:
    seen = Mornings.of(spoken, "1980-06-14", "Europe/London")
    ahead = datetime(2026, 6, 11, 9, tzinfo=UTC)
    assert seen.hello(ahead) is None
    reasons = seen.kithly.view("person", "Ana", now=ahead)["reasons"]
    assert "Ana's birthday is on 14 June, in 3 days." in [one["text"] for one in reasons]
    assert "birthday" not in seen.kithly.ok("write", "Ana", now=ahead).lower()


def test_not_this_reason_ends_it_for_all_years(spoken: Path) -> None:
    seen = Mornings.of(spoken, "1980-06-14", "Europe/London")
    touch = seen.hello(datetime(2026, 6, 14, 9, tzinfo=UTC))
    seen.kithly.ok("skip", touch["id"], now=datetime(2026, 6, 14, 10, tzinfo=UTC))
    assert seen.hello(datetime(2027, 6, 14, 9, tzinfo=UTC)) is None


def test_it_comes_again_in_the_next_year_with_its_own_words(spoken: Path) -> None:
    seen = Mornings.of(spoken, "1980-06-14", "Europe/London")
    first = seen.hello(datetime(2026, 6, 14, 9, tzinfo=UTC))
    wish, _, _ = first["draft"]["text"].partition("!")
    assert "birthday" in wish
    assert "late" not in wish
    seen.kithly.ok("done", first["id"], now=datetime(2026, 6, 14, 10, tzinfo=UTC))
    again = seen.hello(datetime(2027, 6, 15, 9, tzinfo=UTC))
    assert again["id"] != first["id"]
    assert again["reason"]["text"] == "Ana's birthday was yesterday, 14 June."
    assert "late" in again["draft"]["text"] or "belated" in again["draft"]["text"]


@pytest.mark.slow
@pytest.mark.parametrize("place", range(len(ZONES)))
def test_every_zone_through_the_whole_stack(spoken: Path, place: int) -> None:
    days = (date(2026, 3, 29), date(2027, 12, 31), date(2028, 2, 29), date(2027, 1, 1), date(2028, 10, 29))
    forms = FORMS[:-1]  # the first of January of the year 100 is an empty field
    check(spoken, days[place % len(days)], ZONES[place], forms[place // len(days) % len(forms)])
