"""The day's few best touches under a budget of minutes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kithly.people import Person, PersonId
from kithly.plan.costs import MINUTES
from kithly.plan.doors import door
from kithly.plan.past import DEBTS, MOST_RECONNECTIONS, Past, PastTouch
from kithly.plan.touch import DayPlan, Minutes, Touch, TouchId
from kithly.reasons import Reason, TouchKind
from kithly.records import Channel
from kithly.ties import Tie

MOST_A_DAY = 7  # a handful; more is a list, not a day
DEBTS_BEFORE_ANOTHER = 2  # debts first, but not only debts
SAME_AGAIN = 0.8  # each further touch of one kind, today or done within a week, is worth that much less
REPLY_UNKNOWN = 0.35  # P(they answer) where nothing was seen: the usual rate of cold ties


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the planner looks at of one person.

    Attributes:
        person: Who, with the user's word on importance and place.
        tie: How ego stands with them today.
        answered_on: Where they last wrote to ego; None if never.
        is_talking: A talk that a reconnection brought back is open with them.
    """

    person: Person
    tie: Tie
    answered_on: Channel | None = None
    is_talking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    touch: Touch
    value: float
    draw: str
    is_back: bool  # the user put it off, and the day they named has come

    @property
    def is_debt(self) -> bool:
        return self.touch.reason.kind in DEBTS

    @property
    def order(self) -> tuple[bool, bool, float, str]:
        return (not self.is_back, not self.is_debt, -self.value, self.draw)


def choose(
    reasons: Iterable[Reason],
    past: Sequence[PastTouch],
    people: Mapping[PersonId, Standing],
    *,
    day: date,
    budget: Minutes,
    ego: str,
) -> DayPlan:
    """Return the plan of a day: the few touches worth the most.

    One touch a person; debts first, but after two of them something else gets its turn; at most two reconnections in
    any seven days, fewer while brought-back talks are open; nothing the user waved off; what was shown for days and
    left alone rests. The same input in any order gives the same plan; equals are ordered by ego and day.

    Args:
        reasons: Every reason known, of anybody.
        past: Earlier touches of at least the last 90 days, and all skipped or done reasons.
        people: Standing of each person; reasons of others are left out.
        day: In ego's zone.
        budget: Minutes the user has; the plan never exceeds it.
        ego: Id of the user: part of touch ids and of the order of equals.
    """
    seen = Past.before(past, day)
    options = _options(reasons, seen, people, day=day, ego=ego)
    room = _reconnections_left(people)
    chosen = _fill(options, budget, seen, room)
    return DayPlan(
        day=day, budget=budget, touches=tuple(one.touch for one in sorted(chosen, key=lambda one: one.order))
    )


def touch_id(ego: str, person: PersonId, reason_key: str, occasion: str) -> TouchId:
    """Return the id of a touch: the same whenever, and from whatever door, it is planned."""
    parts = f"{ego}\x1f{person}\x1f{reason_key}\x1f{occasion}"
    return TouchId(hashlib.blake2b(parts.encode(), digest_size=5).hexdigest())


def is_enough(plan: DayPlan, *, settled: Collection[TouchId], done: Collection[TouchId] = ()) -> bool:
    """Say "enough for today": nothing is left open, or the minutes are used.

    Args:
        plan: Today's plan.
        settled: Touches of it that were done, snoozed or skipped.
        done: Those that were done, and took their minutes.
    """
    left = [touch for touch in plan.touches if touch.id not in settled]
    used = sum(touch.minutes for touch in plan.touches if touch.id in done)
    return not left or used >= plan.budget


def _options(
    reasons: Iterable[Reason], past: Past, people: Mapping[PersonId, Standing], *, day: date, ego: str
) -> list[_Option]:
    """Return the best option of each person."""
    by_person: dict[PersonId, list[Reason]] = {}
    for reason in reasons:
        standing = people.get(reason.person)
        if standing and standing.person.is_plannable and _is_timely(reason, day):
            by_person.setdefault(reason.person, []).append(reason)
    best, pasts = [], past.by_person()
    for person, found in by_person.items():
        own = pasts.get(person) or Past((), day)
        allowed = [_option(one, own, people[person], day=day, ego=ego) for one in found if not own.forbids(one)]
        best += sorted(allowed, key=lambda one: (one.order, one.touch.id))[:1]
    return best


def _is_timely(reason: Reason, day: date) -> bool:
    has_begun = reason.starts is None or reason.starts <= day
    return bool(reason.evidence) and has_begun and (reason.ends is None or day <= reason.ends)


def as_touch(reason: Reason, own: Past, standing: Standing, *, ego: str) -> Touch:
    """Return the touch a reason leads to: the same, with the same id, for the plan and for every list.

    Args:
        reason: Why.
        own: The person's own past (`Past.by_person`).
        standing: Who, and where they last wrote.
        ego: Id of the user.
    """
    occasion = own.last_done(reason.key) or reason.on
    return Touch(
        id=touch_id(ego, reason.person, reason.key, occasion.isoformat() if occasion else ""),
        person=reason.person,
        kind=reason.touch,
        reason=reason,
        channel=door(reason, standing.person, standing.answered_on),
        minutes=MINUTES[reason.touch],
    )


def _option(reason: Reason, own: Past, standing: Standing, *, day: date, ego: str) -> _Option:
    touch = as_touch(reason, own, standing, ego=ego)
    draw = hashlib.blake2b(f"{ego}\x1f{day}\x1f{touch.id}".encode(), digest_size=8).hexdigest()
    return _Option(touch=touch, value=_value(reason, standing), draw=draw, is_back=own.is_back(reason.key))


def _value(reason: Reason, standing: Standing) -> float:
    """Return worth, weighed by the user's importance (square root: a hint, no trump) and by who would answer."""
    reply = REPLY_UNKNOWN if standing.tie.reply is None else standing.tie.reply
    answers = 1.0 if reason.kind in DEBTS else 0.7 + 0.6 * reply
    return float(reason.worth * standing.person.importance**0.5 * answers)


def _reconnections_left(people: Mapping[PersonId, Standing]) -> int:
    """Return how many reconnections a week may hold: two, one while one or two talks are open, none beyond."""
    talking = sum(1 for standing in people.values() if standing.is_talking)
    return max(0, MOST_RECONNECTIONS - (talking + 1) // 2)


def _fill(options: list[_Option], budget: Minutes, past: Past, room: int) -> list[_Option]:
    """Pick options while minutes and the week's reconnections last."""
    left = sorted(options, key=lambda one: one.order)
    chosen: list[_Option] = []
    minutes, kinds, week = float(budget), Counter(past.done_this_week()), set(past.reconnections())
    while left and len(chosen) < MOST_A_DAY:
        left = [one for one in left if one.touch.minutes <= minutes and _fits_week(one, week, room)]
        if not left:
            break
        picked = _next(left, chosen, kinds)
        left.remove(picked)
        chosen.append(picked)
        minutes -= picked.touch.minutes
        kinds[picked.touch.kind] += 1
        if picked.touch.kind is TouchKind.RECONNECT:
            week.add(picked.touch.id)
    return chosen


def _fits_week(option: _Option, week: set[TouchId], room: int) -> bool:
    if option.touch.kind is not TouchKind.RECONNECT:
        return True
    return option.touch.id in week or len(week) < room


def _next(left: list[_Option], chosen: list[_Option], kinds: Counter[TouchKind]) -> _Option:
    """Return the next pick: a debt, unless enough debts went before and something else waits."""
    back = [one for one in left if one.is_back]
    if back:
        return min(back, key=lambda one: one.order)
    debts = sum(1 for one in chosen if one.is_debt)
    others = len(chosen) - debts
    if any(not one.is_debt for one in left) and debts >= DEBTS_BEFORE_ANOTHER * (others + 1):
        left = [one for one in left if not one.is_debt]
    today = Counter(one.touch.kind for one in chosen)
    return min(left, key=lambda one: _faded(one, today if one.is_debt else kinds).order)


def _faded(option: _Option, kinds: Counter[TouchKind]) -> _Option:
    """Return an option worth less for each touch of its kind before it."""
    return replace(option, value=option.value * SAME_AGAIN ** kinds[option.touch.kind])
