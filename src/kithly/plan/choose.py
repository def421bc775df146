"""The day's few touches, worth the most together under a budget of minutes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.plan.costs import MINUTES
from kithly.plan.doors import door
from kithly.plan.limits import Act, act_of
from kithly.plan.offers import Offers, Row, held_back, is_at_latest, is_last_chance, offered
from kithly.plan.packing import Bounds, Item, pack
from kithly.plan.past import DEBTS, MOST_RECONNECTIONS, ON_THE_DAY, Cause, Past, PastTouch
from kithly.plan.rules import DayRules
from kithly.plan.standing import Standing
from kithly.plan.touch import DayPlan, Minutes, Touch, TouchId
from kithly.plan.why import ITS_DAY, why
from kithly.plan.why import MOST as MOST_WHY
from kithly.reasons import Reason, ReasonKind, TouchKind

MOST_A_DAY = 7  # a handful; more is a list, not a day
SAME_AGAIN = 0.8  # each further touch of one kind, today or done within a week, is worth that much less
FIRST_REPLY = 20.0  # one reply owed goes before all other debts; a second one no longer
HALF = 2  # half-minutes of a minute
ENOUGH = 4 * MOST_A_DAY  # candidates of a row: more than ever fit beside what other rows take
CLOSELY = 64  # offers of a row that are put in order at first
RECONNECTION = "reconnection"  # name of what two a week use
NO_RULES = DayRules()


def choose(  # noqa: PLR0913 - a public contract: what is known, and what the user wants of the day
    reasons: Iterable[Reason],
    past: Sequence[PastTouch],
    people: Mapping[PersonId, Standing],
    *,
    day: date,
    budget: Minutes,
    ego: str,
    rules: DayRules = NO_RULES,
) -> DayPlan:
    """Return the plan of a day: the few touches worth the most together, each with why.

    One touch a person; what the user put off until today and debts come first, but after two debts something else
    gets its turn; at most two reconnections in any seven days, fewer while brought-back talks are open; no place
    bears more than its limits; nothing the user waved off; what was shown for days and left alone rests. The same
    input in any order gives the same plan; equals are ordered by ego and day.

    Args:
        reasons: Every reason known, of anybody.
        past: Earlier touches of at least the last 90 days, and all skipped or done reasons.
        people: Standing of each person; reasons of others are left out.
        day: In ego's zone.
        budget: Minutes the user has; the plan never exceeds it.
        ego: Id of the user: part of touch ids and of the order of equals.
        rules: What the user said of their days.
    """
    seen = Past.before(past, day)
    offers = offered(reasons, seen, people, day=day, rules=rules)
    short = _Shortlist(offers, people, seen, day=day, ego=ego, rules=rules)
    chosen = [short.options[place] for place in pack(short.items, short.bounds(budget))]
    chosen.sort(key=lambda one: one.order)
    return DayPlan(
        day=day,
        budget=budget,
        touches=tuple(short.with_why(one) for one in chosen),
        held=dict(sorted(short.held(chosen).items())),
    )


def nearest(  # noqa: PLR0913 - the same as of `choose`
    reasons: Iterable[Reason],
    past: Sequence[PastTouch],
    people: Mapping[PersonId, Standing],
    *,
    day: date,
    budget: Minutes,
    ego: str,
    rules: DayRules = NO_RULES,
) -> tuple[PersonId, ...]:
    """Return the people nearest to being chosen: those `choose` would, then the next of each kind of touch by turns.

    Args:
        reasons: As of `choose`, and so is all else.
        past: Earlier touches.
        people: Standing of each person.
        day: In ego's zone.
        budget: Minutes the user has.
        ego: Id of the user.
        rules: What the user said of their days.
    """
    seen = Past.before(past, day)
    short = _Shortlist(
        offered(reasons, seen, people, day=day, rules=rules), people, seen, day=day, ego=ego, rules=rules
    )
    first = set(pack(short.items, short.bounds(budget)))
    turn: Counter[str] = Counter()
    ranked = []
    for place, item in enumerate(short.items):
        ranked.append((place not in first, turn[item.row], -item.gain / item.cost, place))
        turn[item.row] += 1
    return tuple(dict.fromkeys(short.options[place].touch.person for *_, place in sorted(ranked)))


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Option:
    touch: Touch
    gain: float
    number: int  # its turn among equals
    is_back: bool  # the user put it off, and the day they named has come
    is_last: bool

    @property
    def order(self) -> tuple[bool, bool, bool, bool, float, int]:
        """What is shown first: put off until now, an answer owed, other debts, for today alone, worth most."""
        kind = self.touch.reason.kind
        return (
            not self.is_back,
            kind is not ReasonKind.REPLY_OWED,
            kind not in DEBTS,
            not self.is_last,
            -self.gain,
            self.number,
        )


class _Shortlist:
    """The best offers of each row, with what they use of what is scarce."""

    def __init__(
        self, offers: Offers, people: Mapping[PersonId, Standing], seen: Past, *, day: date, ego: str, rules: DayRules
    ) -> None:
        self._offers, self._people, self._seen = offers, people, seen
        self._day, self._ego, self._rules = day, ego, rules
        self._today, self._week = seen.uses()
        self._known = set(seen.reconnections())
        self._tokens = {RECONNECTION: max(_reconnections(people) - len(self._known), 0)}
        self._left: dict[tuple[str, Act], int] = {}
        self._blocked: dict[PersonId, Cause] = {}
        self.options: list[_Option] = []
        self.items: list[Item] = []
        self._rows = sorted(offers.rows().items())
        for row, places in self._rows:
            self._list(row, self._standing(places) if row[0] is TouchKind.RECONNECT else places)

    def bounds(self, budget: Minutes) -> Bounds:
        """Return what the day bears."""
        done = Counter(self._seen.done_this_week())
        return Bounds(
            room=int(max(budget, 0.0) * HALF),
            most=MOST_A_DAY,
            tokens=self._tokens,
            weights={_name(row): _weights(row, done) for row, _ in self._rows},
        )

    def with_why(self, option: _Option) -> Touch:
        """Return a chosen touch with why it was."""
        reason = option.touch.reason
        own = self._offers.past_of(reason)
        told = why(reason, self._people[reason.person], own, day=self._day, rules=self._rules)
        return replace(option.touch, why=(*self._beside(reason), *told)[:MOST_WHY])

    def _beside(self, reason: Reason) -> tuple[str, ...]:
        """Say what comes once a year and would be passed over: it is one hello a person a day."""
        offers = self._offers
        places = np.flatnonzero(offers.person == offers.persons.index(reason.person))
        others = [offers.reasons[place] for place in places.tolist()]
        is_there = any(one.kind in ON_THE_DAY and one.on == self._day for one in others if one is not reason)
        return (ITS_DAY,) if is_there and reason.kind not in ON_THE_DAY else ()

    def held(self, chosen: Sequence[_Option]) -> Counter[str]:
        """Return how many people with a timely reason are not chosen, by cause."""
        names = frozenset(one.touch.person for one in chosen)
        fresh = sum(one.touch.kind is TouchKind.RECONNECT and one.touch.id not in self._known for one in chosen)
        is_full = fresh >= self._tokens[RECONNECTION]
        return held_back(self._offers, names, self._blocked, full=is_full)

    def _standing(self, places: Ints) -> Ints:
        """Return the reconnections that may be: all, or those shown this week alone where it holds no further one."""
        if self._tokens[RECONNECTION]:
            return places
        shown = {one.person for one in self._seen.touches if one.id in self._known}
        return np.array([place for place in places.tolist() if self._offers.reasons[place].person in shown], np.int64)

    def _list(self, row: Row, places: Ints) -> None:
        """Put the best of a row on the list, each person once."""
        listed: set[PersonId] = set()
        for number, place in enumerate(self._offers.best_first(places, CLOSELY, f"{self._ego}\x1f{self._day}")):
            reason = self._offers.reasons[place]
            if reason.person in listed or self._is_blocked(reason):
                continue
            touch = as_touch(reason, self._offers.past_of(reason), self._people[reason.person], ego=self._ego)
            tokens = self._tokens_of(touch)
            if tokens is None:
                continue
            listed.add(reason.person)
            self._add(touch, float(self._offers.gain[place]), number, (_name(row), row[1], tokens))
            if len(listed) == ENOUGH:
                return

    def _is_blocked(self, reason: Reason) -> bool:
        """Say whether a reason's place bears nothing more today."""
        standing = self._people[reason.person]
        use = (door(reason, standing.person, standing.answered_on), act_of(reason.touch))
        left = self._left.get(use)
        if left is None:
            limit = self._rules.limit(*use)
            left = self._left[use] = max(min(limit.day - self._today[use], limit.week - self._week[use]), 0)
            self._tokens[_place(use)] = left
        if not left:
            self._blocked[reason.person] = Cause.PLACE
        return not left

    def _tokens_of(self, touch: Touch) -> tuple[str, ...] | None:
        """Return what a touch uses of what is scarce; None where the week holds no further reconnection."""
        self._tokens[touch.person] = 1
        is_new = touch.kind is TouchKind.RECONNECT and touch.id not in self._known
        if is_new and not self._tokens[RECONNECTION]:
            return None
        place = _place((touch.channel, act_of(touch.kind)))
        return (touch.person, place, *((RECONNECTION,) if is_new else ()))

    def _add(self, touch: Touch, gain: float, number: int, row: tuple[str, bool, tuple[str, ...]]) -> None:
        name, is_first, tokens = row
        cost = int(touch.minutes * HALF)
        reason = touch.reason
        self.items.append(Item(cost=cost, gain=gain, row=name, is_first=is_first, tokens=tokens))
        self.options.append(
            _Option(
                touch=touch,
                gain=gain,
                number=number,
                is_back=self._offers.past_of(reason).is_back(reason.key),
                is_last=is_last_chance(reason, self._day, self._rules) or is_at_latest(reason, self._day),
            )
        )


def _reconnections(people: Mapping[PersonId, Standing]) -> int:
    """Return how many reconnections a week may hold: two, one while one or two talks are open, none beyond."""
    talking = sum(1 for standing in people.values() if standing.is_talking)
    return max(0, MOST_RECONNECTIONS - (talking + 1) // 2)


def _place(use: tuple[str, Act]) -> str:
    return f"{use[0]} {use[1].value}"


def _name(row: Row) -> str:
    return f"{row[0]}{' owed' if row[1] else ''}"


def _weights(row: Row, done: Counter[TouchKind]) -> list[float]:
    """Return what the best, second best ... of a row counts: of what was done this week already, further ones less."""
    kind, is_debt = row
    before = 0 if is_debt else done[kind]
    weights = [SAME_AGAIN ** (before + number) for number in range(MOST_A_DAY)]
    return [FIRST_REPLY, *weights[1:]] if is_debt and kind is TouchKind.REPLY else weights
