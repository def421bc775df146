"""One line of a chat: does a message begin on it, with which numbers for its date and time?

Three styles are known: ``[date, time] Name: text`` of iPhones, ``date, time - Name: text`` of Android, and a colon
behind the time on old iPhones. In the first two the time may come first, as Vietnamese phones and copied messages
have it. What the numbers of a date mean is decided for the whole file (`dates`); what a word beside the clock means
stands in a table (`clock`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

KOREAN: Final = ". ."  # 21. 4. 26. has the year in front; with no other writing do blanks and the last dot meet
MARKS: Final = "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff"  # direction marks that phones put in
_M = f"[{MARKS}]*"
_S = "[ \t\u00a0\u2009\u202f]"
_DATE = (
    rf"(?P<a>\d{{1,4}}){_M}(?P<sep>[./\-年년]{_M}{_S}?)(?P<b>\d{{1,2}}){_M}[./\-月월]{_M}{_S}?"
    r"(?P<c>\d{1,4})(?P<end>[日일.]?)"
)
_TIME = r"(?P<hour>\d{1,2})(?:[:.]| ?h ?)(?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
_EXACT = r"(?P<hour>\d{1,2}):(?P<minute>\d{2}):(?P<second>\d{2})"
_BEFORE = r"(?P<before>[^\d\[\]\n]{1,24}?)"  # what stands between date and time: a comma, "klo", "오후"
_AFTER = r"(?P<after>[^\d\[\]\n]{0,24}?)"  # what follows the time: "PM", "p. m.", "nachm."
_DASH = rf"{_M}{_S}?{_M}[-–—]{_S}{_M}"

_BRACKETED = re.compile(rf"{_M}\[{_M}{_DATE}{_BEFORE}{_TIME}{_AFTER}\]{_S}?(?P<rest>.*)", re.DOTALL)
_BRACKETED_TIME = re.compile(rf"{_M}\[{_M}{_TIME}{_AFTER}[,،]{_S}{_DATE}{_M}\]{_S}?(?P<rest>.*)", re.DOTALL)
_DASHED = re.compile(rf"{_M}{_DATE}{_BEFORE}{_TIME}{_AFTER}{_DASH}(?P<rest>.*)", re.DOTALL)
_DASHED_TIME = re.compile(rf"{_M}{_TIME}{_AFTER}[,،]{_S}{_DATE}{_DASH}(?P<rest>.*)", re.DOTALL)
_COLON = re.compile(rf"{_M}{_DATE}{_BEFORE}{_EXACT}{_AFTER}:{_S}(?P<rest>[^\n:]{{1,100}}: .*)", re.DOTALL)
_OPENS = re.compile(rf"{_M}[\[\d]")

_FORMS = (
    (_BRACKETED, "[", False),
    (_BRACKETED_TIME, "[", True),
    (_DASHED, "-", False),
    (_DASHED_TIME, "-", True),
    (_COLON, ":", False),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file writes its stamps: all lines of one export are of one shape.

    Attributes:
        style: ``[`` for brackets, ``-`` for a dash behind the stamp, ``:`` for a colon, as iPhones had it until 2014.
        separator: Sign between the numbers of the date; `KOREAN` where blanks and a dot behind it tell more.
        year: Where a year of four digits stands, ``first`` or ``last``; empty for none.
        time_first: The time stands before the date.
    """

    style: str
    separator: str
    year: str
    time_first: bool


@dataclass(frozen=True, slots=True)
class Start:
    """A line on which a message begins.

    Attributes:
        shape: How its stamp is written.
        numbers: The three numbers of the date, as they stand.
        time: Hour, minute, second as they stand.
        words: Words before and behind the time.
        has_seconds: The time has seconds.
        rest: What follows the stamp.
    """

    shape: Shape
    numbers: tuple[int, int, int]
    time: tuple[int, int, int]
    words: tuple[str, str]
    has_seconds: bool
    rest: str


_SHAPES: dict[tuple[str, str, str, bool], Shape] = {}


def start_of(line: str) -> Start | None:
    """Return what a line's stamp says, or None if no message begins on it."""
    opens = _OPENS.match(line)
    if opens is None:
        return None
    for pattern, style, time_first in _FORMS[:2] if line[opens.end() - 1] == "[" else _FORMS[2:]:
        found = pattern.match(line)
        if found is not None:
            return _start(found, style, time_first=time_first)
    return None


def _start(found: re.Match[str], style: str, *, time_first: bool) -> Start | None:
    a, b, c, hour, minute, second, after, rest = found.group("a", "b", "c", "hour", "minute", "second", "after", "rest")
    before = "" if time_first else found["before"]
    if int(hour) > 24 or int(minute) > 59 or len(a) == 3 or len(c) == 3:
        return None
    return Start(
        shape=_shape(style, _separator(found), "first" if len(a) == 4 else "last" if len(c) == 4 else "", time_first),
        numbers=(int(a), int(b), int(c)),
        time=(int(hour), int(minute), int(second or 0)),
        words=(before, after),
        has_seconds=second is not None,
        rest=rest,
    )


def _separator(found: re.Match[str]) -> str:
    sep, end = found.group("sep", "end")
    return KOREAN if end == "." and sep[-1] != "." and sep[0] == "." else sep[0]


def _shape(style: str, separator: str, year: str, time_first: bool) -> Shape:  # noqa: FBT001  # a key of four
    """Return one shape for equal ones: they are counted by the hundred thousand."""
    key = (style, separator, year, time_first)
    if key not in _SHAPES:
        _SHAPES[key] = Shape(style=style, separator=separator, year=year, time_first=time_first)
    return _SHAPES[key]
