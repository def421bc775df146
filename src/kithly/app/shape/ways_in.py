"""The ways into companies and places as shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from kithly.app.figures import counted
from kithly.app.shape.finding import Groups
from kithly.app.shape.showing import Showing
from kithly.app.views import SecondHandView, WayInView
from kithly.history.interactions import Ints
from kithly.ties.ways import NOBODY

SECOND_HAND = 3  # people, and of each the people there


def ways_in(showing: Showing, groups: Groups, *, limit: int) -> tuple[WayInView, ...]:
    """Return the ways into companies or places, those with most people first.

    Args:
        showing: What was found.
        groups: Companies or places.
        limit: At most so many, and of each at most so many people.
    """
    found, traits = groups.ways, showing.found.gathered.traits.traits
    names = [traits[number].name for number in groups.trait]
    order = sorted(range(len(names)), key=lambda one: (-found.people[one], -found.expected[one], names[one]))
    return tuple(_way(showing, groups, number, limit) for number in order[:limit])


def way_text(way: WayInView) -> str:
    """Return the way in as one sentence: ``Only Ana Lee would answer``."""
    if way.only:
        return f"Only {way.only.name} would answer"
    if way.would:
        return f"{counted(way.would, 'person', 'people')} would answer"
    through = f"; {way.second_hand[0].person.name} knows somebody there" if way.second_hand else ""
    if way.unknown == way.size:
        return f"Nobody can tell who would answer: no words were exchanged{through}"
    return f"Nobody is likely to answer{through}"


def _way(showing: Showing, groups: Groups, number: int, limit: int) -> WayInView:
    found, gathered = groups.ways, showing.found.gathered
    trait, people = groups.trait[number], np.flatnonzero(groups.group == number)
    people = people[np.lexsort((people, -gathered.reply[people], ~gathered.seen[people]))]
    proofs, only = gathered.traits.proofs[trait], int(found.only[number])
    way = WayInView(
        name=gathered.traits.traits[trait].name,
        text="",
        size=len(people),
        unknown=len(people) - int(found.seen[number]),
        answer=showing.answer(people),
        would=int(found.would[number]),
        only=showing.named(only) if only != NOBODY else None,
        people=tuple(showing.person(one, [proofs[one].record]) for one in people[:limit].tolist()),
        second_hand=_second_hand(showing, groups, number, people),
    )
    return replace(way, text=way_text(way))


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
