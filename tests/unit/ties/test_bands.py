"""Bands compare silence with the pair's own rhythm."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.records import Flag
from kithly.ties import BANDS, Band, states
from kithly.ties.bands import band_codes, silence_days, usual_gap_days

DAY = 86_400
T0 = 15_000 * DAY

WEEKLY = tuple(range(0, 7 * 53, 7))  # a year of weeks
MONTHLY = tuple(range(0, 30 * 13, 30))
JANUARYS = tuple(365 * year + day for year in range(8) for day in range(3))


def band_after(days: tuple[int, ...], silence: float, *, flags: int = 0, median: float = 30.0) -> Band:
    size = len(days)
    interactions = Interactions(
        person=np.zeros(size, np.int64),
        at=np.array([T0 + day * DAY for day in days], np.int64),
        outgoing=np.arange(size) % 2 == 0,
        recipients=np.ones(size, np.int64),
        flags=np.full(size, flags, np.int64),
        channel=np.zeros(size, np.int64),
        record=np.arange(size),
    )
    rows = states(interactions, 1)
    now = T0 + (max(days, default=0) + silence) * DAY
    return BANDS[band_codes(rows, silence_days(rows, now), usual_gap_days(rows, median))[0]]


@pytest.mark.parametrize(
    ("days", "silence", "band"),
    [
        ((), 1, Band.UNKNOWN),
        ((0,), 0, Band.FAINT),
        ((0, 3), 1, Band.FAINT),
        ((0, 3), 4000, Band.FAINT),
        ((0, 7, 14), 1, Band.WARM),  # not 5 active days yet
        ((0, 7, 14, 21, 28), 1, Band.STRONG),
        (WEEKLY, 15, Band.STRONG),
        (WEEKLY, 20, Band.WARM),
        (WEEKLY, 30, Band.WARM),
        (WEEKLY, 35, Band.COOLING),
        (WEEKLY, 62, Band.COOLING),
        (WEEKLY, 360, Band.COOLING),  # beyond 8 gaps, but not a year
        (WEEKLY, 370, Band.DORMANT),
        (MONTHLY, 59, Band.STRONG),
        (MONTHLY, 100, Band.WARM),
        (MONTHLY, 200, Band.COOLING),
        (MONTHLY, 400, Band.DORMANT),
        (JANUARYS, 200, Band.STRONG),  # a mentor written to each January is healthy
        (JANUARYS, 361, Band.WARM),
        (JANUARYS, 3000, Band.DORMANT),
    ],
)
def test_silence_is_compared_with_the_pairs_own_rhythm(days: tuple[int, ...], silence: float, band: Band) -> None:
    assert band_after(days, silence) is band


@pytest.mark.parametrize(("again", "band"), [(1, Band.WARM), (4, Band.WARM), (5, Band.STRONG)])
def test_after_a_dormant_silence_strong_takes_five_new_days(again: int, band: Band) -> None:
    days = WEEKLY + tuple(WEEKLY[-1] + 1000 + 7 * place for place in range(again))
    assert band_after(days, 0) is band


def test_a_holiday_cools_nobody() -> None:
    assert band_after(tuple(range(200)), 13) is Band.STRONG
    assert band_after(tuple(range(200)), 29) is Band.COOLING


def test_clicks_alone_are_faint() -> None:
    assert band_after(WEEKLY, 0, flags=int(Flag.LIGHT)) is Band.FAINT


def test_few_contacts_lean_on_the_egos_median() -> None:
    assert band_after((0, 1, 2), 50, median=60.0) is Band.WARM
    assert band_after((0, 1, 2), 50, median=7.0) is Band.COOLING


def test_contact_after_now_counts_as_just_now() -> None:
    assert band_after(WEEKLY, -100) is Band.STRONG
