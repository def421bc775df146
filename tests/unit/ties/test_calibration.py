"""What an ego's own past does to the level and slope of a model."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.ties import Calibration, Cases, calibrate, coefficients, probability, uncalibrated

MODEL = coefficients().strength


def cases(count: int, *, shift: float, slope: float = 1.0, windows: int = 8, seed: int = 1) -> Cases:
    """Return chances that came true as a calibration with this shift and slope says."""
    rng = np.random.default_rng(seed)
    log_odds = rng.normal(-1.5, 1.5, count)
    return Cases(
        window=np.sort(rng.integers(0, windows, count)),
        log_odds=log_odds,
        label=(rng.random(count) < probability(shift + slope * log_odds)).astype(float),
        weight=np.ones(count),
    )


def nothing() -> Cases:
    return cases(0, shift=0.0)


def test_without_a_past_nothing_is_moved() -> None:
    found = calibrate(MODEL, nothing())
    assert found == uncalibrated(MODEL)
    assert found(np.array([-2.0, 0.3])).tolist() == [-2.0, 0.3]


@pytest.mark.parametrize("shift", [-0.8, 0.0, 0.6])
def test_much_of_a_past_shows_the_true_level(shift: float) -> None:
    found = calibrate(MODEL, cases(40_000, shift=shift))
    at = np.array([-1.5])
    assert found(at)[0] == pytest.approx(at[0] + shift, abs=0.1)
    assert found.spread < MODEL.spread / 4


def test_a_slope_is_learned_and_drawn_towards_one() -> None:
    found = calibrate(MODEL, cases(60_000, shift=0.0, slope=0.7))
    assert 0.65 < found.slope < 0.85


def test_little_of_a_past_moves_little() -> None:
    few, many = (calibrate(MODEL, cases(count, shift=0.8)) for count in (12, 4_000))
    assert abs(few.shift) < 0.35 < many.shift
    assert few.spread > many.spread


def test_a_slope_never_turns_however_the_past_was() -> None:
    past = cases(5_000, shift=0.0)
    found = calibrate(
        MODEL, Cases(window=past.window, log_odds=past.log_odds, label=1 - past.label, weight=past.weight)
    )
    assert found.slope >= 0.5


def test_where_all_came_true_or_none_the_numbers_stay_numbers() -> None:
    past = cases(500, shift=0.0)
    for label in (np.zeros(500), np.ones(500)):
        found = calibrate(MODEL, Cases(window=past.window, log_odds=past.log_odds, label=label, weight=past.weight))
        assert np.isfinite([found.shift, found.slope, found.spread]).all()


def test_the_newest_windows_count_most() -> None:
    old, new = cases(3_000, shift=-0.8, windows=1), cases(3_000, shift=0.8, windows=1)
    both = Cases(
        window=np.repeat([0, 12], 3_000),
        log_odds=np.concatenate([old.log_odds, new.log_odds]),
        label=np.concatenate([old.label, new.label]),
        weight=np.ones(6_000),
    )
    found = calibrate(MODEL, both)
    assert found(np.array([-1.5]))[0] > -1.5
    assert (found.windows, found.cases) == (2, 6_000)


def test_a_case_drawn_for_many_counts_for_many() -> None:
    past = cases(300, shift=0.8)
    heavy = Cases(window=past.window, log_odds=past.log_odds, label=past.label, weight=np.full(300, 20.0))
    assert calibrate(MODEL, heavy).shift > calibrate(MODEL, past).shift
    assert isinstance(calibrate(MODEL, heavy), Calibration)
