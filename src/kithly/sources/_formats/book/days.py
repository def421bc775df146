"""Days as address books write them, and which of day and month comes first in a file.

A program writes numbers in the order of its user's country, and does not say which. Each day with a part
above twelve tells; where none does, the user has to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from kithly.records import PartialDate

FIRST_YEAR = 1900  # nobody alive was born before; programs write 1604 or 1 for an unknown year
LAST_YEAR = 2100
NO_DAY = 4501  # the year Outlook writes where there is no day

_TIME = r"(?:[T ,]+\d{1,2}[:.]\d{2}.*)?"
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})\.?" + _TIME)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T.*)?")
_NO_YEAR = re.compile(r"--?(\d{1,2})-?(\d{2})|--(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2\s?(\d{4}|\d{2})\.?" + _TIME)
_SHORT = re.compile(r"(\d{1,2})([/.])(\d{1,2})\.?")
_WORDS = re.compile(r"[^\W\d_]+|\d+")
_EAST_ASIAN = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """How days are to be read in one file.

    Attributes:
        day_first: The day comes before the month; None where the file does not tell.
        year: The year of the file, after which no day in it lies: tells what two digits mean.
    """

    day_first: bool | None = None
    year: int = LAST_YEAR

    def day(self, text: str) -> PartialDate | None:
        """Return the day a cell names, or None for none and for one that cannot be told.

        Example:
            >>> Dating(day_first=True).day("3/4/1985")
            PartialDate(year=1985, month=4, day=3)
        """
        plain = " ".join(text.split()).strip(" '\"")
        if not plain or not any(letter.isdigit() for letter in plain):
            return None
        if told := _told(plain):
            return _sane(*told)
        if found := _NUMBERS.fullmatch(plain):
            first, second, year = int(found[1]), int(found[3]), self._whole_year(found[4])
            order = self._order(first, second, found[2])
            return None if order is None else _sane(year, *_turned(first, second, day_first=order))
        if found := _SHORT.fullmatch(plain):
            order = self._order(int(found[1]), int(found[3]), found[2])
            return None if order is None else _sane(None, *_turned(int(found[1]), int(found[3]), day_first=order))
        return _in_words(plain, self)

    def is_unclear(self, text: str) -> bool:
        """Say whether a cell names a day that only the order of day and month would tell."""
        plain = " ".join(text.split()).strip(" '\"")
        if self.day_first is not None or _told(plain):
            return False
        found = _NUMBERS.fullmatch(plain) or _SHORT.fullmatch(plain)
        return found is not None and _is_open(int(found[1]), int(found[3]), found[2])

    def _order(self, first: int, second: int, mark: str) -> bool | None:
        if not _is_open(first, second, mark):
            return mark == "." or first > 12 or (second <= 12 and self.day_first is not False)
        return self.day_first

    def _whole_year(self, digits: str) -> int:
        year = int(digits)
        if len(digits) == 4:
            return year
        century = self.year - self.year % 100
        return century + year if year <= self.year % 100 else century - 100 + year


def dating(cells: Iterable[str], *, year: int) -> tuple[Dating, bool]:
    """Return how the days of a file are to be read, by all of them, and whether some cannot be told.

    Args:
        cells: Every cell of the file that may hold a day.
        year: The year the file was made.
    """
    firsts = seconds = is_open = False
    unknown = Dating()
    for cell in cells:
        is_open |= unknown.is_unclear(cell)
        found = _NUMBERS.fullmatch(" ".join(cell.split()))
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            firsts |= 12 < first <= 31 and 1 <= second <= 12
            seconds |= 12 < second <= 31 and 1 <= first <= 12
    day_first = None if firsts == seconds else firsts
    return Dating(day_first=day_first, year=year), is_open and day_first is None


def _is_open(first: int, second: int, mark: str) -> bool:
    """Tell two numbers of which each can be the month; with full stops the day always comes first."""
    return mark != "." and 1 <= first <= 12 and 1 <= second <= 12 and first != second


def _turned(first: int, second: int, *, day_first: bool) -> tuple[int, int]:
    return (second, first) if day_first else (first, second)


def _told(plain: str) -> tuple[int | None, int, int] | None:
    """Return year, month and day of the shapes that can be read in one way only."""
    if found := _YEAR_FIRST.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NO_YEAR.fullmatch(plain):
        return None, int(found[1] or found[3]), int(found[2] or found[4])
    if found := _EAST_ASIAN.fullmatch(plain):
        return int(found[1]) if found[1] else None, int(found[2]), int(found[3])
    return None


def _in_words(plain: str, how: Dating) -> PartialDate | None:
    """Return the day of ``4 March 1990``, ``March 4, 1990``, ``4. März``."""
    words = _WORDS.findall(plain.casefold())
    months = [number for word in words if (number := _months().get(word)) is not None]
    numbers = [word for word in words if word.isdigit()]
    if len(months) != 1 or not 1 <= len(numbers) <= 2 or len(words) > 7:
        return None
    days = [number for number in numbers if len(number) <= 2]
    years = [number for number in numbers if len(number) == 4] or days[1:]
    if not days:
        return None
    return _sane(how._whole_year(years[0]) if years else None, months[0], int(days[0]))  # noqa: SLF001  # one module


def _sane(year: int | None, month: int, day: int) -> PartialDate | None:
    """Return a day that there is; a year nobody alive was born in is left out."""
    if year is not None and year >= NO_DAY:
        return None
    known = year is not None and FIRST_YEAR <= year <= LAST_YEAR
    try:
        date(year if known and year else 2000, month, day)  # 2000 was a leap year: 29 February is a birthday
    except ValueError:
        return None
    return PartialDate(year=year if known else None, month=month, day=day)


@cache
def _months() -> dict[str, int]:
    text = resources.files("kithly.sources._formats.book").joinpath("months.toml").read_text("utf-8")
    return {word: number for number, words in enumerate(tomllib.loads(text)["months"], 1) for word in words.split()}
