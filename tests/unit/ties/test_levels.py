"""An ego's level at past moments is the level of what had happened by then."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.records import Flag
from kithly.ties import Asked, ego_states, levels_when, states

DAY = 86_400.0
EGOS = 3
TIES = np.array([0, 0, 0, 1, 1, 2], np.int64)


def a_log(seed: int, size: int = 400) -> Interactions:
    rng = np.random.default_rng(seed)
    return Interactions(
        person=rng.integers(0, len(TIES), size),
        at=rng.integers(-200, 900, size) * int(DAY) + rng.integers(0, 3, size) * 20_000,
        outgoing=rng.random(size) < 0.5,
        recipients=rng.integers(1, 5, size),
        flags=rng.choice([0, 0, 0, int(Flag.LIGHT), int(Flag.MUTUAL), int(Flag.ASKS)], size),
        channel=np.zeros(size, np.int64),
        record=np.arange(size),
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_past_level_is_the_level_of_what_had_happened_by_then(seed: int) -> None:
    log = a_log(seed)
    rng = np.random.default_rng(seed + 100)
    ego = rng.integers(0, EGOS, 40)
    when = (rng.integers(-210, 1_000, 40) * DAY).astype(np.float64)
    found = levels_when(log, TIES, Asked(tie=ego, when=when), horizon=30 * DAY, reply_within=7 * DAY)
    for place in range(len(ego)):
        by_then = log.rows(log.at < when[place])
        rows = states(by_then, len(TIES), horizon=30 * DAY, reply_within=7 * DAY)
        level = ego_states(rows, TIES, EGOS, float(when[place]), horizon=30 * DAY, reply_within=7 * DAY)
        for name in ("volume_out", "volume_in", "degree", "reply_rate"):
            expected = getattr(level, name)[ego[place]]
            assert getattr(found, name)[place] == pytest.approx(expected, rel=1e-9, abs=1e-9), name


def test_what_comes_later_changes_no_level() -> None:
    log, when = a_log(7), np.full(EGOS, 300 * DAY)
    asked = Asked(tie=np.arange(EGOS), when=when)
    whole, cut = levels_when(log, TIES, asked), levels_when(log.rows(log.at < 300 * DAY), TIES, asked)
    for name in ("volume_out", "volume_in", "degree", "reply_rate"):
        np.testing.assert_allclose(getattr(whole, name), getattr(cut, name), rtol=1e-12)


def test_without_anything_seen_the_level_is_the_typical_one() -> None:
    nothing = a_log(1).rows(np.zeros(400, bool))
    found = levels_when(nothing, TIES, Asked(tie=np.array([1]), when=np.array([5.0])))
    assert (found.volume_out[0], found.degree[0], found.reply_rate[0]) == (0.0, 0.0, pytest.approx(0.4))
