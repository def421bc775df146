"""Somebody writes again after years."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.history.returns import last_return
from kithly.records import Flag

DAY = 86_400
NOW = 20_000 * DAY
YEARS = 6 * 365

Told = tuple[float, bool]  # days ago, outgoing


def happened(*told: Told, flags: int = 0) -> Interactions:
    size = len(told)
    return Interactions(
        person=np.zeros(size, np.int64),
        at=np.array([NOW - round(ago * DAY) for ago, _ in told], np.int64),
        outgoing=np.array([outgoing for _, outgoing in told], bool),
        recipients=np.ones(size, np.int64),
        flags=np.full(size, flags, np.int64),
        channel=np.ones(size, np.int64),
        record=np.arange(size),
    )


def test_an_answer_after_six_years_is_a_return_and_an_answer() -> None:
    found = last_return(happened((YEARS, False), (8, True), (0.1, False)), now=NOW)
    assert found is not None
    assert found.is_answer
    assert found.record == 2
    assert found.silence == pytest.approx(YEARS * DAY, rel=0.01)


def test_words_out_of_the_blue_are_a_return_but_no_answer() -> None:
    found = last_return(happened((YEARS, False), (YEARS - 1, True), (3, False), (1, False)), now=NOW)
    assert found is not None
    assert not found.is_answer
    assert found.record == 2


@pytest.mark.parametrize(
    "told",
    [
        [],
        [(0.1, False)],  # their first words ever
        [(300, False), (0.1, False)],  # less than a year
        [(YEARS, False), (20, False)],  # no news any more
        [(YEARS, True), (0.1, True)],  # ego's own words
        [(YEARS, False), (-1, False)],  # the future
    ],
)
def test_what_is_no_return(told: list[Told]) -> None:
    assert last_return(happened(*told), now=NOW) is None


def test_a_click_brings_nobody_back() -> None:
    assert last_return(happened((YEARS, False), (0.1, False), flags=int(Flag.LIGHT)), now=NOW) is None
