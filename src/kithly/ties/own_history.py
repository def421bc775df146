"""Calibration of many egos at many moments, each on windows of their own past that were over by then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kithly.ties.calibration import BINS, FADING, Calibration, Cases, counted, fitted
from kithly.ties.columns import DAY, LIGHT, Bools, Floats, Ints
from kithly.ties.conversation import openings_of
from kithly.ties.model import Model
from kithly.ties.moments import sorted_by_tie
from kithly.ties.predict import GOLDEN, Archive, seen_when

MIN_ALTERS: Final = 5  # people an ego must have been in contact with before a window of theirs is judged
CASES_KEPT: Final = 200  # of one ego in one window, about; more would not move the calibration
MOST_RECIPIENTS: Final = 10  # an opening to more is no question to one person
LOOK_BACK: Final = 60  # windows; what lies further back would count less than one in ten thousand
EGOS_AT_ONCE: Final = 400  # so that the counts of many egos do not fill the memory
PAIRS_AT_ONCE: Final = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Chances said of ties at past moments, with what became of them. Shape of each array: (n,).

    Attributes:
        ego: Whose.
        window: Number of the window, of length H, in which all of it was known; counted from 1970.
        tie: With whom.
        when: Seconds since 1970, UTC.
        label: 1 where it came true.
        weight: How many each stands for.
    """

    ego: Ints
    window: Ints
    tie: Ints
    when: Floats
    label: Floats
    weight: Floats

    def rows(self, chosen: Bools | Ints) -> Past:
        """Return some of the rows."""
        return Past(**{name: getattr(self, name)[chosen] for name in Past.__dataclass_fields__})


_NONE: Final = np.zeros(0, np.int64)
NOTHING: Final = Past(ego=_NONE, window=_NONE, tie=_NONE, when=np.zeros(0), label=np.zeros(0), weight=np.zeros(0))


def contacts_expected(archive: Archive) -> Past:
    """Return ties at the ends of past windows, with whether there was contact in the next.

    An ego is judged in a window if they wrote to somebody in the one before, and had been in contact with
    `MIN_ALTERS` people. Whatever comes later, the same ties are drawn.
    """
    told = sorted_by_tie(archive.interactions)
    window = _windows(told.at, archive.horizon)
    low, span = int(window.min()), int(window.max()) - int(window.min()) + 2
    touched = np.unique(told.person * span + (window - low))
    first = np.append(True, np.diff(touched // span) > 0)
    ties, begun = touched[first] // span, touched[first] % span
    known = np.lexsort((begun, archive.ego[ties]))  # ties by ego, the earliest first
    met = archive.ego[ties[known]] * span + begun[known]
    wrote = np.unique(archive.ego[told.person[told.outgoing]] * span + (window[told.outgoing] - low))
    start = np.searchsorted(met, wrote // span * span)
    degree = np.searchsorted(met, wrote, side="right") - start
    judged = degree >= MIN_ALTERS
    wrote, start, degree = wrote[judged], start[judged], degree[judged]
    parts = []
    for some in _chunks(degree):
        group = np.repeat(some, degree[some])
        place = np.arange(len(group)) - np.repeat(np.cumsum(degree[some]) - degree[some], degree[some]) + start[group]
        tie, part = ties[known[place]], np.minimum(CASES_KEPT / degree[group], 1.0)
        kept = archive.marks[tie] < part
        tie, group, part = tie[kept], group[kept], part[kept]
        after = wrote[group] % span + 1
        label = _has(touched, tie * span + after)
        when = ((after + low) * archive.horizon).astype(np.float64)
        parts.append(Past(ego=archive.ego[tie], window=after + low, tie=tie, when=when, label=label, weight=1 / part))
    return _past(parts) if parts else NOTHING


def _windows(at: Ints | Floats, horizon: float) -> Ints:
    """Return the number of the window each instant lies in."""
    return np.floor_divide(at, horizon).astype(np.int64)


def _chunks(size: Ints) -> Iterator[Ints]:
    """Yield the places of groups, so many at a time that their sizes stay within the memory."""
    if len(size):
        block = np.cumsum(size) // PAIRS_AT_ONCE
        yield from np.split(np.arange(len(size)), np.flatnonzero(np.diff(block)) + 1)


def _has(keys: Ints, asked: Ints) -> Floats:
    """Return 1 where a key is among some, ascending."""
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    found: Bools = keys[place] == asked
    return found.astype(np.float64)


def _past(parts: list[Past]) -> Past:
    """Return cases found piece by piece as one."""
    return Past(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in Past.__dataclass_fields__})


def answers_expected(archive: Archive) -> Past:
    """Return the first words of ego to a person on each day, with whether they wrote within the reply window."""
    told = sorted_by_tie(archive.interactions)
    told = told.rows(((told.flags & LIGHT) == 0) & ~told.met)
    found = openings_of(told.person, told.at.astype(float), told.outgoing)
    wanted = told.recipients[found.place] <= MOST_RECIPIENTS
    place = found.place[wanted]
    answer = np.append(told.at.astype(float), np.inf)[found.answer[wanted]]
    tie, at = told.person[place], told.at[place].astype(float)
    ego, window = archive.ego[tie], _windows(at + archive.reply_within, archive.horizon)
    order = np.lexsort((window, ego))
    span = int(np.ptp(window)) + 1 if len(window) else 1
    key = ego * span + (window - (window.min() if len(window) else 0))
    _, which, size = np.unique(key, return_inverse=True, return_counts=True)
    part = np.minimum(CASES_KEPT / size[which], 1.0)
    drawn = np.modf(archive.marks[tie] + at / DAY * GOLDEN)[0] % 1.0 < part
    kept = order[drawn[order]]
    label = (answer - at <= archive.reply_within)[kept].astype(np.float64)
    return Past(ego=ego[kept], window=window[kept], tie=tie[kept], when=at[kept], label=label, weight=1 / part[kept])


def own_history(
    archive: Archive, model: Model, expected: Callable[[Archive], Past], ego: Ints, when: Floats
) -> Calibration:
    """Return the calibration of each question, from windows of its ego that were over before it.

    A window is over for a question once something happened to its ego after the window and before the question.

    Args:
        archive: What happened.
        model: Whose log-odds are calibrated.
        expected: `contacts_expected` or `answers_expected`.
        ego: (q,) whose question it is.
        when: (q,) seconds since 1970, UTC.

    Returns:
        One calibration whose numbers are arrays, (q,).
    """
    shift, slope, spread = np.zeros(len(ego)), np.ones(len(ego)), np.full(len(ego), model.spread)
    block = archive.ego[archive.interactions.person] // EGOS_AT_ONCE
    order = np.argsort(block, kind="stable")
    block = block[order]
    for number in np.unique(ego // EGOS_AT_ONCE).tolist():
        low, high = np.searchsorted(block, [number, number + 1])
        asked = np.flatnonzero(ego // EGOS_AT_ONCE == number)
        if low < high:
            part = _part(archive, order[low:high], number * EGOS_AT_ONCE)
            found = _of_some(part, model, expected(part), ego[asked] - number * EGOS_AT_ONCE, when[asked])
            shift[asked], slope[asked], spread[asked] = found
    return Calibration(shift=shift, slope=slope, spread=spread)  # type: ignore[arg-type]  # arrays calibrate as one


def _part(archive: Archive, rows: Ints, first: int) -> Archive:
    """Return what happened to a few egos, both ties and egos numbered from 0."""
    some = archive.interactions.rows(rows)
    ties, person = np.unique(some.person, return_inverse=True)
    marks = archive.marks[ties]
    return replace(archive, interactions=replace(some, person=person), ego=archive.ego[ties] - first, marks=marks)


def _of_some(archive: Archive, model: Model, past: Past, ego: Ints, when: Floats) -> tuple[Floats, Floats, Floats]:
    """Return shift, slope and spread of the questions of a few egos, numbered from 0."""
    over = _over(archive, ego, when)
    low = int(min(past.window.min(initial=0), over.min(initial=0))) - LOOK_BACK
    span = int(max(past.window.max(initial=0), over.max(initial=0))) - low + 2
    asked, which = np.unique(ego * span + (over - low), return_inverse=True)
    past = past.rows(_is_near(past.ego * span + (past.window - low), asked, span))
    log_odds = _said(archive, model, past)
    key, group = np.unique(past.ego * span + (past.window - low), return_inverse=True)
    cases = Cases(window=group, log_odds=log_odds, label=past.label, weight=past.weight)
    sums = [_faded(counts, key, span) for counts in counted(group, len(key), cases)]
    said, true = (_within(faded, key, asked, span) for faded in sums)
    shift, slope, spread = fitted(said, true, model.spread)
    return shift[which], slope[which], spread[which]


def _said(archive: Archive, model: Model, past: Past) -> Floats:
    """Return the log-odds the model gave each case then."""
    seen = seen_when(archive, past.tie, past.when)
    return model.log_odds(model.contributions(seen.features))


def _over(archive: Archive, ego: Ints, when: Floats) -> Ints:
    """Return the window in which something happened last to each question's ego before it; those below are over."""
    at, whose = archive.interactions.at, archive.ego[archive.interactions.person]
    order = np.lexsort((at, whose))
    bounds = np.clip(np.ceil(when), at.min(), at.max() + 1).astype(np.int64)
    width = int(at.max() - at.min()) + 2
    key = whose[order] * width + (at[order] - at.min())
    place = np.searchsorted(key, ego * width + (bounds - at.min())) - 1
    found = np.maximum(place, 0)
    is_own = (place >= 0) & (whose[order][found] == ego)
    return np.where(is_own, _windows(at[order][found], archive.horizon), _windows(at.min(), archive.horizon))


def _is_near(key: Ints, asked: Ints, span: int) -> Bools:
    """Return which windows some question of their ego looks back to."""
    following = np.searchsorted(asked, key, side="right")
    found = np.append(asked, -1)[np.minimum(following, len(asked))]
    is_near: Bools = (found // span == key // span) & (found - key <= LOOK_BACK)
    return is_near


def _faded(counts: Floats, key: Ints, span: int) -> Floats:
    """Return for each ego and window what it and those before it count together, older ones less. Shape: (m, BINS)."""
    follows = np.append(False, key[1:] // span == key[:-1] // span) if len(key) else np.zeros(0, bool)
    place = np.arange(len(key))
    rank = place - np.maximum.accumulate(np.where(follows, 0, place)) if len(key) else place
    order = np.argsort(rank, kind="stable")
    ends = np.cumsum(np.bincount(rank))
    for low, high in zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True):
        now = order[low:high]
        counts[now] += FADING ** (key[now] - key[now - 1])[:, None] * counts[now - 1]
    return counts


def _within(faded: Floats, key: Ints, asked: Ints, span: int) -> Floats:
    """Return what the `LOOK_BACK` windows before each question count together. Shape: (questions, BINS)."""
    before = FADING**LOOK_BACK * _before(faded, key, asked - LOOK_BACK, span)
    return np.maximum(_before(faded, key, asked, span) - before, 0.0)


def _before(faded: Floats, key: Ints, until: Ints, span: int) -> Floats:
    """Return what all windows of the same ego below one count together."""
    if not len(key):
        return np.zeros((len(until), BINS))
    place = np.searchsorted(key, until) - 1
    last = np.maximum(place, 0)
    is_own = (place >= 0) & (key[last] // span == until // span)
    left = np.where(is_own, FADING ** np.clip(until - 1 - key[last], 0, 4_000), 0.0)
    return left[:, None] * faded[last]
