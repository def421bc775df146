"""The user's days in words: what they write is read, and what was kept is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any

from kithly.app.said.day_rules import LIMIT
from kithly.app.settings import LEARN, minutes_from
from kithly.app.when import DAYS
from kithly.errors import SettingsError
from kithly.plan import Act, Holiday
from kithly.plan.doors import CHATS, NETWORKS
from kithly.plan.limits import ANYWHERE
from kithly.ties.words import MONTHS

KEYS = ("minutes", "quiet-hours", "quiet-days", "holiday", "no-holiday", "limit", "share")
NONE = frozenset({"", "none", "no"})
PLACES = ("linkedin", "email", "phone", "other", *sorted(one.value for one in CHATS | NETWORKS))
MOST = 1_000  # hellos of a limit
LEAP = 2000  # a year with a 29 February, to read a day of every year

_LIMIT = re.compile(r"([a-z*]+)(?::([a-z]+))?=\s*(?:(\d{1,4})(?:/(\d{1,4}))?)?", re.IGNORECASE)


def read_value(key: str, value: str) -> Any:
    """Return what the user wrote as it is kept.

    Raises:
        SettingsError: The key is unknown or the value unusable.
    """
    told = value.strip()
    if key not in KEYS:
        raise SettingsError(key, f"There is no key {key!r}.", hint="Keys: " + ", ".join(KEYS))
    if key == "minutes":
        return None if told.lower() in NONE else LEARN if told.lower() == LEARN else minutes_from(told)
    if key == "quiet-hours":
        return None if told.lower() in NONE else _hours(told)
    if key == "quiet-days":
        return [] if told.lower() in NONE else _weekdays(told)
    if key == "share":
        return _switch(told)
    return _limit(told) if key == "limit" else _holiday(told)


def _switch(told: str) -> bool | None:
    """Return on as True, off as False, and a word taken back as None."""
    known = {"on": True, "yes": True, "off": False, "no": False, "": None, "none": None}
    if told.lower() not in known:
        raise SettingsError("share", f"{told!r} is neither on nor off.", hint="kithly rhythm --share off")
    return known[told.lower()]


def _hours(told: str) -> list[str]:
    """Return ``19-8`` or ``19:30-07:45`` as two times of the clock."""
    parts = [part.strip() for part in re.split("[-–]", told)]
    try:
        start, end = (_time(part) for part in parts)
    except (ValueError, OverflowError) as error:
        raise SettingsError(
            "quiet-hours", f"{told!r} are no hours.", hint="kithly rhythm --quiet-hours 19-8"
        ) from error
    if start == end:
        raise SettingsError(
            "quiet-hours", "These hours begin when they end.", hint="kithly rhythm --minutes 0 plans nothing"
        )
    return [start, end]


def _time(part: str) -> str:
    hour, _, minute = part.partition(":")
    return time(int(hour) % 24 if hour == "24" else int(hour), int(minute or 0)).isoformat("minutes")


def _weekdays(told: str) -> list[int]:
    found = set()
    for part in re.split(r"[\s,]+", told):
        fitting = [place for place, name in enumerate(DAYS) if len(part) > 1 and name.lower().startswith(part.lower())]
        if len(fitting) != 1:
            raise SettingsError(
                "quiet-days", f"{part!r} is no day of the week.", hint="kithly rhythm --quiet-days sat,sun"
            )
        found.add(fitting[0])
    return sorted(found)


def _holiday(told: str) -> list[int | None]:
    """Return ``12-25`` (every year) or ``2026-12-24`` as month, day and year."""
    try:
        if re.fullmatch(r"\d{1,2}-\d{1,2}", told):
            month, number = (int(part) for part in told.split("-"))
            day = date(LEAP, month, number)
            return [day.month, day.day, None]
        day = date.fromisoformat(told)
    except ValueError as error:
        raise SettingsError("holiday", f"{told!r} is no day.", hint="kithly rhythm --holiday 12-25") from error
    return [day.month, day.day, day.year]


def _limit(told: str) -> tuple[str, list[int] | None]:
    """Return ``linkedin=10`` or ``linkedin:comment=2/8`` as place with act, and the most a day and a week."""
    found = _LIMIT.fullmatch(told)
    place, act = (found[1].lower(), (found[2] or Act.MESSAGE).lower()) if found else ("", "")
    if found is None or place not in {*PLACES, ANYWHERE} or act not in {one.value for one in Act}:
        raise SettingsError(
            "limit",
            f"{told!r} is no limit of a place.",
            hint="kithly rhythm --limit linkedin=10; places: " + ", ".join(PLACES),
        )
    if found[3] is None:
        return f"{place}:{act}", None
    day = min(int(found[3]), MOST)
    week = min(int(found[4]), 7 * MOST) if found[4] else day * 7
    return f"{place}:{act}", [day, max(week, 0)]


def holiday_said(day: Holiday) -> str:
    """Return ``12-25`` or ``2026-12-24``."""
    said = f"{day.month:02}-{day.day:02}"
    return f"{day.year:04}-{said}" if day.year else said


def rhythm_said(told: Iterable[tuple[str, Any]]) -> str:
    """Return what was kept in one sentence."""
    return "; ".join(_one_said(subject, value) for subject, value in told) + "."


def _one_said(subject: str, value: Any) -> str:
    said: Callable[[Any], str] | None = {
        "minutes": _minutes_said,
        "quiet-hours": lambda hours: f"quiet from {hours[0]} to {hours[1]}" if hours else "no quiet hours",
        "quiet-days": lambda days: f"quiet on {_listed([DAYS[one] for one in days])}" if days else "no quiet days",
        "holidays": lambda days: f"free on {_listed([_day(*one) for one in days])}" if days else "no holidays",
        "share": lambda on: "posts as usual" if on is None else f"posts of yours {'' if on else 'not '}mentioned",
    }.get(subject)
    if said is not None:
        return said(value)
    place = subject.removeprefix(LIMIT).replace(":", " ")
    return f"{place}: at most {value[0]} a day and {value[1]} a week" if value else f"{place}: the usual limit"


def _minutes_said(value: Any) -> str:
    if value is None or value == LEARN:
        return "minutes follow what gets done" if value else "minutes as in the settings"
    return f"{value:g} {'minute' if value == 1 else 'minutes'}"


def _day(month: int, day: int, year: int | None) -> str:
    return f"{day} {MONTHS[month - 1]}" + (f" {year}" if year else "")


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
