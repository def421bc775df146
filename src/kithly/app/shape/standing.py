"""Where one person stands on the map, why, and with whom they were seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import numpy as np

from kithly.app.figures import counted
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.shape.finding import shape_now
from kithly.app.shape.linking import bridge, bridge_order, hanging, hangs_on
from kithly.app.shape.showing import SHOWN_PROOFS, Showing
from kithly.app.shape.traits import own_sentence
from kithly.app.shape.ways_in import way_text
from kithly.app.views.map import MapCircleView, SeenWithView, StandingView
from kithly.errors import NotFound
from kithly.history.interactions import Ints
from kithly.people import Person
from kithly.records import Because

APART = "Family, services, the people you left out or in peace, and the dead are not on it."


def standing_of(network: Network, who: str, *, limit: int = 50, offset: int = 0) -> StandingView:
    """Return where somebody stands among the people of the network, and with whom they were seen.

    Args:
        network: Whose.
        who: A part of a name, an address or an id.
        limit: At most so many of those they were seen with.
        offset: Leave so many out first.

    Raises:
        NotFound: Nobody fits, or they are not in the network.
        Conflict: Several fit.
    """
    return network.recall.get(("standing", network.hour, who, limit, offset), lambda: _of(network, who, limit, offset))


def _of(network: Network, who: str, limit: int, offset: int) -> StandingView:
    found = shape_now(network)
    with network.store.reading() as kept:
        person = _place(found.gathered.ids, find_person(kept, who))
        return _standing(Showing(found, kept), person, limit, offset)


def _place(ids: tuple[str, ...], person: Person) -> int:
    at = bisect_left(ids, person.id)
    if at == len(ids) or ids[at] != person.id:
        raise NotFound("person", person.id, message=f"{person.name} is not on the map.", hint=APART)
    return at


def _standing(showing: Showing, person: int, limit: int, offset: int) -> StandingView:
    found, everybody = showing.found, np.arange(len(showing.found.circle))
    ties = showing.ties_between(np.array([person]), everybody)
    circle, company = int(found.circle[person]), int(found.companies.group[person])
    hangs = [one for one in hanging(showing) if one.person == person]
    return StandingView(
        person=showing.person(person),
        circle=_circle(showing, circle) if circle >= 0 else None,
        because=tuple(_because(showing, person, circle)),
        way=way_text(showing, found.companies, company) if company >= 0 else "",
        company=found.gathered.traits.traits[found.companies.trait[company]].name if company >= 0 else "",
        links=bridge(showing, person).text if person in set(bridge_order(showing)) else "",
        hangs=hangs_on(showing, hangs[0]).text if hangs else "",
        seen_with=tuple(_seen_with(showing, person, tie) for tie in ties[offset : offset + limit].tolist()),
        total=len(ties),
    )


def _circle(showing: Showing, circle: int) -> MapCircleView:
    size = int(showing.found.circles.ways.people[circle])
    return MapCircleView(number=circle, label=showing.labels[circle], size=size)


def _because(showing: Showing, person: int, circle: int) -> Iterator[Because]:
    """Yield why somebody stands where they do: with whom of the circle they were seen, and what they share."""
    if circle < 0:
        return
    ties = showing.ties_between(np.array([person]), _others(showing, person, circle))
    records = int(showing.found.gathered.seen_together.records[ties].sum())
    text = f"Seen with {counted(len(ties), 'other')} of the circle, {counted(records, 'time')} in all"
    yield Because(text=text, evidence=showing.evidence(showing.shared_records(ties)))
    known = showing.found.gathered.traits
    for number, _ in showing.found.shared.of(circle):
        proof = known.proofs[number].get(person)
        if proof:
            told = (proof.evidence,) if proof.evidence else ()
            text = own_sentence(known.traits[number], proof)
            yield Because(text=text, evidence=(*showing.evidence([proof.record]), *told)[:SHOWN_PROOFS])


def _others(showing: Showing, person: int, circle: int) -> Ints:
    people = showing.circle_people(circle)
    others: Ints = people[people != person]
    return others


def _seen_with(showing: Showing, person: int, tie: int) -> SeenWithView:
    ties = showing.found.gathered.seen_together
    other = int(ties.a[tie] + ties.b[tie]) - person
    circle = int(showing.found.circle[other])
    return SeenWithView(
        person=showing.named(other),
        band=showing.band(other),
        circle=circle if circle >= 0 else None,
        records=int(ties.records[tie]),
        evidence=showing.evidence(ties.newest[tie].tolist()),
    )
