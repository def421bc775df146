"""What ego and each person have to do with each other, read from the records: their talk, their posts, their needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from kithly.app.derived.ego import kept_ego
from kithly.app.derived.exchanging import exchange
from kithly.app.derived.whose_news import WhoseNews
from kithly.app.said.decisions import Word, words_of
from kithly.history import Exchange, Interactions, Lasts, newest_records
from kithly.history.interactions import Ints
from kithly.people import Person, PersonId
from kithly.reasons import Told
from kithly.reasons.relevance import MOST_PIECES, Piece, PieceKind, Profile, profile_of
from kithly.records import Evidence, NewsKind
from kithly.store import Decision, Reading

MOST_PEOPLE = 300  # those with whom most was spoken
MOST_READ = 15_000  # messages read in one go, evenly over the people
FEWEST_EACH = 20  # messages of each, however many people there are
PUBLISHED = frozenset((NewsKind.POST, NewsKind.RELEASE, NewsKind.TALK, NewsKind.SHARED))  # tells what they care for
MOST_NEWS = 8  # pieces of news of one person
SETTLED = timedelta(days=30)  # what was published later is itself an item, and would only be found to be like itself
NOTES = ("note", "found")  # kinds of decisions that tell of somebody in the user's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a rebuild has at hand of the past.

    Attributes:
        persons: Who stands at each person index.
        interactions: What happened with everybody.
        lasts: First and last contact with everybody.
        news: What is new with everybody.
    """

    persons: Sequence[PersonId]
    interactions: Interactions
    lasts: Lasts
    news: WhoseNews


def known_matters(tx: Reading, past: Past, people: Mapping[PersonId, Person], *, now: datetime) -> tuple[Profile, ...]:
    """Return the profiles of those with whom ego spoke most, and of those whose needs the user noted.

    Args:
        tx: Where to read words.
        past: What happened.
        people: Everybody as shown.
        now: The present.
    """
    persons, lasts, words = past.persons, past.lasts, words_of(tx)
    plannable = np.array([one in people and people[one].is_plannable for one in persons], bool)
    noted = np.array(
        [bool(words[one].looks_for or words[one].offers) if one in words else False for one in persons], bool
    )
    spoken = np.where(plannable, lasts.count_in + lasts.count_out, 0)
    most = np.argsort(-spoken, kind="stable")[:MOST_PEOPLE]
    places = np.union1d(most[spoken[most] > 0], np.flatnonzero(noted & plannable)).astype(np.int64)
    talk = _talk(tx, past.interactions, places, now)
    told = past.news.of(persons[place] for place in places.tolist())
    own = kept_ego(tx).name
    found = []
    for place in places.tolist():
        person = persons[place]
        more = others(words.get(person), told.get(person, ()), now)
        found.append(profile_of(people[person], talk.get(place, ()), more, ego_name=own))
    return tuple(found)


def _talk(tx: Reading, interactions: Interactions, places: Ints, now: datetime) -> dict[int, list[Exchange]]:
    """Return the newest messages of each place."""
    if not len(places):
        return {}
    each = max(FEWEST_EACH, min(MOST_PIECES, MOST_READ // len(places)))
    wanted = newest_records(interactions, places, each=each, now=int(now.timestamp()))
    kept = {stored.seq: stored for stored in tx.records.get(sorted(set(wanted[wanted > 0].tolist())))}
    rows = np.flatnonzero(np.isin(interactions.record, wanted) & np.isin(interactions.person, places))
    found: dict[int, list[Exchange]] = {}
    for row in rows.tolist():
        stored = kept.get(int(interactions.record[row]))
        one = exchange(stored, outgoing=bool(interactions.outgoing[row])) if stored else None
        if one is not None:
            found.setdefault(int(interactions.person[row]), []).append(one)
    return found


def others(word: Word | None, told: Sequence[Told], now: datetime) -> list[Piece]:
    """Return what else tells of a person: what they published, what they need and offer, the user's notes.

    Args:
        word: The user's word about them.
        told: What is new with them.
        now: Aware.
    """
    return [*(_said(word) if word else ()), *_published(told, before=now - SETTLED)]


def _published(told: Sequence[Told], *, before: datetime) -> Iterator[Piece]:
    own = [one for one in told if one.news.kind in PUBLISHED and not one.by_name]
    for one in [one for one in own if one.at is not None and one.at < before][:MOST_NEWS]:
        news = one.news
        yield Piece(
            kind=PieceKind.NEWS,
            text=news.excerpt or news.text,
            subject=news.text if news.excerpt else "",
            evidence=one.evidence(),
            at=one.at,
        )


def needs_in(word: Word) -> Iterator[Piece]:
    """Yield the newest lines on what somebody looks for and offers."""
    needs = next((one for one in reversed(word.decisions) if one.kind == "needs"), None)
    if needs is not None:
        for text in (word.looks_for, word.offers):
            if text:
                yield _piece(needs, PieceKind.NEED, text)


def _said(word: Word) -> Iterator[Piece]:
    """Yield what they need and offer, and the notes that stand."""
    yield from needs_in(word)
    standing = {note.id: note.text for note in word.notes}
    for one in word.decisions:
        if one.kind in NOTES and one.id in standing:
            yield _piece(one, PieceKind.WORD, standing[one.id])


def _piece(decision: Decision, kind: PieceKind, text: str) -> Piece:
    proof = Evidence(record=decision.id, source="self", at=decision.at)
    return Piece(kind=kind, text=text, evidence=proof, at=decision.at)
