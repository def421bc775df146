"""Which backups stay: days, weeks and months that have one, whatever the clock did."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from kithly.app.owning.rotation import DAYS, MONTHS, WEEKS, Dated, outlived

BEGIN = datetime(2026, 1, 1, 7, 0, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def kept_after(moments: list[datetime], *, zone: ZoneInfo = OSLO) -> list[datetime]:
    """Return what is left where each moment brings a backup and takes others away."""
    left: list[Dated] = []
    for now in moments:
        left.append(Dated(path=Path(now.isoformat()), at=now))
        gone = outlived(left, now=now, zone=zone)
        assert left[-1] not in gone
        left = [one for one in left if one not in gone]
    return [one.at for one in left]


def every_day(count: int, *, begin: datetime = BEGIN) -> list[datetime]:
    return [begin + timedelta(days=day) for day in range(count)]


def test_a_year_leaves_seven_days_four_weeks_and_six_months() -> None:
    days = every_day(365)
    left = kept_after(days)
    assert left[-DAYS:] == days[-DAYS:]
    assert len(left) <= DAYS + WEEKS + MONTHS
    assert len({at.isocalendar()[:2] for at in left}) >= WEEKS
    assert len({at.month for at in left}) == MONTHS
    assert min(left) == datetime(2026, 7, 31, 7, 0, tzinfo=UTC)


def test_a_long_absence_takes_no_more_away_than_a_day_does() -> None:
    before = set(kept_after(every_day(200)))
    after = set(kept_after([*every_day(200), BEGIN + timedelta(days=900)]))
    assert len(before - after) <= 3  # a day, a week and a month that are followed by a newer one


def test_the_newest_of_a_day_stays() -> None:
    hours = [BEGIN + timedelta(hours=hour) for hour in range(5)]
    assert kept_after(hours) == hours[-1:]


def test_a_clock_that_ran_ahead_for_a_while_takes_nothing_away_that_counts() -> None:
    right = every_day(40)
    ahead = [one + timedelta(days=3_000) for one in right[20:30]]
    left = kept_after([*right[:20], *ahead, *right[20:]])
    assert left[-DAYS:] == right[-DAYS:]
    assert set(ahead[-DAYS:]) <= set(left)


def test_a_clock_that_fell_behind_keeps_what_it_makes() -> None:
    left = kept_after([*every_day(30), *every_day(3, begin=BEGIN - timedelta(days=8_000))])
    assert BEGIN - timedelta(days=7_998) in left


def test_what_stays_once_is_taken_away_only_when_others_came() -> None:
    chance = random.Random(7)  # noqa: S311 - chance for a test
    moments = [BEGIN + timedelta(hours=hour) for hour in sorted(chance.sample(range(24 * 300), 120))]
    left = kept_after(moments)
    assert len({at.astimezone(OSLO).date() for at in left}) >= DAYS
    assert left[-1] == moments[-1]
