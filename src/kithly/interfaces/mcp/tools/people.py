"""Tools about people: found, read whole, and the records behind what is said of them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kithly.app.network import Network
from kithly.app.persons.all_happened import all_happened
from kithly.app.persons.finding import Filters, find_people
from kithly.app.persons.merging import suggestions
from kithly.app.persons.people import show_person
from kithly.app.persons.record_page import show_record
from kithly.app.persons.searching import search
from kithly.app.views import HappenedView
from kithly.history import is_sensitive
from kithly.interfaces.mcp import small
from kithly.interfaces.mcp.answers import History, Hits, Pair, Pairs, People, Person, Quote, Record, WholePerson
from kithly.interfaces.mcp.asked import Limit, Offset, Query, Who
from kithly.interfaces.mcp.foreign import MOST_WHOLE, WITHHELD, name, seen, told
from kithly.ties import Band

NOTES, LAST = 8, 8  # notes and contacts told of one person
PEOPLE_BESIDE = 5  # people told beside the hits of a search
MOST_ENTRY = 240  # characters told of one thing that happened
MOST_HIT = 200  # characters told of one hit: a whole page fits, and none is cut off behind one that is withheld
Bands = Annotated[Band | None, Field(description="Only ties of this band; dormant are worth waking.")]


def search_people(
    network: Network, *, query: Query = "", band: Bands = None, limit: Limit = 10, offset: Offset = 0
) -> People:
    """Find people by any part of a name, address, company, title or circle; without a query, everybody."""
    filters = Filters(bands=(band.value,) if band else ())
    view = find_people(network, query, filters=filters, limit=limit, offset=offset)
    after = offset + len(view.people)
    return People(
        people=tuple(small.line(one) for one in view.people),
        total=view.total,
        next_offset=after if view.people and after < view.total else None,
    )


def read_person(network: Network, *, who: Who) -> WholePerson:
    """Read one person: how the two stand with the evidence, reasons to write, what they look for, what happened."""
    view = show_person(network, who)
    return WholePerson(
        id=view.id,
        name=name(view.name),
        title=name(view.title),
        company=name(view.company),
        circles=tuple(name(one) for one in view.circles),
        importance=view.importance,
        place=name(view.place),
        left_in_peace=view.quiet,
        died=view.remembered,
        tie=small.standing(view.tie),
        reasons=tuple(small.reason(one) for one in view.reasons[:5]),
        looks_for=told(view.looks_for),
        offers=told(view.offers),
        notes=tuple(told(one.text) for one in view.notes[-NOTES:]),
        last=tuple(_entry(one) for one in all_happened(network, view.id, limit=LAST).happened),
        contacts=view.interactions,
    )


def read_history(network: Network, *, who: Who, limit: Limit = 10, offset: Offset = 0) -> History:
    """Read what happened with one person, newest first, a page at a time; read_record opens each."""
    view = all_happened(network, who, limit=limit, offset=offset)
    after = offset + len(view.happened)
    return History(
        person=small.person(view.person),
        happened=tuple(_entry(one) for one in view.happened),
        total=view.total,
        next_offset=after if view.happened and after < view.total else None,
    )


def _entry(one: HappenedView) -> Quote:
    quoted = f"“{one.quote}”" if one.quote else ""
    text = " ".join(part for part in (one.text, one.subject, quoted) if part)
    said = WITHHELD if one.sensitive else told(text, MOST_ENTRY)
    return Quote(said_by_others=said, record=one.record, at=small.instant(one.at))


def read_record(
    network: Network, *, record: Annotated[str, Field(min_length=1, max_length=64)], offset: Offset = 0
) -> Record:
    """Open one record by its id: the words as they were written, and where they come from."""
    view = show_record(network, record)
    whole = "\n".join(one for one in (view.subject, view.text) if one)
    fields = [f"{one.label}: {one.value}" for one in view.fields]
    personal = view.sensitive or is_sensitive("\n".join((view.title, whole, *fields)))
    words = WITHHELD if personal else whole
    after = offset + MOST_WHOLE
    return Record(
        id=view.id,
        kind=view.kind,
        title=WITHHELD if personal else seen(view.title),
        person=small.person(view.person) if view.person else None,
        at=small.instant(view.at),
        source=view.source,
        said_by_others=seen(words[offset:after], MOST_WHOLE, keep_lines=True),
        next_offset=after if after < len(words) else None,
        fields=() if personal else tuple(seen(one, 200) for one in fields[:12]),
        is_personal=personal,
    )


def search_words(
    network: Network,
    *,
    text: Annotated[str, Field(min_length=1, max_length=200)],
    limit: Limit = 10,
    offset: Offset = 0,
) -> Hits:
    """Find messages and meetings that hold all of these words, newest first; and people of that name."""
    view = search(network, text, limit=limit, offset=offset)
    people = find_people(network, text, limit=PEOPLE_BESIDE).people
    after = offset + len(view.hits)
    open_to_all = [one for one in view.hits if not (one.sensitive or is_sensitive(one.quote))]
    hits = (
        Quote(said_by_others=seen(one.quote, MOST_HIT), record=one.record, at=small.instant(one.at))
        for one in open_to_all
    )
    return Hits(
        hits=tuple(hits),
        personal=len(view.hits) - len(open_to_all),
        people=tuple(Person(id=one.id, name=name(one.name)) for one in people),
        total=view.total,
        next_offset=after if view.hits and after < view.total else None,
    )


def who_may_be_one(network: Network, *, limit: Limit = 5) -> Pairs:
    """List pairs of entries that may be one person, with what speaks for it; propose_same or propose_different next."""
    pairs = (
        Pair(
            a=Person(id=one.a.id, name=name(one.a.name)),
            b=Person(id=one.b.id, name=name(one.b.name)),
            score=one.score,
            because=tuple(small.fact(because) for because in one.because[:4]),
        )
        for one in suggestions(network, limit=limit).suggestions
    )
    return Pairs(pairs=tuple(pairs))
