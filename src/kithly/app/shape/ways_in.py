"""The ways into companies and places as shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.app.shape.finding import Groups
from kithly.app.shape.showing import Showing
from kithly.app.views import SecondHandView, WayInView
from kithly.history import company_key
from kithly.history.interactions import Ints
from kithly.ties.ways import NOBODY

SECOND_HAND = 3  # people, and of each the people there


@dataclass(frozen=True, slots=True)
class Chosen:
    """Companies or places that are asked for, those with most people first."""

    groups: Groups
    numbers: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.numbers)


def chosen_ways(showing: Showing, groups: Groups, into: str = "") -> Chosen:
    """Return the companies or places whose name holds some words, those with most people first.

    Args:
        showing: What was found.
        groups: Companies or places.
        into: The words, compared without legal forms, case and accents; empty for all.
    """
    found, traits = groups.ways, showing.found.gathered.traits.traits
    wanted = f" {company_key(into)} " if into else ""
    names = [traits[number].name for number in groups.trait]
    fits = [number for number, name in enumerate(names) if wanted in f" {company_key(name)} "]
    order = sorted(fits, key=lambda one: (-found.people[one], -found.expected[one], names[one]))
    return Chosen(groups, tuple(order))


def ways_in(showing: Showing, chosen: Chosen, *, limit: int) -> tuple[WayInView, ...]:
    """Return the ways into companies or places.

    Args:
        showing: What was found.
        chosen: Companies or places.
        limit: At most so many, and of each at most so many people.
    """
    return tuple(_way(showing, chosen.groups, number, limit) for number in chosen.numbers[:limit])


def way_text(showing: Showing, groups: Groups, number: int) -> str:
    """Return the way into a company or place as one sentence: ``Only Ana Lee is likely to answer``."""
    found, names = groups.ways, showing.found.gathered.names
    if found.only[number] != NOBODY:
        return f"Only {names[found.only[number]]} is likely to answer"
    if found.would[number]:
        return f"{int(found.would[number]):,} of them are likely to answer"
    leading, _ = found.second_hand(number)
    through = f"; {names[leading[0]]} was seen with somebody there" if len(leading) else ""
    if not found.seen[number]:
        return f"Nobody can tell who would answer: no words were exchanged{through}"
    return f"Nobody is likely to answer{through}"


def _way(showing: Showing, groups: Groups, number: int, limit: int) -> WayInView:
    found, gathered = groups.ways, showing.found.gathered
    trait, people = groups.trait[number], np.flatnonzero(groups.group == number)
    people = people[np.lexsort((people, -gathered.reply[people], ~gathered.seen[people]))]
    proofs, only = gathered.traits.proofs[trait], int(found.only[number])
    return WayInView(
        name=gathered.traits.traits[trait].name,
        text=way_text(showing, groups, number),
        size=len(people),
        unknown=len(people) - int(found.seen[number]),
        answer=showing.answer(people),
        would=int(found.would[number]),
        only=showing.named(only) if only != NOBODY else None,
        people=tuple(showing.person(one, [proofs[one].record]) for one in people[:limit].tolist()),
        second_hand=_second_hand(showing, groups, number, people),
    )


def _second_hand(showing: Showing, groups: Groups, number: int, people: Ints) -> tuple[SecondHandView, ...]:
    through, _ = groups.ways.second_hand(number)
    return tuple(_through(showing, person, people) for person in through[:SECOND_HAND].tolist())


def _through(showing: Showing, person: int, people: Ints) -> SecondHandView:
    ties = showing.found.gathered.seen_together
    places = showing.ties_between(np.array([person]), people)
    others = (ties.a[places] + ties.b[places] - person)[:SECOND_HAND]
    return SecondHandView(
        person=showing.person(person),
        records=int(ties.records[places].sum()),
        people=tuple(showing.named(other) for other in others.tolist()),
        evidence=showing.evidence(showing.shared_records(places)),
    )
