"""Which backups that were made by themselves are kept: of the last days, weeks and months."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

DAYS, WEEKS, MONTHS = 7, 4, 6
AHEAD = timedelta(days=1)  # one that is dated later than this is of a clock that was wrong: it is left alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A backup and its moment."""

    path: Path
    at: datetime


def outlived(backups: Sequence[Dated], *, now: datetime, zone: ZoneInfo) -> tuple[Dated, ...]:
    """Return those of every day that are needed no more, oldest first.

    Kept is the newest of each of the last seven days, four weeks and six months *that have one*: what counts is not how
    long ago they were, so that neither a long absence nor a wrong clock empties the folder.

    Args:
        backups: All that were made by themselves, in any order.
        now: The present.
        zone: Whose days.
    """
    known = sorted((one for one in backups if one.at <= now + AHEAD), key=_newness, reverse=True)
    kept: set[Path] = set()
    for count, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        kept |= _newest(known, count, [period(one.at.astimezone(zone).date()) for one in known])
    return tuple(one for one in reversed(known) if one.path not in kept)


def _newest(known: Sequence[Dated], count: int, periods: Sequence[Hashable]) -> set[Path]:
    """Return the newest of each of the last periods that have one; `known` is newest first."""
    chosen: dict[Hashable, Path] = {}
    for one, period in zip(known, periods, strict=True):
        chosen.setdefault(period, one.path)
    return set(list(chosen.values())[:count])


def _newness(one: Dated) -> tuple[datetime, str]:
    return one.at, one.path.name


def _day(day: date) -> Hashable:
    return day


def _week(day: date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: date) -> Hashable:
    return day.year, day.month
