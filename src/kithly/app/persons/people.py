"""People: listed, searched, and one of them whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from kithly.app.belonging.guarded import note_version, word_version
from kithly.app.belonging.memberships import Belonging, belonging_now
from kithly.app.derived.closely import Near, Ties, come_near, look, ties_now
from kithly.app.derived.evidence import evidence_of
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.persons.facts import Notes, evidence_in, facts_of, noted, notes_now, photo_of
from kithly.app.persons.finding import find_people
from kithly.app.persons.news import news_of
from kithly.app.persons.signed import signed
from kithly.app.persons.timeline import Timeline
from kithly.app.persons.wishes import cadence_view
from kithly.app.said.decisions import Word, words_now
from kithly.app.show import identity_views, reason_view
from kithly.app.views import PeopleView, PersonView
from kithly.people import Person, PersonId
from kithly.reasons import arise
from kithly.store import Reading

SHOWN = 12  # entries of a timeline


def list_people(
    network: Network, query: str = "", *, limit: int = 25, offset: int = 0, sort: str = "name"
) -> PeopleView:
    """Return a page of everybody ego knows, wherever they belong: `find_people` without filters."""
    return find_people(network, query, sort=sort, limit=limit, offset=offset)


def show_person(network: Network, who: str) -> PersonView:
    """Return everything about one person.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    known = Known.of(network)
    with network.store.reading() as kept:
        person = find_person(kept, who)
        return person_view(kept, known, person, come_near(kept, [person.id], known.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of everybody, worked out once for one state of the store.

    Attributes:
        ties: How ego stands with them.
        words: The user's word about them.
        belongs: How they belong.
        now: Aware, in ego's zone.
        notes: Notes that sources hold.
    """

    ties: Ties
    words: Mapping[PersonId, Word]
    belongs: Belonging
    now: datetime
    notes: Notes

    @classmethod
    def of(cls, network: Network) -> Known:
        """Gather it, before a reading is begun."""
        now = network.now.astimezone(network.zone)
        return cls(
            ties=ties_now(network),
            words=words_now(network),
            belongs=belonging_now(network),
            now=now,
            notes=notes_now(network),
        )


def person_view(kept: Reading, known: Known, person: Person, near: Near) -> PersonView:
    """Return everything about one person.

    Args:
        kept: Where to read.
        known: What is known of everybody.
        person: Whom.
        near: What was read of them.
    """
    ties, words, now = known.ties, known.words, known.now
    looked = look(kept, near, ties, words, now=now)
    reasons = [reason for one in looked for reason in arise(one, now)]
    word = words.get(person.id, Word())
    timeline = Timeline(near, person.id, word, now=now)
    contacts = kept.records.get(near.contacts[person.id])
    return PersonView(
        id=person.id,
        name=person.name,
        identities=identity_views(person.identities),
        circles=person.circles,
        company=person.company,
        title=person.title,
        tie=ties.of(person.id, evidence_of(kept, near.met.interactions, int(ties.now))),
        importance=person.importance,
        quiet=person.quiet,
        remembered=person.remembered,
        place=person.place.value,
        connected_on=person.connected_on.iso() if person.connected_on else None,
        birthday=person.birthday.iso() if person.birthday else None,
        notes=tuple(replace(one, version=note_version(one.text)) for one in word.notes),
        reasons=tuple(reason_view(reason) for reason in reasons),
        timeline=timeline.entries(kept, offset=0, limit=SHOWN),
        interactions=len(timeline),
        records=tuple(map(evidence_in, contacts)),
        eras=known.belongs.of(person.id),
        named=tuple(word.lines),
        looks_for=word.looks_for,
        offers=word.offers,
        cadence_days=word.wish.ideal if word.wish else None,
        cadence=next((cadence_view(person, one.pace, ties.of(person.id), now) for one in looked if word.wish), None),
        news=news_of(kept, person, near),
        facts=(*facts_of(contacts), *noted(person, known.notes), *(fact for one in looked for fact in signed(one))),
        photo=photo_of(kept, contacts),
        version=word_version(word),
    )
