"""A card as a record, or why it is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from kithly.records import Contact, Identity, IdentityKind, clean_name, name_key, why_not_kept
from kithly.sources._formats.vcard.around import birthday_of, days_of, death_of, lists_of, places_of, relations_of
from kithly.sources._formats.vcard.book import Book, Facts, facts_of
from kithly.sources._formats.vcard.handles import identities_of
from kithly.sources._formats.vcard.names import Names, is_organisation, names_of
from kithly.sources._formats.vcard.photos import photo_of
from kithly.sources._formats.vcard.properties import Card
from kithly.sources._formats.vcard.values import parts, unescape
from kithly.sources._formats.vcard.words import is_everybody, is_starred

FAMILY = "cards"  # namespace of keys of everything that is a card
MAX_TITLE = 300  # characters of a company or position shown
MAX_NOTE = 100_000  # characters of a note

GROUP = "a group: its name is kept as a label of its members"
ORGANISATION = "an organisation, not a person"
NOBODY = "no name and no address"

_KEYED = ((IdentityKind.EMAIL, "mail"), (IdentityKind.PHONE, "tel"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What one card became.

    Attributes:
        contact: The record; None if it is none.
        reason: Why it is none, in one clause; empty for a record.
        photo: The bytes of its picture; empty for none.
        observed_at: When the card was changed, by its word; None if it says nothing.
        flaw: What of the card is not kept, in one clause; empty if nothing.
    """

    contact: Contact | None = None
    reason: str = ""
    photo: bytes = b""
    observed_at: datetime | None = None
    flaw: str = ""


def contact_of(card: Card, book: Book, *, latest: datetime, place: str = "") -> Read:
    """Return what a card becomes.

    Args:
        card: The card.
        book: What is known of all cards beside it.
        latest: The latest instant it can have been changed at.
        place: Where it lies for good, to know it by where its id is not believed; empty for a file.
    """
    facts = facts_of(card, latest=latest)
    names = names_of(card)
    if facts.is_group:
        return Read(reason=GROUP)
    if is_organisation(card, names):
        return Read(reason=ORGANISATION)
    identities = identities_of(card)
    if not names.shown and not identities:
        return Read(reason=NOBODY)
    labels, changed = _labels(card, facts, identities, book)
    picture = photo_of(card)
    flaw = why_not_kept(picture) if picture else ""
    photo = b"" if flaw else picture
    return Read(
        contact=replace(
            _contact(card, names, book),
            key=_key(facts, names, identities, book, place),
            identities=identities,
            labels=tuple(label for label in labels if not is_everybody(label) and not is_starred(label)),
            starred=any(map(is_starred, labels)),
            photo=sha256(photo).hexdigest() if photo else "",
        ),
        photo=photo,
        observed_at=changed,
        flaw=flaw,
    )


def _contact(card: Card, names: Names, book: Book) -> Contact:
    """Return what a card says, without what depends on others."""
    died, died_on = death_of(card)
    return Contact(
        key="",
        name=names.shown,
        given=names.given,
        company=names.company[:MAX_TITLE],
        title=_title(card),
        birthday=birthday_of(card),
        note=_note(card),
        nickname=names.nickname,
        days=days_of(card),
        relations=relations_of(card, book.names),
        places=places_of(card),
        died=died,
        died_on=died_on,
    )


def _key(facts: Facts, names: Names, identities: tuple[Identity, ...], book: Book, place: str) -> str:
    """Return the key of a card: its id, else its place, its first address or number, its name and company.

    An address that cards of several names share tells them apart only together with the name.
    """
    if book.believes(facts.uid):
        return f"uid:{facts.uid}"
    if place:
        return f"at:{place}"
    name = name_key(names.shown)
    for kind, word in _KEYED:
        own = next((one for one in identities if one.kind is kind), None)
        if own:
            return f"{word}:{own.value}|{name}" if own in book.shared else f"{word}:{own.value}"
    if not name and identities:
        return f"{identities[0].kind}:{identities[0].value}"
    return f"name:{name}|{name_key(names.company)}"


def _labels(
    card: Card, facts: Facts, identities: tuple[Identity, ...], book: Book
) -> tuple[tuple[str, ...], datetime | None]:
    """Return categories and groups of a card, and when they were said.

    Who is in which group stands on the groups' cards, so a card says as much as the newest of these.
    """
    groups: dict[str, None] = {}
    for member in (facts.uid, *(one.value for one in identities)):
        groups.update(dict.fromkeys(book.labels.get(member, ()) if member else ()))
    labels = tuple(dict.fromkeys((*lists_of(card), *groups)))
    if facts.changed is None or not book.is_grouped:
        return labels, facts.changed
    return labels, max(facts.changed, book.grouped_at) if book.grouped_at else None


def _title(card: Card) -> str:
    found = (clean_name(" ".join(parts(card.raw(one)))) for one in (*card.all("TITLE"), *card.all("ROLE")))
    return next(filter(None, found), "")[:MAX_TITLE]


def _note(card: Card) -> str:
    notes = (unescape(card.raw(one)) for one in card.all("NOTE"))
    return "\n".join(dict.fromkeys(filter(None, notes)))[:MAX_NOTE]
