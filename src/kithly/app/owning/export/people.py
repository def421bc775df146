"""The people as cards (vCard 4.0, RFC 6350), with their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from kithly.app.owning.export.gathered import Gathered, Known
from kithly.records import Contact
from kithly.sources._formats.vcard.writing import write_card
from kithly.store import Picture, Reading

T = TypeVar("T")

PLAIN = "network"  # the place everybody is in, unless the user says otherwise


def cards(gathered: Gathered, kept: Reading) -> Iterator[bytes]:
    """Yield the card of everybody ego knows."""
    for one in gathered.people:
        photo, picture = _picture(one, kept)
        card = replace(card_of(one), photo=photo)
        if picture is None:
            yield write_card(card)
        else:
            yield write_card(card, photo=picture.data, media_type=picture.type)


def card_of(one: Known) -> Contact:
    """Return a person as one contact: what Kithly holds of them, and what their address books say besides."""
    person, newest = one.person, one.cards[::-1]
    return Contact(
        key=_key(one),
        name=person.name,
        given=person.given,
        identities=person.identities,
        company=person.company,
        title=person.title,
        birthday=person.birthday,
        note=_notes(one),
        nickname=next((card.nickname for card in newest if card.nickname), ""),
        labels=_labels(one),
        days=_first(day for card in newest for day in card.days),
        relations=_first(relation for card in newest for relation in card.relations),
        places=_first(place for card in newest for place in card.places),
        starred=any(card.starred for card in newest),
        died=person.remembered,
        died_on=next((card.died_on for card in newest if card.died_on), None) if person.remembered else None,
    )


def _key(one: Known) -> str:
    """Return the key that gives the card its id: the one it came with, else that of the person."""
    own = next((card.key for card in one.cards if card.key.startswith("uid:")), "")
    return own or f"person:{one.person.id}"


def _notes(one: Known) -> str:
    """Return what the user and their address books noted, each once."""
    told = [card.note for card in one.cards if card.note] + [note.text for note in one.word.notes]
    told += [f"Looks for: {one.word.looks_for}"] if one.word.looks_for else []
    told += [f"Offers: {one.word.offers}"] if one.word.offers else []
    return "\n\n".join(dict.fromkeys(told))


def _labels(one: Known) -> tuple[str, ...]:
    person = one.person
    said = [*person.circles, *(label for card in one.cards for label in card.labels)]
    said += [person.place.value] if person.place.value != PLAIN else []
    said += ["do not contact"] if person.quiet else []
    return _first(said)


def _first(values: Iterable[T]) -> tuple[T, ...]:
    """Return each value once, in the order of their first."""
    return tuple(dict.fromkeys(values))


def _picture(one: Known, kept: Reading) -> tuple[str, Picture | None]:
    for card in reversed(one.cards):
        found = kept.pictures.get(card.photo) if card.photo else None
        if found is not None:
            return card.photo, found
    return "", None
