"""Years by quarter."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from kithly.history import Interactions, by_quarter, calendar_quarter, heights, position, quarter_start
from kithly.records import Flag

NOW = int(datetime(2026, 5, 16, 12, tzinfo=UTC).timestamp())
QUARTER = 91 * 86_400


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def happened(*rows: tuple[int, str, bool, int]) -> Interactions:
    """Return interactions of (person, when, outgoing, flags)."""
    person, when, outgoing, flags = zip(*rows, strict=True)
    ones = np.ones(len(rows), np.int64)
    return Interactions(
        person=np.array(person),
        at=np.array([at(one) for one in when]),
        outgoing=np.array(outgoing),
        recipients=ones,
        flags=np.array(flags),
        channel=ones,
        record=ones,
    )


def test_words_are_counted_in_their_calendar_quarter_and_direction() -> None:
    found = by_quarter(
        happened((0, "2026-04-01", True, 0), (0, "2026-03-31T23:59:59", True, 0), (1, "2025-07-01", False, 0)),
        2,
        now=NOW,
        count=4,
    )
    assert found.out.tolist() == [[0, 0, 1, 1], [0, 0, 0, 0]]
    assert found.incoming.tolist() == [[0, 0, 0, 0], [1, 0, 0, 0]]


def test_clicks_the_future_and_what_is_older_are_not_seen() -> None:
    rows = [(0, "2026-05-01", True, int(Flag.LIGHT)), (0, "2026-05-17", True, 0), (0, "2024-01-01", False, 0)]
    found = by_quarter(happened(*rows), 1, now=NOW, count=4)
    assert not found.out.any()
    assert not found.incoming.any()


def test_strokes_have_three_heights() -> None:
    assert heights(np.array([0, 1, 2, 4, 5, 900])).tolist() == [0, 1, 2, 2, 3, 3]


def test_quarters_begin_where_the_calendar_says() -> None:
    for text in ("1969-10-01", "2000-01-01", "2026-04-01"):
        quarter = int(calendar_quarter(np.array(at(text))))
        assert quarter_start(quarter) == at(text)
        assert calendar_quarter(np.array(at(text) - 1)) == quarter - 1


def test_the_present_is_the_right_end_however_young_the_quarter() -> None:
    for now in (NOW, at("2026-04-01"), at("2026-04-01T00:00:01"), at("2026-06-30T23:59:59")):
        assert position(now, now=now, count=32) == pytest.approx(32, abs=1e-4 if now > at("2026-04-02") else 1)
        assert position(now + 5 * QUARTER, now=now, count=32) <= 32
        assert position(quarter_start(int(calendar_quarter(np.array(now)))), now=now, count=32) == 31


def test_a_place_is_told_within_its_quarter_and_before_the_first() -> None:
    assert position(at("2026-02-14T12:00:00"), now=NOW, count=32) == pytest.approx(30.5, abs=0.01)
    assert position(at("2006-02-14"), now=NOW, count=32) < -40
