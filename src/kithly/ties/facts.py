"""One tie as a value, with the facts that moved its strength most, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import cache
from typing import Final

import numpy as np

from kithly.records import Because, Evidence
from kithly.ties.bands import BANDS
from kithly.ties.columns import Column, Floats
from kithly.ties.ego import Ego
from kithly.ties.features import Moment, features
from kithly.ties.measure import Measures
from kithly.ties.model import Model, coefficients
from kithly.ties.rhythm import WARM_DAYS
from kithly.ties.tie import UNKNOWN, Tie
from kithly.ties.words import counted, duration, month_of, times

FACTS_SHOWN: Final = 3


class Fact(StrEnum):
    """What can be said of a tie."""

    SILENCE = "silence"  # proven by the last interaction
    DAYS = "days"  # by the first and the last
    CLICK = "click"  # by the last interaction, where there never were words
    ANSWERS = "answers"  # by their last reply, or ego's last message
    BALANCE = "balance"  # by the last interaction of each


_FACTS: Final = tuple(Fact)

# Which fact tells of which term; the ego's own level is the same for all ties and tells nothing.
FACT_OF: Final[Mapping[str, Fact]] = {
    "gap": Fact.SILENCE,
    "overdue": Fact.SILENCE,
    "act_0": Fact.SILENCE,
    "act_1": Fact.SILENCE,
    "days_1": Fact.SILENCE,
    "act_2": Fact.DAYS,
    "act_3": Fact.DAYS,
    "act_4": Fact.DAYS,
    "days": Fact.DAYS,
    "days_2": Fact.DAYS,
    "days_3": Fact.DAYS,
    "days_4": Fact.DAYS,
    "personal": Fact.DAYS,
    "age": Fact.DAYS,
    "rr_alter": Fact.ANSWERS,
    "rr_turn": Fact.ANSWERS,
    "waiting": Fact.ANSWERS,
    "gap_in": Fact.SILENCE,
    "pend_me": Fact.SILENCE,
    "pend_them": Fact.SILENCE,
    "recip": Fact.BALANCE,
    "in_share": Fact.BALANCE,
    "never_in": Fact.BALANCE,
    "surplus": Fact.BALANCE,
    "first": Fact.BALANCE,
}
NO_EVIDENCE: Final[Mapping[Fact, tuple[Evidence, ...]]] = {}


def tie_of(measures: Measures, place: int, evidence: Mapping[Fact, tuple[Evidence, ...]] = NO_EVIDENCE) -> Tie:
    """Return one tie as a value.

    Args:
        measures: Of all ties.
        place: Which tie, 0-based.
        evidence: What proves each fact; a fact without it is shown without records.
    """
    tie = numbers_of(measures, place)
    if tie is UNKNOWN:
        return tie
    told = facts_of(measures, place)
    return replace(tie, because=tuple(Because(text=text, evidence=evidence.get(fact, ())) for fact, text in told))


def numbers_of(measures: Measures, place: int) -> Tie:
    """Return one tie without the facts behind it: for many at once, of which few are shown."""
    if not measures.known[place]:
        return UNKNOWN
    row = measures.rows[place]
    return Tie(
        strength=float(measures.strength[place]),
        reply=float(measures.reply[place]) if row[Column.COUNT_IN] + row[Column.COUNT_OUT] > 0 else None,
        band=BANDS[measures.band[place]],
        silent_days=int(measures.silent_days[place]),
        usual_gap_days=float(measures.usual_gap_days[place]),
        drift_90=float(measures.drift_90[place]),
        because=(),
    )


def facts_of(measures: Measures, place: int) -> tuple[tuple[Fact, str], ...]:
    """Return the three facts that moved the strength of a known tie most, strongest first."""
    return _told(measures, place, coefficients().strength, measures.contributions[place])


def reply_facts(measures: Measures, place: int, ego: Ego) -> tuple[tuple[Fact, str], ...]:
    """Return the three facts that moved the chance of an answer most, of a tie in which words were exchanged.

    Args:
        measures: Of all ties.
        place: Which tie, 0-based.
        ego: The ego's level, as the measures were taken with.
    """
    model = coefficients().reply
    seen = features(measures.rows[[place]], ego, Moment(now=measures.now))
    return _told(measures, place, model, model.contributions(seen)[0])


def _told(measures: Measures, place: int, model: Model, contributions: Floats) -> tuple[tuple[Fact, str], ...]:
    """Return the three facts whose terms added most to a model, strongest first."""
    weights = np.abs(contributions @ _facts_of(tuple(term.feature for term in model.terms))).tolist()
    found: list[tuple[Fact, str]] = []
    for _, fact in sorted(zip(weights, _FACTS, strict=True), key=lambda one: -one[0]):
        if text := _TEXTS[fact](measures, place):
            found.append((fact, text))
        if len(found) == FACTS_SHOWN:
            break
    return tuple(found)


@cache
def _facts_of(terms: tuple[str, ...]) -> Floats:
    """Return which fact (column) each term of a model (row) belongs to."""
    return np.array([[FACT_OF.get(term) is fact for fact in _FACTS] for term in terms], float)


def _silence(measures: Measures, place: int) -> str:
    days = int(measures.silent_days[place])  # whole ones, as everywhere
    quiet = f"quiet for {duration(days)}"
    if not days:
        quiet = "in contact within the last day"
    if measures.rows[place, Column.DAYS] < WARM_DAYS:
        return quiet
    return f"{quiet}, usually {duration(measures.usual_gap_days[place])}"


def _days(measures: Measures, place: int) -> str:
    row = measures.rows[place]
    days = int(row[Column.DAYS])
    if not days:
        return ""
    if days == 1:
        return f"{_side(row)} on one day, in {month_of(_first_words(row))}"
    return f"{_side(row)} on {counted(days, 'day')} since {month_of(_first_words(row))}"


def _click(measures: Measures, place: int) -> str:
    row = measures.rows[place]
    return (
        "" if row[Column.DAYS] else f"an endorsement or invitation in {month_of(row[Column.LAST_LIGHT])}, no words yet"
    )


def _answers(measures: Measures, place: int) -> str:
    row = measures.rows[place]
    answered, turns = int(row[Column.TURNS_ANSWERED]), int(row[Column.TURNS])
    if not turns:
        return ""
    if answered == turns == 1:
        return "they answered you"
    if answered == turns:
        return f"they answered each time you got in touch ({counted(turns, 'time')})"
    if not answered:
        return f"you got in touch {times(turns)}, without an answer within a month"
    return f"they answered {answered:,} of the {turns:,} times you got in touch"


def _balance(measures: Measures, place: int) -> str:
    row = measures.rows[place]
    met = row[Column.COUNT_MET]
    theirs, yours = int(row[Column.COUNT_IN] - met / 2), int(row[Column.COUNT_OUT] - met / 2)
    if not theirs and not yours:
        return f"you met {times(int(met))}, nothing in writing was seen" if met else ""
    together = f", and {counted(int(met), 'meeting')}" if met else ""
    return f"{counted(theirs, 'contact')} from them, {yours:,} from you{together}"


def _side(row: Floats) -> str:
    """Say who made the contact; counts do not tell a message from a recommendation or a call the user noted."""
    if not row[Column.COUNT_IN]:
        return "contact from you alone,"
    if not row[Column.COUNT_OUT]:
        return "contact from them alone,"
    return "in contact"


def _first_words(row: Floats) -> float:
    return float(np.minimum(row[Column.FIRST_OUT], row[Column.FIRST_IN]))


_TEXTS: Final[Mapping[Fact, Callable[[Measures, int], str]]] = {
    Fact.SILENCE: _silence,
    Fact.DAYS: _days,
    Fact.CLICK: _click,
    Fact.ANSWERS: _answers,
    Fact.BALANCE: _balance,
}
