"""What ego and each of some people have to do with each other, as texts an item can be held against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from kithly.app.derived.closely import Untold, look
from kithly.app.derived.ego import kept_ego
from kithly.app.said.decisions import Word
from kithly.people import PersonId
from kithly.reasons import Facts
from kithly.reasons.relevance import Piece, PieceKind, Profile, profile_of
from kithly.records import Evidence, NewsKind
from kithly.store import Decision, Reading

PUBLISHED = frozenset((NewsKind.POST, NewsKind.RELEASE, NewsKind.TALK, NewsKind.SHARED))  # tells what they care for
MOST_NEWS = 8  # pieces of news of one person
SETTLED = timedelta(days=30)  # what was published later is itself an item, and would only be found to be like itself
NOTES = ("note", "found")  # kinds of decisions that tell of somebody in the user's words


def profiles_of(
    kept: Reading, persons: Collection[PersonId], words: Mapping[PersonId, Word], *, now: datetime
) -> tuple[Profile, ...]:
    """Return the profiles of some people: their talk with ego, what they published, their needs, the user's notes.

    Args:
        kept: Where to read.
        persons: Whom.
        words: The user's word about everybody.
        now: Aware, in ego's zone.
    """
    ego = kept_ego(kept)
    name = ego.name
    facts = look(kept, persons, Untold(), words, now=now)
    return tuple(
        profile_of(one.person, one.exchanges, _others(one, words.get(one.person.id), now), ego_name=name)
        for one in facts
    )


def _others(facts: Facts, word: Word | None, now: datetime) -> list[Piece]:
    said = list(_said(word)) if word else []
    return [*said, *_published(facts, before=now - SETTLED)]


def _published(facts: Facts, *, before: datetime) -> Iterator[Piece]:
    told = [one for one in facts.news if one.news.kind in PUBLISHED and not one.by_name]
    for one in [one for one in told if one.at is not None and one.at < before][:MOST_NEWS]:
        news = one.news
        yield Piece(
            kind=PieceKind.NEWS,
            text=news.excerpt or news.text,
            subject=news.text if news.excerpt else "",
            evidence=one.evidence(),
            at=one.at,
        )


def _said(word: Word) -> Iterator[Piece]:
    """Yield the newest line on what they need or offer, and the notes that stand."""
    needs = next((one for one in reversed(word.decisions) if one.kind == "needs"), None)
    if needs is not None:
        for text in (word.looks_for, word.offers):
            if text:
                yield _piece(needs, PieceKind.NEED, text)
    standing = {note.id: note.text for note in word.notes}
    for one in word.decisions:
        if one.kind in NOTES and one.id in standing:
            yield _piece(one, PieceKind.WORD, standing[one.id])


def _piece(decision: Decision, kind: PieceKind, text: str) -> Piece:
    proof = Evidence(record=decision.id, source="self", at=decision.at)
    return Piece(kind=kind, text=text, evidence=proof, at=decision.at)
