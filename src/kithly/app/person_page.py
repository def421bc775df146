"""The page of one person: everything known in words, the years with them, what they are made of."""

from __future__ import annotations

from kithly.app.belonging import belonging_now
from kithly.app.biography import biography
from kithly.app.happened import happened
from kithly.app.joined import Made
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.people import show_person
from kithly.app.views import BelongingView, PersonPageView, PersonView, SpanView
from kithly.app.wishes import cadence_view
from kithly.app.word import IMPORTANCE
from kithly.people import Place

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
    person = show_person(network, who)
    life = biography(network, person.id, spans=spans_of(network, person.eras))
    with network.store.reading() as kept:
        known = find_person(kept, person.id)
        made = Made.of(kept, network, known)
        return PersonPageView(
            person=person,
            who=" at ".join(part for part in (person.title, person.company) if part),
            belongs=(*(one.text for one in person.eras), *person.circles),
            standing=standing_said(person),
            biography=life,
            known_as=made.known_as(),
            joined=made.joined(),
            cadence=cadence_view(known, person.cadence_days, person.tie.silent_days if person.tie else None),
            notes=person.notes[::-1],
            happened=happened(kept, person.timeline),
            total=person.interactions,
        )


def spans_of(network: Network, eras: tuple[BelongingView, ...]) -> tuple[SpanView, ...]:
    """Return the years of the eras a person belongs to, oldest first; an era without years is left out."""
    told = {one.key: one for one in eras}
    found = []
    for era in belonging_now(network).eras:
        span = era.span(network.today) if era.key in told else None
        if span is not None:
            likely = "" if told[era.key].confirmed else "likely "
            ends = None if era.lasts else span[1]
            found.append(SpanView(name=f"{likely}your {told[era.key].organisation} years", starts=span[0], ends=ends))
    return tuple(sorted(found, key=lambda one: one.starts))


def standing_said(person: PersonView) -> tuple[str, ...]:
    """Return what the user decided about a person, a sentence each."""
    told = [REMEMBERED] if person.remembered else []
    told += [QUIET] if person.quiet else []
    told += [PLACES[person.place]] if person.place in PLACES else []
    level = next((name for name, value in IMPORTANCE.items() if value == person.importance), "normal")
    told += [f"Importance: {level}, by your word."] if level != "normal" else []
    return tuple(told)
