"""The rhythm of a pair by quarters: heights, sides, and the years that fall away."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np

from kithly.history import QUARTERS, Interactions, QuarterColumns, quarter_of, quarters
from kithly.history.quarters import NO_QUARTER, Quarters
from kithly.records import NO_FLAGS, Flag

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Happening = tuple[int, date, bool, Flag]
ME, THEM = True, False


def columns(*rows: Happening, people: int = 1) -> QuarterColumns:
    """Return the rhythms of what happened with whom, when, from which side."""
    person, days, outgoing, flags = zip(*rows, strict=True) if rows else ((), (), (), ())
    at = [int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) for day in days]
    ones = np.ones(len(rows), np.int64)
    happened = Interactions(
        person=np.array(person, np.int64),
        at=np.array(at, np.int64),
        outgoing=np.array(outgoing, bool),
        recipients=ones,
        flags=np.array([int(flag) for flag in flags], np.int64),
        channel=ones,
        record=np.arange(len(rows)),
    )
    return quarters(happened, people, now=int(NOW.timestamp()))


def times(count: int, day: date, *, outgoing: bool, flags: Flag = NO_FLAGS) -> list[Happening]:
    return [(0, day, outgoing, flags)] * count


def side(found: QuarterColumns, place: int = 0, *, outgoing: bool) -> list[int]:
    heights: list[int] = found.heights[place, 0 if outgoing else 1].tolist()
    return heights


def test_a_quarter_has_a_height_by_how_much_happened() -> None:
    rows = [
        *times(1, date(2025, 1, 1), outgoing=ME),
        *times(2, date(2025, 4, 1), outgoing=ME),
        *times(4, date(2025, 9, 30), outgoing=ME),
        *times(5, date(2025, 10, 1), outgoing=ME),
        *times(50, date(2026, 3, 31), outgoing=ME),
    ]
    assert side(columns(*rows), outgoing=ME)[-6:] == [0, 1, 2, 2, 3, 3]


def test_either_side_is_counted_by_itself() -> None:
    found = columns(*times(1, date(2026, 4, 1), outgoing=ME), *times(5, date(2026, 5, 1), outgoing=THEM))
    assert (side(found, outgoing=ME)[-1], side(found, outgoing=THEM)[-1]) == (1, 3)


def test_clicks_without_words_do_not_count() -> None:
    words = times(2, date(2026, 2, 1), outgoing=THEM)
    found = columns(*words, *times(9, date(2026, 5, 2), outgoing=THEM, flags=Flag.LIGHT))
    assert found.newest.tolist() == [quarter_of(date(2026, 2, 1))]
    assert side(found, outgoing=THEM)[-2:] == [0, 2]


def test_what_is_older_than_eight_years_before_the_last_contact_is_left_out() -> None:
    rows = [
        (0, date(2018, 4, 1), ME, NO_FLAGS),
        (0, date(2018, 7, 1), ME, NO_FLAGS),
        (0, date(2026, 5, 1), ME, NO_FLAGS),
    ]
    assert side(columns(*rows), outgoing=ME) == [1] + [0] * (QUARTERS - 2) + [1]


def test_everybody_has_years_of_their_own() -> None:
    found = columns((0, date(2012, 5, 5), ME, NO_FLAGS), (2, date(2024, 5, 5), THEM, NO_FLAGS), people=3)
    assert found.newest.tolist() == [quarter_of(date(2012, 5, 5)), NO_QUARTER, quarter_of(date(2024, 5, 5))]
    assert side(found, 0, outgoing=ME)[-1] == side(found, 2, outgoing=THEM)[-1] == 1
    assert not found.heights[1].any()


def test_what_has_no_date_or_lies_ahead_is_not_seen() -> None:
    found = columns((0, date(2030, 1, 1), ME, NO_FLAGS), (0, date(1970, 1, 1), ME, NO_FLAGS))
    assert found.newest.tolist() == [quarter_of(date(1970, 1, 1))]
    assert columns().newest.tolist() == [NO_QUARTER]


def test_quarters_follow_each_other_over_the_years() -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1)]
    first = quarter_of(days[0])
    assert [quarter_of(day) - first for day in days] == [0, 1, 1, 2]


def test_a_rhythm_seen_later_loses_its_oldest_quarters() -> None:
    rhythm = Quarters(8_100, (3, *[0] * (QUARTERS - 2), 1), (2,) * QUARTERS)
    later = rhythm.ending(8_103)
    assert later.newest == 8_103
    assert later.outgoing == (*[0] * (QUARTERS - 4), 1, 0, 0, 0)
    assert later.incoming == (*[2] * (QUARTERS - 3), 0, 0, 0)
    assert not any(rhythm.ending(8_100 + 2 * QUARTERS).outgoing)
    assert len(rhythm.ending(8_100 + 2 * QUARTERS).outgoing) == QUARTERS


def test_a_rhythm_seen_before_its_end_shows_nothing_later() -> None:
    rhythm = Quarters(8_100, (0,) * (QUARTERS - 1) + (3,), (1,) * QUARTERS)
    earlier = rhythm.ending(8_098)
    assert not any(earlier.outgoing)
    assert earlier.incoming == (0, 0, *[1] * (QUARTERS - 2))
