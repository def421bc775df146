"""What a person and ego have to do with each other, as pieces of text that each prove themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kithly.history import Exchange, bare_subject, is_sensitive, newest_first
from kithly.people import Person, PersonId
from kithly.reasons.relevance.terms import terms
from kithly.records import Evidence

MOST_LETTERS = 600  # of one message; what it is about stands early
MOST_PIECES = 100  # newest pieces of talk with one person


class PieceKind(StrEnum):
    """Where a piece of text is from."""

    TALK = "talk"  # what they or ego wrote to the other
    NEWS = "news"  # what they published
    NEED = "need"  # what they look for or offer, in the user's words
    WORD = "word"  # what else the user noted about them


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text that tells what somebody cares for.

    Attributes:
        kind: Where it is from.
        text: Its words, quotes and signature cut.
        subject: What it is called: a subject, a title; may be empty.
        evidence: The record it stands in, without a quote.
        at: When it was said, aware; None if nothing tells.
        outgoing: True if ego wrote it.
    """

    kind: PieceKind
    text: str
    evidence: Evidence
    subject: str = ""
    at: datetime | None = None
    outgoing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of one person's matters.

    Attributes:
        person: Whom.
        pieces: Newest first.
        names: Terms that are names of the two, and tell nothing of what they spoke about.
    """

    person: PersonId
    pieces: tuple[Piece, ...] = ()
    names: frozenset[str] = frozenset()


def profile_of(
    person: Person, exchanges: Sequence[Exchange], others: Iterable[Piece] = (), *, ego_name: str = ""
) -> Profile:
    """Return the profile of a person.

    Messages of machines, lists and mailings are left out, and whatever touches a sensitive matter, with the rest of
    its thread.

    Args:
        person: Whom.
        exchanges: Messages between them and ego, in any order.
        others: Other texts: their news, their needs, the user's notes.
        ego_name: The user's name.
    """
    mourned = {one.thread for one in exchanges if one.thread and is_sensitive(f"{one.subject}\n{one.own}")}
    personal = [one for one in newest_first(tuple(exchanges)) if one.is_personal and one.own.strip()]
    talk = [_talked(one) for one in personal if one.thread not in mourned]
    pieces = [*others, *talk[:MOST_PIECES]]
    told = tuple(piece for piece in pieces if not is_sensitive(f"{piece.subject}\n{piece.text}"))
    names = terms(f"{person.name} {person.given} {ego_name}")
    return Profile(person=person.id, pieces=told, names=frozenset(names))


def _talked(exchange: Exchange) -> Piece:
    return Piece(
        kind=PieceKind.TALK,
        text=exchange.own[:MOST_LETTERS],
        subject=bare_subject(exchange.subject),
        evidence=exchange.evidence(),
        at=exchange.at,
        outgoing=exchange.outgoing,
    )
