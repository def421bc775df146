"""What could be done today: every timely reason that nothing forbids, with what it is worth."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kithly.history.interactions import Bools, Ints
from kithly.people import PersonId
from kithly.plan.belief import Floats
from kithly.plan.past import DEBTS, ON_THE_DAY, Cause, Past
from kithly.plan.rules import DayRules
from kithly.plan.standing import Standing, factors
from kithly.reasons import Reason, ReasonKind, TouchKind

FIRST_BACK, FIRST_DEBT, FIRST_LATEST = 1e6, 1e3, 30.0  # factors that put something before all else, or all warm reasons
LAST_CHANCE = 1.5  # what ends before the next open day goes before what lasts
SOON, ENDS_SOON = timedelta(days=7), 1.15
NOBODY = Past((), date.min)
_NOT_YET = Past((), date.max)  # nothing is known of them
_IS_DEBT = {id(kind): kind in DEBTS for kind in ReasonKind}  # by the one object each is: quicker than its hash
_INVITATION, _WISH = ReasonKind.INVITATION, ReasonKind.WISH  # they stand elsewhere, and are never planned
_TOUCH_CODES = {id(kind): code for code, kind in enumerate(TouchKind)}

Row = tuple[TouchKind, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What could be done today. Shapes: (n,) offers.

    Attributes:
        reasons: One for each offer.
        person: Place of each one's person in ``persons``.
        persons: Everybody with an offer.
        gain: What each is worth.
        is_debt: Whether each is owed.
        pasts: What became of earlier touches, by person.
        causes: Why others with a timely reason have no offer.
    """

    reasons: list[Reason]
    person: Ints
    persons: list[PersonId]
    gain: Floats
    is_debt: Bools
    pasts: Mapping[PersonId, Past]
    causes: Mapping[PersonId, Cause]

    def past_of(self, reason: Reason) -> Past:
        """Return what became of earlier touches with a reason's person."""
        return self.pasts.get(reason.person, NOBODY)

    def rows(self) -> dict[Row, Ints]:
        """Return the offers of each kind of touch, debts apart."""
        if not self.reasons:
            return {}
        codes = np.array([_TOUCH_CODES[id(one.touch)] for one in self.reasons], np.int64) * 2 + self.is_debt
        order = np.argsort(codes, kind="stable")
        found, first = np.unique(codes[order], return_index=True)
        parts = np.split(order, first[1:])
        kinds = list(TouchKind)
        return {(kinds[code // 2], bool(code % 2)): part for code, part in zip(found.tolist(), parts, strict=True)}

    def best_first(self, places: Ints, least: int, seed: str) -> Iterator[int]:
        """Yield offers by gain; equals in an order drawn from the seed, the same for any order of the input.

        Args:
            places: Of one row.
            least: How many are surely looked at: those are ordered first, alone.
            seed: Draws the order of equals.
        """
        begun = zlib.crc32(seed.encode())
        while len(places):
            gains = self.gain[places]
            cut = np.partition(gains, -least)[-least] if len(places) > least else -np.inf
            is_best = gains >= cut
            best = places[is_best].tolist()
            falls = dict(zip(best, (-gains[is_best]).tolist(), strict=True))
            yield from sorted(best, key=lambda place: (falls[place], _draw(self.reasons[place], begun)))
            places, least = places[~is_best], least * 4


def _draw(reason: Reason, seed: int) -> tuple[int, str, str]:
    return zlib.crc32(f"{reason.person}\x1f{reason.key}".encode(), seed), reason.person, f"{reason.kind}{reason.key}"


def offered(
    reasons: Iterable[Reason], past: Past, people: Mapping[PersonId, Standing], *, day: date, rules: DayRules
) -> Offers:
    """Return what could be done on a day.

    Args:
        reasons: Every reason known, of anybody.
        past: What became of earlier touches.
        people: Standing of each person; reasons of others are left out.
        day: In ego's zone.
        rules: What the user said of their days.
    """
    pasts, causes, kept = past.by_person(), dict[PersonId, Cause](), list[Reason]()
    free: dict[PersonId, Past | Cause | None] = {}
    for reason in reasons:
        person = reason.person
        own = free.get(person, _NOT_YET)
        if own is _NOT_YET:
            own = free[person] = _keeps_out(people.get(person), pasts.get(person))
        if own is _NOT_YET or not _is_timely(reason, day):
            continue
        cause = own if own is None or isinstance(own, Cause) else own.forbids(reason)
        if cause is None:
            kept.append(reason)
        else:
            causes[person] = min(cause, causes.get(person, cause))
    persons = list(dict.fromkeys([one.person for one in kept]))
    place = {person: number for number, person in enumerate(persons)}
    at = np.array([place[one.person] for one in kept], np.int64)
    is_debt = np.array([_IS_DEBT[id(one.kind)] for one in kept], bool)
    gain = _gains(kept, at, is_debt, [people[one] for one in persons])
    _hasten(kept, gain, pasts, day=day, rules=rules)
    _say_it_on_the_day(kept, at, gain, is_debt, day)
    return Offers(
        reasons=kept,
        person=at,
        persons=persons,
        gain=gain,
        is_debt=is_debt,
        pasts=pasts,
        causes={person: cause for person, cause in causes.items() if person not in place},
    )


def _keeps_out(standing: Standing | None, past: Past | None) -> Past | Cause | None:
    """Return what may keep a person's reasons out: their past, or their peace; `_NOT_YET` for whom nobody knows."""
    if standing is None:
        return _NOT_YET
    return past if standing.person.is_plannable else Cause.IN_PEACE


def _is_timely(reason: Reason, day: date) -> bool:
    if not reason.evidence or reason.worth <= 0:
        return False
    kind, starts, ends = reason.kind, reason.starts, reason.ends
    if kind is _INVITATION or kind is _WISH:
        return False
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def _gains(reasons: list[Reason], person: Ints, is_debt: Bools, standings: list[Standing]) -> Floats:
    """Return what each reason is worth on any day: its worth, times what its person's tie makes of it."""
    owed, warm = factors(standings)
    gain = np.array([one.worth for one in reasons], np.float64)
    if len(reasons):
        gain *= np.where(is_debt, owed[person] * FIRST_DEBT, warm[person])
    return gain


def _hasten(reasons: list[Reason], gain: Floats, pasts: Mapping[PersonId, Past], *, day: date, rules: DayRules) -> None:
    """Make more of what ends soon, of a cadence at its latest, and of what the user put off until now."""
    hurries: dict[date, float] = {}
    for number in [number for number, one in enumerate(reasons) if one.ends is not None]:
        reason, ends = reasons[number], reasons[number].ends or day
        if ends not in hurries:
            hurries[ends] = _hurry(ends, day, rules)
        gain[number] *= LAST_CHANCE if reason.on == day and is_last_chance(reason, day, rules) else hurries[ends]
    paced = ReasonKind.CADENCE
    for number in [number for number, one in enumerate(reasons) if one.kind is paced]:
        gain[number] *= FIRST_LATEST if is_at_latest(reasons[number], day) else 1.0
    late = {person for person, past in pasts.items() if past.has_snoozed()}
    for number in [number for number, one in enumerate(reasons) if one.person in late] if late else ():
        reason = reasons[number]
        gain[number] *= FIRST_BACK if pasts[reason.person].is_back(reason.key) else 1.0


def _say_it_on_the_day(reasons: list[Reason], person: Ints, gain: Floats, is_debt: Bools, day: date) -> None:
    """Let what comes once a year stand for whatever else there is to say to that person, but for a debt."""
    for number in [number for number, one in enumerate(reasons) if one.on == day and one.kind in ON_THE_DAY]:
        beside = gain[(person == person[number]) & ~is_debt]
        gain[number] = max(gain[number], np.nextafter(beside.max(), np.inf))


def _hurry(ends: date, day: date, rules: DayRules) -> float:
    """Return how much more a reason is worth because it ends: most on the last open day."""
    if rules.last_chance(day, ends):
        return LAST_CHANCE
    return ENDS_SOON if ends - day < SOON else 1.0


def is_at_latest(reason: Reason, day: date) -> bool:
    """Say whether the user wants to be in touch by now at the latest: a cadence is about that day."""
    return reason.kind is ReasonKind.CADENCE and reason.on is not None and reason.on <= day


def is_last_chance(reason: Reason, day: date, rules: DayRules) -> bool:
    """Say whether a reason is for today: it ends before the next open day, or it is about this very day."""
    if reason.kind in ON_THE_DAY and reason.on == day:
        return True
    return reason.ends is not None and rules.last_chance(day, reason.ends)


def held_back(
    offers: Offers, chosen: frozenset[PersonId], blocked: Mapping[PersonId, Cause], *, full: bool
) -> Counter[str]:
    """Return how many people with a timely reason are not chosen, by cause.

    Args:
        offers: What could be done.
        chosen: Who is on the plan.
        blocked: Whom a limit of a place kept out.
        full: Whether the week holds no further reconnection.
    """
    held = Counter(cause.value for cause in offers.causes.values())
    order = np.lexsort((-offers.gain, offers.person))
    first = np.ones(len(order), bool)
    first[1:] = offers.person[order][1:] != offers.person[order][:-1]
    waits = dict(zip(offers.persons, order[first].tolist(), strict=True))
    for person in chosen:
        del waits[person]
    away = [place for place in waits.values() if offers.reasons[place].touch is TouchKind.RECONNECT] if full else []
    held[Cause.RECONNECTIONS.value] = len(away)
    for place in away:
        del waits[offers.reasons[place].person]
    held.update(cause.value for person, cause in blocked.items() if person in waits)
    held[Cause.ROOM.value] = len(waits) - sum(1 for person in blocked if person in waits)
    return +held
