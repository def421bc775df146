"""What could be done today: every timely reason that nothing forbids, with what it is worth."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kithly.history.interactions import Ints
from kithly.people import PersonId
from kithly.plan.belief import Floats
from kithly.plan.past import DEBTS, ON_THE_DAY, Cause, Past
from kithly.plan.rules import DayRules
from kithly.plan.standing import Standing, factors
from kithly.reasons import Reason, ReasonKind, TouchKind

FIRST_BACK, FIRST_DEBT, FIRST_LATEST = 1e6, 1e3, 30.0  # factors that put something before all else, or all warm reasons
LAST_CHANCE = 1.5  # what ends before the next open day goes before what lasts
SOON, ENDS_SOON = timedelta(days=7), 1.15
FARTHEST = timedelta(days=60)  # nobody is away for so long that a later end would be the last chance
NOT_PLANNED = frozenset({ReasonKind.INVITATION, ReasonKind.WISH})
NOBODY = Past((), date.min)

Row = tuple[TouchKind, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What could be done today. Shapes: (n,) offers.

    Attributes:
        reasons: One for each offer.
        person: Place of each one's person in ``persons``.
        persons: Everybody with an offer.
        gain: What each is worth.
        pasts: What became of earlier touches, by person.
        causes: Why others with a timely reason have no offer.
    """

    reasons: list[Reason]
    person: Ints
    persons: list[PersonId]
    gain: Floats
    pasts: Mapping[PersonId, Past]
    causes: Mapping[PersonId, Cause]

    def past_of(self, reason: Reason) -> Past:
        """Return what became of earlier touches with a reason's person."""
        return self.pasts.get(reason.person, NOBODY)

    def rows(self) -> dict[Row, Ints]:
        """Return the offers of each kind of touch, debts apart."""
        rows: defaultdict[Row, list[int]] = defaultdict(list)
        for place, reason in enumerate(self.reasons):
            rows[reason.touch, reason.kind in DEBTS].append(place)
        return {row: np.array(places) for row, places in rows.items()}

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
            yield from sorted(best, key=lambda place: (-self.gain[place], _draw(self.reasons[place], begun)))
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
    place: dict[PersonId, int] = {}
    for reason in reasons:
        person = reason.person
        standing = people.get(person)
        if standing is None or not _is_timely(reason, day):
            continue
        if not standing.person.is_plannable:
            causes[person] = Cause.IN_PEACE
            continue
        own = pasts.get(person)
        cause = own.forbids(reason) if own else None
        if cause is None:
            kept.append(reason)
            place.setdefault(person, len(place))
        else:
            causes[person] = min(cause, causes.get(person, cause))
    persons = list(place)
    return Offers(
        reasons=kept,
        person=np.array([place[one.person] for one in kept], np.int64),
        persons=persons,
        gain=_gains(kept, place, [people[one] for one in persons], pasts, day=day, rules=rules),
        pasts=pasts,
        causes={person: cause for person, cause in causes.items() if person not in place},
    )


def _is_timely(reason: Reason, day: date) -> bool:
    if not reason.evidence or reason.worth <= 0 or reason.kind in NOT_PLANNED:
        return False
    return (reason.starts is None or reason.starts <= day) and (reason.ends is None or day <= reason.ends)


def _gains(
    reasons: list[Reason],
    place: Mapping[PersonId, int],
    standings: list[Standing],
    pasts: Mapping[PersonId, Past],
    *,
    day: date,
    rules: DayRules,
) -> Floats:
    """Return what each reason is worth today: its worth, times what its person's tie makes of it, times its hurry."""
    owed, warm = factors(standings)
    person = np.array([place[one.person] for one in reasons], np.int64)
    is_debt = np.array([one.kind in DEBTS for one in reasons], bool)
    gain = np.array([one.worth for one in reasons], np.float64)
    gain *= np.where(is_debt, owed[person] * FIRST_DEBT, warm[person]) if len(reasons) else 1.0
    far = day + FARTHEST
    for number, reason in enumerate(reasons):
        if reason.ends is not None and (reason.ends < far or reason.kind in ON_THE_DAY):
            gain[number] *= hurry(reason, day, rules)
        if is_at_latest(reason, day):
            gain[number] *= FIRST_LATEST
        own = pasts.get(reason.person)
        if own is not None and own.is_back(reason.key):
            gain[number] *= FIRST_BACK
    return gain


def is_at_latest(reason: Reason, day: date) -> bool:
    """Say whether the user wants to be in touch by now at the latest: a cadence is about that day."""
    return reason.kind is ReasonKind.CADENCE and reason.on is not None and reason.on <= day


def hurry(reason: Reason, day: date, rules: DayRules) -> float:
    """Return how much more a reason is worth because it ends: most on the last open day, and on its own day."""
    if is_last_chance(reason, day, rules):
        return LAST_CHANCE
    return ENDS_SOON if reason.ends is not None and reason.ends - day < SOON else 1.0


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
    for place in order[first].tolist():
        reason = offers.reasons[place]
        if reason.person in chosen:
            continue
        is_kept_for_later = full and reason.touch is TouchKind.RECONNECT
        cause = Cause.RECONNECTIONS if is_kept_for_later else blocked.get(reason.person, Cause.ROOM)
        held[cause.value] += 1
    return held
