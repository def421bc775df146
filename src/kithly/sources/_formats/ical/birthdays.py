"""Birthdays that calendars hold: only where the rule says every year and the title says whose."""

from __future__ import annotations

import re
import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Final

from kithly.records import Contact, PartialDate, clean_name, name_key
from kithly.sources._formats.ical.entries import Entry

UNKNOWN_YEARS: Final = frozenset({1604, 1600, 1900, 1904, 1970, 1972})  # years that stand for none
OUR_OWN: Final = "@hellos.kithly"  # end of the ids of Kithly's own calendar
_YEAR: Final = re.compile(r"(?<!\s)\s*[(\[]\s*(?:\*\s*)?(\d{4})\s*[)\]]\s*$")
_SIGNS: Final = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")
_YEARLY: Final = frozenset({"FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "WKST"})


def birthday(one: Entry) -> Contact | None:
    """Return whose birthday an event is, and when; None where that is not certain.

    It is a whole day that comes every year for ever, and its title is a name of two words or more in one of the
    phrases calendars use, or the calendar's maker says that it is a birthday. The year counts where the maker or the
    title tells it: an event that somebody typed in begins in the year they typed it.
    """
    if one.uid.endswith(OUR_OWN):
        return None  # what Kithly wrote itself tells nothing it did not know
    if not isinstance(one.start, date) or isinstance(one.start, datetime) or not _is_yearly(one):
        return None
    is_told = one.more.get("X-NEXTCLOUD-BC-FIELD-TYPE", "").strip().upper() == "BDAY"
    title = _SIGNS.sub("", one.title).strip()
    year = _YEAR.search(title)
    bare = _YEAR.sub("", title).strip()
    name = clean_name(bare if is_told else _name_in(bare))
    if len(name_key(name).split()) < 2:
        return None
    day = PartialDate(year=_year(one, year[1] if year else ""), month=one.start.month, day=one.start.day)
    return Contact(key=f"birthday|{one.uid}", name=name, birthday=day)


def _is_yearly(one: Entry) -> bool:
    if len(one.rules) != 1 or one.added or one.of is not None or one.guests:
        return False
    parts = dict(part.upper().split("=", 1) for part in one.rules[0].split(";") if "=" in part)
    return parts.get("FREQ") == "YEARLY" and parts.get("INTERVAL", "1") == "1" and set(parts) <= _YEARLY


def _year(one: Entry, told: str) -> int | None:
    """Return the year of birth, where it is told."""
    by_maker = one.more.get("X-NEXTCLOUD-BC-YEAR", "").strip()
    if one.more.get("X-NEXTCLOUD-BC-UNKNOWN-YEAR", "").strip() == "1":
        return None
    year = next((int(text) for text in (by_maker, told) if text.isascii() and text.isdecimal()), None)
    return year if year and year not in UNKNOWN_YEARS and 1850 < year <= 2100 else None


def _name_in(title: str) -> str:
    return next((found[1] for one in _phrases() if (found := one.fullmatch(title))), "")


@cache
def _phrases() -> tuple[re.Pattern[str], ...]:
    text = files(__package__ or "").joinpath("birthdays.toml").read_text("utf-8")
    told = sorted({one for ones in tomllib.loads(text).values() for one in ones}, key=len, reverse=True)
    return tuple(re.compile(re.escape(one).replace(r"\{\}", "(.{3,80}?)"), re.IGNORECASE) for one in told)
