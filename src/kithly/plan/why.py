"""Why a hello is on the day's plan: short sentences, each true, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kithly.plan.offers import SOON, is_at_latest, is_last_chance
from kithly.plan.past import ON_THE_DAY, Past
from kithly.plan.rules import DayRules
from kithly.plan.standing import Standing
from kithly.reasons import Reason, ReasonKind
from kithly.ties import Band
from kithly.ties.words import duration, in_ten

MOST = 3  # sentences
FADING = -0.1  # a fall of the chance of contact within 90 days that is worth a word
LIKELY = 0.6  # chance of an answer that is worth a word
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OWED = {
    ReasonKind.REPLY_OWED: "They wait for your answer.",
    ReasonKind.THANKS_OWED: "Thanks are owed.",
    ReasonKind.MET: "A first word is best soon after you met.",
    ReasonKind.PROMISE: "You said you would.",
}
ITS_DAY = "It is their birthday today, too."
OTHERWISE = "A true occasion, and it fits the minutes left."


def why(reason: Reason, standing: Standing, own: Past, *, day: date, rules: DayRules) -> tuple[str, ...]:
    """Return why a reason was chosen.

    Args:
        reason: Which.
        standing: How it stands with the person.
        own: What became of earlier touches with the person.
        day: In ego's zone.
        rules: What the user said of their days.
    """
    told = (*_now(reason, own, day, rules), *_person(reason, standing))
    return told[:MOST] or (OTHERWISE,)


def _now(reason: Reason, own: Past, day: date, rules: DayRules) -> Iterator[str]:
    """Yield why it is today."""
    if own.is_back(reason.key):
        yield "You put it off until now."
    if reason.kind in OWED:
        yield OWED[reason.kind]
    if reason.kind is ReasonKind.CADENCE:
        yield "By your own rhythm, it is time." if is_at_latest(reason, day) else "You set this rhythm yourself."
    if reason.kind in ON_THE_DAY and reason.on == day:
        yield "Today is the day."
    elif reason.ends == day:
        yield "Worth it now: today is the last day for it."
    elif reason.ends is not None and is_last_chance(reason, day, rules):
        yield f"Worth it now: it ends on {_weekday(reason.ends, day)}, and nothing is planned before that."
    elif reason.ends is not None and reason.ends - day < SOON:
        yield f"Worth it now: it ends {_on(reason.ends, day)}."


def _on(ends: date, day: date) -> str:
    return "tomorrow" if ends - day == timedelta(days=1) else f"on {_weekday(ends, day)}"


def _weekday(ends: date, day: date) -> str:
    return DAYS[ends.weekday()] if ends - day < SOON else f"{ends:%-d %B}"


def _person(reason: Reason, standing: Standing) -> Iterator[str]:
    """Yield what the tie and the user's word say for it."""
    tie = standing.tie
    is_told = reason.kind in {ReasonKind.RHYTHM, ReasonKind.CADENCE}  # the reason itself speaks of it
    has_rhythm = tie.band not in {Band.FAINT, Band.UNKNOWN} and not is_told
    if has_rhythm and tie.usual_gap_days and tie.silent_days and tie.silent_days > tie.usual_gap_days:
        usual, silent = duration(tie.usual_gap_days), duration(tie.silent_days)
        if usual != silent:
            yield f"Your rhythm with them is {usual}; it has been {silent}."
    if standing.person.importance > 1:
        yield "They matter much to you, as you said."
    if tie.strength is not None and tie.drift_90 is not None and tie.drift_90 <= FADING:
        now, later = in_ten(tie.strength), in_ten(max(tie.strength + tie.drift_90, 0.0))
        if now != later:
            yield f"Left alone, contact gets less likely: {now} today, {later} in 90 days."
    if tie.reply is not None and tie.reply >= LIKELY:
        yield "They are likely to answer."
