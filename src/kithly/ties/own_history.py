"""Calibration of many egos at many moments, each on windows of their own past that were over by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from kithly.ties.calibration import FADING, Calibration, Cases, counted, fitted
from kithly.ties.columns import LIGHT, Bools, Floats, Ints
from kithly.ties.conversation import openings_of
from kithly.ties.model import Model
from kithly.ties.moments import sorted_by_tie
from kithly.ties.predict import Archive, seen_when

MIN_ALTERS: Final = 5  # people an ego must have been in contact with before a window of theirs is judged
CASES_KEPT: Final = 200  # of one ego in one window; more would not move the calibration
MOST_RECIPIENTS: Final = 10  # an opening to more is no question to one person
MOST_WINDOWS: Final = 250
EGOS_AT_ONCE: Final = 400  # so that the counts of many egos do not fill the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Chances said of ties at past moments, with what became of them. Shape of each array: (n,).

    Attributes:
        ego: Whose.
        window: Number of the window, of length H, counted from the archive's beginning.
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


def contacts_expected(archive: Archive) -> Past:
    """Return ties at the ends of past windows, with whether there was contact in the next.

    An ego is judged in a window if they wrote to somebody in the one before, and had been in contact with
    `MIN_ALTERS` people.
    """
    told = sorted_by_tie(archive.interactions)
    origin = _origin(archive)
    window = np.maximum((told.at - origin) // archive.horizon, 0).astype(np.int64)
    windows, egos = int(window.max()) + 1, int(archive.ego.max()) + 1
    touched = np.zeros((len(archive.ego), windows), bool)
    touched[told.person, window] = True
    before = np.logical_or.accumulate(touched, axis=1)
    wrote = np.zeros((egos, windows), bool)
    wrote[archive.ego[told.person[told.outgoing]], window[told.outgoing]] = True
    alters = np.zeros((egos, windows), np.int64)
    np.add.at(alters, archive.ego, before.astype(np.int64))
    judged = wrote & (alters >= MIN_ALTERS)
    tie, last = np.nonzero(before[:, :-1] & judged[archive.ego][:, :-1])
    return _kept(
        Past(
            ego=archive.ego[tie],
            window=last + 1,
            tie=tie,
            when=(origin + (last + 1) * archive.horizon).astype(np.float64),
            label=touched[tie, last + 1].astype(float),
            weight=np.ones(len(tie)),
        )
    )


def _origin(archive: Archive) -> float:
    """Return where the first window begins; of a long archive only the newest `MOST_WINDOWS` are judged."""
    at = archive.interactions.at
    return max(float(at.min()), float(at.max()) - MOST_WINDOWS * archive.horizon)


def answers_expected(archive: Archive) -> Past:
    """Return the first words of ego to a person on each day, with whether they wrote within the reply window."""
    told = sorted_by_tie(archive.interactions)
    told = told.rows(((told.flags & LIGHT) == 0) & ~told.met)
    found = openings_of(told.person, told.at.astype(float), told.outgoing)
    origin = _origin(archive)
    place = found.place
    wanted = (told.recipients[place] <= MOST_RECIPIENTS) & (told.at[place] >= origin)
    place = place[wanted]
    answer = np.append(told.at.astype(float), np.inf)[found.answer[wanted]]
    at = told.at[place].astype(float)
    return _kept(
        Past(
            ego=archive.ego[told.person[place]],
            window=((at + archive.reply_within - origin) // archive.horizon).astype(np.int64),
            tie=told.person[place],
            when=at,
            label=(answer - at <= archive.reply_within).astype(float),
            weight=np.ones(len(at)),
        )
    )


def _kept(past: Past) -> Past:
    """Return at most `CASES_KEPT` rows of each ego and window, drawn evenly, each standing for as many as it must."""
    mixed = (past.tie * 2_654_435_761 + past.when.astype(np.int64) * 40_503) & 0xFFFFF
    order = np.lexsort((mixed, past.window, past.ego))
    group = past.ego[order] * (int(past.window.max(initial=0)) + 1) + past.window[order]
    first = np.append(True, group[1:] != group[:-1]) if len(group) else np.zeros(0, bool)
    place = np.arange(len(group))
    rank = place - np.maximum.accumulate(np.where(first, place, 0))
    _, which, size = np.unique(group, return_inverse=True, return_counts=True)
    kept = rank < CASES_KEPT
    weight = np.maximum(size[which] / CASES_KEPT, 1.0)
    past = past.rows(order[kept])
    return Past(ego=past.ego, window=past.window, tie=past.tie, when=past.when, label=past.label, weight=weight[kept])


def own_history(
    archive: Archive, model: Model, expected: Callable[[Archive], Past], ego: Ints, when: Floats
) -> Calibration:
    """Return the calibration of each question, from windows of its ego that were over before it.

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
    for number in np.unique(ego // EGOS_AT_ONCE).tolist():
        low, high = np.searchsorted(block[order], [number, number + 1])
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
    return replace(archive, interactions=replace(some, person=person), ego=archive.ego[ties] - first)


def _of_some(archive: Archive, model: Model, past: Past, ego: Ints, when: Floats) -> tuple[Floats, Floats, Floats]:
    """Return shift, slope and spread of the questions of a few egos, numbered from 0."""
    over = np.maximum((when - _origin(archive)) // archive.horizon, 0).astype(np.int64)  # windows below are over
    seen = seen_when(archive, past.tie, past.when)
    log_odds = model.log_odds(model.contributions(seen.features))
    windows = int(max(past.window.max(initial=0), over.max())) + 1
    cases = Cases(window=past.window, log_odds=log_odds, label=past.label, weight=past.weight)
    said, true = counted(past.ego * windows + past.window, EGOS_AT_ONCE * windows, cases)
    said, true = (_faded(counts.reshape(EGOS_AT_ONCE, windows, -1)) for counts in (said, true))
    pair, which = np.unique(ego * windows + over, return_inverse=True)
    whose, until = pair // windows, pair % windows
    any_before, last = (until > 0)[:, None], np.maximum(until - 1, 0)
    shift, slope, spread = fitted(said[whose, last] * any_before, true[whose, last] * any_before, model.spread)
    return shift[which], slope[which], spread[which]


def _faded(counts: Floats) -> Floats:
    """Return for each window what it and those before it count together, older ones less. Shape: (egos, windows, k)."""
    for window in range(1, counts.shape[1]):
        counts[:, window] += FADING * counts[:, window - 1]
    return counts
