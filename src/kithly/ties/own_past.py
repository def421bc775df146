"""What would have been said in ego's own past, and what came of it: counts per window that is over.

Time is cut into windows of H = 90 days since 1970, so that the same log gives the same windows at any minute.
At the beginning of each, the models say a chance for every tie known by then, from what had happened strictly
before it; whether there was contact shows in the window. For the chance of an answer, ego's first words of a
UTC day stand in the place of ties.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history import Interactions
from kithly.ties.calibration import BINS, Cases, counted
from kithly.ties.columns import HORIZON, LIGHT, REPLY, Bools, Floats, Ints
from kithly.ties.conversation import openings_of
from kithly.ties.features import Moment, features
from kithly.ties.model import Model, coefficients
from kithly.ties.moments import Asked, sorted_by_tie, states_when
from kithly.ties.mornings import Mornings

WINDOWS: Final = 16  # looked back at, four years: older ones fade from the calibration anyhow
MIN_ALTERS: Final = 5  # people ego must have been in contact with before a window is judged
MOST_RECIPIENTS: Final = 10  # an opening to more is no question to one person
MOST_PAIRS: Final = 40_000  # ties at the beginnings of windows that are looked at; of more, some are drawn
MOST_ROWS: Final = 60_000  # interactions of the ties drawn
MOST_OPENINGS: Final = 4_000
LEAD: Final = 2  # columns before the first window judged: all that is older, and the window just before it
MIX: Final = 2_654_435_761  # a large odd factor: multiplied with it, numbers lie evenly
EVENLY: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What one model said in each window, and what came true.

    Attributes:
        said: (windows, BINS) how many chances lay in each bin of log-odds, the oldest window first.
        true: (windows, BINS) how many of them came true.
        people: (windows,) how many there were in all, those not drawn included.
        came: (windows,) of how many of these it came true.
    """

    said: Floats
    true: Floats
    people: Ints
    came: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPast:
    """Ego's own past, as far as it tells how right the models are.

    Attributes:
        first: Number of the first window, each of H since 1970.
        strength: Contact within the window.
        reply: An answer within 7 days.
    """

    first: int
    strength: Outcomes
    reply: Outcomes


def windows_over(interactions: Interactions, now: float) -> int:
    """Return the number of the first window that is not over, or not seen to its end.

    A log that ends in a window tells nothing of the rest of it.
    """
    seen = interactions.at[interactions.at <= now]
    return int(seen.max() // HORIZON) if len(seen) else 0


def own_past(interactions: Interactions, now: float) -> OwnPast:
    """Return what the models would have said in past windows, and what came.

    Args:
        interactions: With everybody up to now, in any order, without duplicates (`history.lived`).
        now: Seconds since 1970, UTC.
    """
    end = windows_over(interactions, now)
    first = end - WINDOWS
    if not end:
        return no_past()
    log = _Log.of(interactions, first)
    models = coefficients()
    return OwnPast(first=first, strength=_contacts(log, models.strength), reply=_answers(log, models.reply))


def no_past() -> OwnPast:
    """Return the past of an ego of whom nothing was seen."""
    return OwnPast(first=-WINDOWS, strength=_nothing(), reply=_nothing())


def _nothing() -> Outcomes:
    none, counts = np.zeros((WINDOWS, BINS)), np.zeros(WINDOWS, np.int64)
    return Outcomes(said=none, true=none, people=counts, came=counts)


@dataclass(frozen=True, slots=True)
class _Log:
    """What happened before the windows' end, and what is drawn of it.

    Attributes:
        first: Number of the first window.
        touched: (people, windows + LEAD) whether there was contact in it; first all that is older.
        known: (people, windows) who was known at the beginning of each window that is judged.
        drawn: Interactions of the ties drawn, sorted by tie.
        is_drawn: (people,) which ties are drawn.
        mornings: Ego's level by UTC day.
    """

    first: int
    touched: Bools
    known: Bools
    drawn: Interactions
    is_drawn: Bools
    mornings: Mornings

    @classmethod
    def of(cls, told: Interactions, first: int) -> _Log:
        """Take a log apart; there is something in it."""
        ever = LEAD + WINDOWS  # the column of what came after the windows
        window = np.clip(told.at // int(HORIZON) - first + LEAD, 0, ever)
        touched = np.zeros((int(told.person.max()) + 1, ever + 1), bool)
        touched[told.person, window] = True
        touched = touched[:, :ever]
        before = np.logical_or.accumulate(touched, axis=1)
        wrote = np.bincount(window[told.outgoing], minlength=ever)[:ever] > 0
        judged = wrote & (before.sum(axis=0) >= MIN_ALTERS)
        known = before[:, LEAD - 1 : -1] & judged[LEAD - 1 : -1]
        is_drawn = _drawn(np.arange(len(known)), max(known.sum() / MOST_PAIRS, len(told) / MOST_ROWS))
        some = sorted_by_tie(told.rows(np.flatnonzero(is_drawn[told.person] & (window < ever))))
        return cls(first, touched, known, some, is_drawn, Mornings.of(told, some))

    def log_odds(self, model: Model, tie: Ints, when: Floats) -> Floats:
        """Return what a model says of drawn ties, from what came before each moment."""
        rows = states_when(self.drawn, Asked(tie=tie, when=when))
        seen = features(rows, self.mornings.at(when), Moment(now=when))
        return model.log_odds(model.contributions(seen))


def _drawn(keys: Ints, times: float) -> Bools:
    """Draw one in so many, evenly and always the same ones; all, where there are not too many."""
    return ((keys * MIX) >> 12) % EVENLY < EVENLY / max(times, 1.0)


def _contacts(log: _Log, model: Model) -> Outcomes:
    """Return what was said of the ties known at the beginning of each window, and with whom there was contact."""
    now = log.touched[:, LEAD:]
    tie, window = np.nonzero(log.known & log.is_drawn[:, None])
    when = np.asarray((log.first + window) * HORIZON, np.float64)
    label = now[tie, window].astype(float)
    people, came = log.known.sum(axis=0), (log.known & now).sum(axis=0)
    return _outcomes(window, log.log_odds(model, tie, when), label, people, came)


def _answers(log: _Log, model: Model) -> Outcomes:
    """Return what was said of ego's first words of each day, and whether they were answered within a week."""
    told = log.drawn.rows(((log.drawn.flags & LIGHT) == 0) & ~log.drawn.met)
    at = told.at.astype(float)
    found = openings_of(told.person, at, told.outgoing)
    window = ((at[found.place] + REPLY) // HORIZON).astype(np.int64) - log.first
    # By the next window's beginning a week has passed.
    wanted = (window >= 0) & (window < WINDOWS) & (told.recipients[found.place] <= MOST_RECIPIENTS)
    place, window = found.place[wanted], window[wanted]
    answer = np.append(at, np.inf)[found.answer[wanted]]
    label = answer - at[place] <= REPLY
    people, came = np.bincount(window, minlength=WINDOWS), np.bincount(window[label], minlength=WINDOWS)
    chosen = _drawn(told.person[place] + told.at[place], len(place) / MOST_OPENINGS)
    place, window, label = place[chosen], window[chosen], label[chosen]
    return _outcomes(window, log.log_odds(model, told.person[place], at[place]), label.astype(float), people, came)


def _outcomes(window: Ints, log_odds: Floats, label: Floats, people: Ints, came: Ints) -> Outcomes:
    cases = Cases(window=window, log_odds=log_odds, label=label, weight=np.ones(len(window)))
    said, true = counted(window, WINDOWS, cases)
    return Outcomes(said=said, true=true, people=people, came=came)
