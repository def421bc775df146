"""Contacts by calendar year: counted once each, in the right year, and never from the future."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from kithly.history import Interactions, by_year
from kithly.records import Flag, to_seconds

STARTS = [to_seconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (2023, 2024, 2025)]
NOW = to_seconds(datetime(2025, 6, 1, tzinfo=UTC))


def happened(*rows: tuple[int, int, Flag]) -> Interactions:
    """Return some interactions: with whom, when, and of what kind."""
    count = len(rows)
    person, at, flags = (np.array([int(row[column]) for row in rows], np.int64) for column in range(3))
    ones = np.ones(count, np.int64)
    return Interactions(
        person=person, at=at, outgoing=ones > 0, recipients=ones, flags=flags, channel=ones, record=np.arange(count)
    )


def counts(*rows: tuple[int, int, Flag], people: int = 2) -> list[list[int]]:
    found: list[list[int]] = by_year(happened(*rows), people, starts=STARTS, now=NOW).tolist()
    return found


def test_each_contact_counts_in_its_year() -> None:
    rows = [(0, STARTS[0], Flag(0)), (0, STARTS[1] - 1, Flag(0)), (1, STARTS[1], Flag(0)), (0, NOW, Flag.MUTUAL)]
    assert counts(*rows) == [[2, 0, 1], [0, 1, 0]]


def test_what_lies_before_the_first_year_or_ahead_is_not_seen() -> None:
    assert counts((0, STARTS[0] - 1, Flag(0)), (0, NOW + 1, Flag(0)), (0, 0, Flag(0))) == [[0, 0, 0], [0, 0, 0]]


def test_a_click_without_words_is_no_contact() -> None:
    assert counts((0, STARTS[2], Flag.LIGHT)) == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("people", [0, 3])
def test_nothing_happened_counts_nothing(people: int) -> None:
    assert counts(people=people) == [[0, 0, 0]] * people
