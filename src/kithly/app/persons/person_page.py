"""The page of one person: everything known in words, the years with them, what they are made of."""

from __future__ import annotations

from datetime import date

from kithly.app.belonging.levels import IMPORTANCE
from kithly.app.belonging.memberships import Belonging
from kithly.app.derived.closely import come_near
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.biography import told
from kithly.app.persons.composition import parts_from
from kithly.app.persons.happened import happened
from kithly.app.persons.joined import Made
from kithly.app.persons.life import live
from kithly.app.persons.people import Known, person_view
from kithly.app.persons.wishes import cadence_view
from kithly.app.views import BelongingView, PersonPageView, PersonView, SpanView
from kithly.people import Person, Place
from kithly.reasons import Pace
from kithly.store import Reading

PLACES = {
    Place.FAMILY.value: "Family: never ranked, never suggested.",
    Place.SERVICE.value: "A service: never ranked, never suggested.",
    Place.LEFT_OUT.value: "Left out: in no list and no suggestion.",
}
QUIET = "Left in peace: never suggested."
REMEMBERED = "Remembered: kept, and left in peace."


def person_page(network: Network, who: str) -> PersonPageView:
    """Return the page of one person.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    with network.store.reading() as kept:
        found = find_person(kept, who)

    def make() -> PersonPageView:
        known = Known.of(network)
        with network.store.reading() as kept:
            return _page(kept, network, found, known)

    return network.recall.get(("person page", network.hour, found), make)


def _page(kept: Reading, network: Network, found: Person, known: Known) -> PersonPageView:
    near = come_near(kept, [found.id], known.words)
    person = person_view(kept, known, found, near)
    life = live(found, known.ties, near.met.interactions)
    made = Made.of(kept, network, found, parts_from(kept, near.identities[found.id], near.contacts[found.id]))
    return PersonPageView(
        person=person,
        who=" at ".join(part for part in (person.title, person.company) if part),
        belongs=(*(one.text for one in person.eras), *person.circles),
        standing=standing_said(person),
        biography=told(kept, network, life, known.ties, spans=spans_of(known.belongs, person.eras, network.today)),
        known_as=made.known_as(),
        joined=made.joined(),
        cadence=person.cadence or cadence_view(found, Pace(), person.tie, known.now),
        notes=person.notes[::-1],
        happened=happened(kept, person.timeline, now=network.now),
        total=person.interactions,
    )


def spans_of(belongs: Belonging, eras: tuple[BelongingView, ...], today: date) -> tuple[SpanView, ...]:
    """Return the years of the eras a person belongs to, oldest first; an era without years is left out."""
    named = {one.key: one for one in eras}
    found = []
    for era in belongs.eras:
        span = era.span(today) if era.key in named else None
        if span is not None:
            likely = "" if named[era.key].confirmed else "likely "
            ends = None if era.lasts else span[1]
            found.append(SpanView(name=f"{likely}your {named[era.key].organisation} years", starts=span[0], ends=ends))
    return tuple(sorted(found, key=lambda one: one.starts))


def standing_said(person: PersonView) -> tuple[str, ...]:
    """Return what the user decided about a person, a sentence each."""
    told = [REMEMBERED] if person.remembered else []
    told += [QUIET] if person.quiet else []
    told += [PLACES[person.place]] if person.place in PLACES else []
    level = next((name for name, value in IMPORTANCE.items() if value == person.importance), "normal")
    told += [f"Importance: {level}, by your word."] if level != "normal" else []
    return tuple(told)
