"""What the models would have said in ego's own past, what came of it, and how that moves them."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.ties import (
    Asked,
    Calibration,
    Calibrations,
    calibrations,
    coefficients,
    ego_state,
    in_touch,
    levels_when,
    measure,
    own_past,
    record,
    states,
    windows_over,
)
from kithly.ties.columns import DAY, HORIZON
from kithly.ties.mornings import Mornings
from kithly.ties.own_past import WINDOWS
from kithly.ties.own_record import Record

NOW = 230 * HORIZON + 40 * DAY


def log(rows: int = 4_000, people: int = 60, *, days: int = 900, seed: int = 3) -> Interactions:
    """Return a log in which some people are met often and many seldom."""
    draw = np.random.default_rng(seed)
    often = draw.pareto(1.1, people) + 0.05
    at = (NOW - draw.random(rows) * days * DAY).astype(np.int64)
    nothing = np.zeros(rows, np.int64)
    return Interactions(
        person=draw.choice(people, rows, p=often / often.sum()),
        at=at,
        outgoing=draw.random(rows) < 0.5,
        recipients=np.where(draw.random(rows) < 0.8, 1, 4),
        flags=nothing,
        channel=nothing,
        record=np.arange(rows),
    )


def scrambled(told: Interactions, since: float) -> Interactions:
    """Return a log with other people, sides and fewer rows since a moment."""
    draw = np.random.default_rng(7)
    later = told.at >= since
    person = np.where(later, draw.integers(0, told.person.max() + 1, len(told)), told.person)
    outgoing = np.where(later, draw.random(len(told)) < 0.9, told.outgoing)
    changed = Interactions(
        person=person,
        at=told.at,
        outgoing=outgoing,
        recipients=told.recipients,
        flags=told.flags,
        channel=told.channel,
        record=told.record,
    )
    kept = ~later | (draw.random(len(told)) < 0.5) | (told.at == told.at.max())
    return changed.rows(np.flatnonzero(kept))


def told_of(past: Interactions) -> Record:
    found = own_past(past, NOW)
    told = record(found.strength, coefficients().strength, found.first)
    assert told is not None
    return told


def test_what_was_said_at_a_window_does_not_change_with_what_came_later() -> None:
    told = log()
    before = own_past(told, NOW)
    for back in (1, 3):
        row = WINDOWS - back
        after = own_past(scrambled(told, (before.first + row) * HORIZON), NOW)
        assert after.first == before.first
        for name in ("said", "people"):
            one, other = (getattr(some.strength, name)[: row + 1] for some in (before, after))
            assert np.array_equal(one, other)
        assert np.array_equal(before.strength.true[:row], after.strength.true[:row])
        assert np.array_equal(before.reply.said[: row - 1], after.reply.said[: row - 1])


def test_what_a_record_shows_of_a_window_does_not_change_with_what_came_later() -> None:
    told = log()
    first = own_past(told, NOW).first
    later = scrambled(told, (first + WINDOWS - 1) * HORIZON)
    assert told_of(told).windows[0].said == told_of(later).windows[0].said
    assert told_of(told).windows[0].came != told_of(later).windows[0].came


def test_the_counts_are_those_of_the_log() -> None:
    told = log()
    past, start = own_past(told, NOW), (NOW // HORIZON - 1) * HORIZON
    known = set(told.person[told.at < start].tolist())
    came = set(told.person[(told.at >= start) & (told.at < start + HORIZON)].tolist())
    assert past.strength.people[-1] == len(known)
    assert past.strength.came[-1] == len(known & came)
    assert past.strength.said[-1].sum() == len(known)
    assert past.strength.true[-1].sum() == len(known & came)


def test_the_order_of_the_log_and_the_minute_change_nothing() -> None:
    told = log()
    order = np.random.default_rng(1).permutation(len(told))
    one = own_past(told, NOW)
    for other in (own_past(told.rows(order), NOW), own_past(told, NOW + 3_333)):
        assert np.array_equal(one.strength.said, other.strength.said)
        assert np.array_equal(one.reply.true, other.reply.true)


def test_a_window_the_log_does_not_reach_the_end_of_is_not_over() -> None:
    told = log()
    ends = told.rows(np.flatnonzero(told.at < NOW - 60 * DAY))
    assert windows_over(told, NOW) == NOW // HORIZON
    assert windows_over(ends, NOW) == NOW // HORIZON - 1
    assert windows_over(ends.rows(np.zeros(0, np.int64)), NOW) == 0


def test_a_window_in_which_ego_was_silent_before_or_knew_few_is_not_judged() -> None:
    told = log()
    start = (NOW // HORIZON - 2) * HORIZON
    silent = (told.at >= start) & (told.at < start + HORIZON) & told.outgoing
    past = own_past(told.rows(np.flatnonzero(~silent)), NOW)
    assert past.strength.people[-1] == 0
    assert past.strength.people[-2] > 0
    few = own_past(told.rows(np.flatnonzero(told.person < 4)), NOW)
    assert not few.strength.people.any()


def test_the_level_of_a_morning_is_what_was_known_by_then() -> None:
    told = log()
    some = told.rows(np.lexsort((told.outgoing, told.at, told.person)))
    when = np.array(range(int(NOW // DAY) - 800, int(NOW // DAY), 37), float) * float(DAY)
    found = Mornings.of(told, some).at(when)
    everybody = np.zeros(int(told.person.max()) + 1, np.int64)
    level = levels_when(told, everybody, Asked(tie=np.zeros(len(when), np.int64), when=when))
    for name in ("volume_in", "volume_out", "degree", "reply_rate"):
        assert getattr(found, name) == pytest.approx(getattr(level, name), abs=1e-9)


def test_of_a_large_log_some_ties_are_drawn_evenly() -> None:
    told = log(rows=150_000, people=4_000)
    past = own_past(told, NOW)
    drawn = past.strength.said.sum()
    assert 0.2 * past.strength.people.sum() < drawn < 0.6 * past.strength.people.sum()
    share = past.strength.true[-1].sum() / past.strength.said[-1].sum()
    assert share == pytest.approx(past.strength.came[-1] / past.strength.people[-1], abs=0.04)
    window = told_of(told).windows[0]
    assert window.said.expected == pytest.approx(window.came, rel=0.15)


def test_the_past_moves_the_level_towards_what_came() -> None:
    moved = calibrations(own_past(log(), NOW))
    assert moved.strength.windows > 5
    assert moved.strength.spread < coefficients().strength.spread
    assert moved.strength.slope > 0
    calm = calibrations(own_past(log(rows=600), NOW))
    assert moved.strength != calm.strength


def test_without_a_past_nothing_is_moved() -> None:
    nobody = log().rows(np.zeros(0, np.int64))
    assert calibrations(own_past(nobody, NOW)).strength == Calibration(
        shift=0.0, slope=1.0, spread=coefficients().strength.spread
    )
    past = own_past(log(rows=30), NOW)
    assert record(past.reply, coefficients().reply, past.first) is None


def test_a_record_counts_a_year_and_lists_all_windows() -> None:
    told = told_of(log())
    assert told.cases == sum(one.people for one in told.windows[:4]) == sum(one.n for one in told.groups)
    assert [one.start for one in told.windows] == sorted((one.start for one in told.windows), reverse=True)
    assert told.auc is not None
    assert told.auc > 0.6
    assert 0 <= told.ece < 0.15
    assert told.log_loss < 0.69


@pytest.mark.parametrize("slope", [0.5, 1.0, 1.6])
@pytest.mark.parametrize("shift", [-2.0, 0.7])
def test_moved_numbers_keep_their_order_and_silence_never_raises_them(slope: float, shift: float) -> None:
    told = log()
    rows = states(told, int(told.person.max()) + 1)
    level = ego_state(rows, NOW)
    one = Calibration(shift=shift, slope=slope, spread=0.2)
    plain, moved = measure(rows, level, NOW), measure(rows, level, NOW, Calibrations(strength=one, reply=one))
    for name in ("strength", "reply"):
        before, after = getattr(plain, name), getattr(moved, name)
        assert np.array_equal(np.argsort(before, kind="stable"), np.argsort(after, kind="stable"))
        assert ((after > 0) & (after < 1)).all()
    assert (moved.drift_90 <= 0).all()
    assert np.array_equal(moved.contributions, plain.contributions)
    everybody = np.ones(len(rows), bool)
    assert in_touch(moved, everybody).high - in_touch(moved, everybody).low < len(rows)
    assert in_touch(moved, everybody).expected == pytest.approx(moved.strength.sum())
