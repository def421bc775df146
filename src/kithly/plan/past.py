"""What became of earlier touches, and what that forbids today."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kithly.people import PersonId
from kithly.plan.limits import Act, act_of
from kithly.plan.touch import TouchId
from kithly.reasons import Reason, ReasonKind, TouchKind

WEEK = timedelta(days=7)
MOST_RECONNECTIONS = 2  # in any seven days
COOL_DOWN = timedelta(days=21)  # after a done touch nobody is pestered
COOL_DOWNS = {
    TouchKind.RECONNECT: timedelta(days=60),
    TouchKind.LIKE: timedelta(days=7),  # one click weighs little
    TouchKind.COMMENT: timedelta(days=14),
}
SKIP_PERSON = timedelta(days=90)  # "not this person" without an end
SHOWN_ENOUGH = 3  # shown on so many days and left alone: it rests
SHOWN_ENOUGH_DEBT = 7
REST = timedelta(days=21)  # counted from the last day it was shown

DEBTS = frozenset({ReasonKind.REPLY_OWED, ReasonKind.THANKS_OWED, ReasonKind.MET, ReasonKind.PROMISE})
ON_THE_DAY = frozenset({ReasonKind.BIRTHDAY})  # what comes once a year waits for no cool-down
NEVER_COOLING = DEBTS | ON_THE_DAY | {ReasonKind.CADENCE}  # a cadence says itself how soon is too soon
RECURRING = frozenset({ReasonKind.NAMED, ReasonKind.DORMANT})  # may come again after a cool-down


_YEARLY = re.compile(r"(?<=^birthday)@\d{4}$")


class Cause(StrEnum):
    """Why somebody with a timely reason is not on a day's plan."""

    ROOM = "room"  # the minutes went to what is worth more
    RECONNECTIONS = "reconnections"  # two a week, fewer while brought-back talks are open
    PLACE = "place"  # so many a day or week at one place
    COOL_DOWN = "cool_down"  # a hello was done lately
    LATER = "later"  # put off by the user, or not this person for a while
    SHOWN = "shown"  # shown on enough days and left alone
    SETTLED = "settled"  # done, or not this reason by the user's word
    IN_PEACE = "in_peace"  # quiet, remembered, family, service, left out


class Outcome(StrEnum):
    """What became of a touch."""

    PLANNED = "planned"  # shown, and nothing happened yet
    TAKEN = "taken along"  # its words were; whether they went out is not told
    DONE = "done"
    SNOOZED = "snoozed"
    SKIPPED_REASON = "skipped reason"  # not this reason, ever
    SKIPPED_PERSON = "skipped person"  # not this person, for a while


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTouch:
    """One touch on one earlier day.

    Attributes:
        id: The touch.
        person: Whom it was about.
        kind: What it was.
        reason_key: Key of its reason; empty for a contact the user logged.
        outcome: What became of it.
        on: The day, in ego's zone.
        until: Day from which a snoozed touch or a skipped person may come again; None for the usual time.
        place: The door it went through; empty where that is not known.
    """

    id: TouchId
    person: PersonId
    kind: TouchKind
    reason_key: str
    outcome: Outcome
    on: date
    until: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier touches, as seen from one day."""

    touches: tuple[PastTouch, ...]
    day: date

    @classmethod
    def before(cls, touches: Sequence[PastTouch], day: date) -> Past:
        """Return the touches up to that day in one order, whatever order they came in."""
        kept = (one for one in touches if one.on <= day)
        return cls(tuple(sorted(kept, key=lambda one: (one.on, one.id, one.outcome))), day)

    def by_person(self) -> dict[PersonId, Past]:
        """Return the part about each person."""
        parts: dict[PersonId, list[PastTouch]] = {}
        for one in self.touches:
            parts.setdefault(one.person, []).append(one)
        return {person: Past(tuple(part), self.day) for person, part in parts.items()}

    def forbids(self, reason: Reason) -> Cause | None:
        """Return why the user's word or a cool-down keeps this reason out of today; None where nothing does.

        Give it the person's own past.
        """
        if self._is_settled(reason):
            return Cause.SETTLED
        if self._is_waiting(reason):
            return Cause.LATER
        if self._is_cooling(reason):
            return Cause.COOL_DOWN
        return Cause.SHOWN if self._is_resting(reason) else None

    def is_waved_off(self, reason: Reason) -> bool:
        """Say whether the user did it, put it off, or does not want it. Give it the person's own past."""
        return self._is_settled(reason) or self._is_waiting(reason)

    def _is_settled(self, reason: Reason) -> bool:
        """Say whether it was done, or is not wanted; what means the same every year is not wanted in any."""
        every = _every(reason.key)
        for one in self.touches:
            if one.outcome is Outcome.SKIPPED_REASON and _every(one.reason_key) == every:
                return True
            if one.outcome is Outcome.DONE and one.reason_key == reason.key and reason.kind not in RECURRING:
                return True
        return False

    def has_snoozed(self) -> bool:
        """Say whether anything was put off until a day."""
        return any(one.outcome is Outcome.SNOOZED and one.until for one in self.touches)

    def is_back(self, key: str) -> bool:
        """Say whether a reason was put off until a day that has come, and was not shown since."""
        same = [one for one in self.touches if one.reason_key == key]
        due = max((one.until for one in same if one.outcome is Outcome.SNOOZED and one.until), default=None)
        if due is None or due > self.day:
            return False
        return not any(due <= one.on < self.day and one.outcome is not Outcome.SNOOZED for one in same)

    def last_done(self, key: str) -> date | None:
        """Return the day a touch for this reason was last done."""
        days = (one.on for one in self.touches if one.reason_key == key and one.outcome is Outcome.DONE)
        return max(days, default=None)

    def reconnections(self) -> frozenset[TouchId]:
        """Return the reconnections shown or done within the last seven days, today included, and not waved off."""
        recent = [one for one in self.touches if one.kind is TouchKind.RECONNECT and self.day - one.on < WEEK]
        waved_off = {one.id for one in recent if one.outcome not in {Outcome.PLANNED, Outcome.TAKEN, Outcome.DONE}}
        done = {one.id for one in recent if one.outcome is Outcome.DONE}
        return frozenset(({one.id for one in recent} - waved_off) | done)

    def done_this_week(self) -> tuple[TouchKind, ...]:
        """Return the kinds of the touches done within the last seven days, one for each."""
        week = {(one.id, one.kind) for one in self.touches if self.day - one.on < WEEK and one.outcome is Outcome.DONE}
        return tuple(kind for _, kind in week)

    def uses(self) -> tuple[Counter[tuple[str, Act]], Counter[tuple[str, Act]]]:
        """Return how much each place bore, today and within the last seven days, by what was done or taken along."""
        said = (
            one for one in self.touches if one.outcome in {Outcome.DONE, Outcome.TAKEN} and self.day - one.on < WEEK
        )
        week = {one.id: (one.on, (one.place, act_of(one.kind))) for one in said}
        today = Counter(use for on, use in week.values() if on == self.day)
        return today, Counter(use for _, use in week.values())

    def _is_waiting(self, reason: Reason) -> bool:
        """Say whether a snooze or a skipped person still runs; a snooze lets a new debt through."""
        for one in self.touches:
            if one.outcome is Outcome.SKIPPED_PERSON and self.day < (one.until or one.on + SKIP_PERSON):
                return True
            is_about_this = reason.kind not in DEBTS or one.reason_key == reason.key
            if one.outcome is Outcome.SNOOZED and is_about_this and self.day < (one.until or one.on + WEEK):
                return True
        return False

    def _is_cooling(self, reason: Reason) -> bool:
        if reason.kind in NEVER_COOLING:
            return False
        return any(
            one.outcome is Outcome.DONE and self.day - one.on < COOL_DOWNS.get(one.kind, COOL_DOWN)
            for one in self.touches
        )

    def _is_resting(self, reason: Reason) -> bool:
        """Say whether it was shown often enough and left alone: then something fresh is shown instead."""
        shown = [one.on for one in self.touches if one.outcome is Outcome.PLANNED and one.reason_key == reason.key]
        if len(shown) < SHOWN_ENOUGH:
            return False
        days = sorted({on for on in shown if on < self.day})
        enough = SHOWN_ENOUGH_DEBT if reason.kind in DEBTS else SHOWN_ENOUGH
        run = _last_run(days)
        return len(run) >= enough and self.day - run[-1] < REST


def _every(key: str) -> str:
    """Return what a key means in every year: ``birthday`` of ``birthday@2026``."""
    return _YEARLY.sub("", key) if "@" in key else key


def _last_run(days: list[date]) -> list[date]:
    """Return the newest days without a pause of `REST` between them."""
    run: list[date] = []
    for one in reversed(days):
        if run and run[-1] - one >= REST:
            break
        run.append(one)
    return run[::-1]
