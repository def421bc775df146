"""One row of an address book in plain terms, and the contact it becomes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import chain

from kithly.records import (
    Contact,
    Identity,
    IdentityKind,
    NamedDay,
    PartialDate,
    Relation,
    clean_name,
    email_identity,
    name_identity,
    one_line,
)
from kithly.sources._formats.book.cells import handle_identity, phone_of, url_identity
from kithly.sources._formats.book.names import given_word

MAX_LINE = 300  # characters of a company, a title, a place or a label
MAX_NOTE = 100_000  # characters of a note
MAX_VALUES = 100  # addresses, numbers, labels, relations of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one row says.

    Attributes:
        name: Full name as it is to be shown.
        given: Given name, as written.
        emails: Mail addresses as written, the main one first; what is no address is kept in the note.
        phones: Phone numbers as written; what is no number is kept in the note.
        urls: Web addresses and profiles as written.
        handles: Names on networks: (network, name).
        company: Employer.
        title: Position.
        birthday: Birthday.
        nickname: What friends call them.
        labels: Groups.
        days: Other days.
        relations: People named beside them.
        places: Postal addresses.
        note: The note itself.
        more: What has no place of its own, each as a line ``what: value``.
        cadence_days: How often to be in touch.
        starred: A favourite.
    """

    name: str = ""
    given: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    handles: tuple[tuple[str, str], ...] = ()
    company: str = ""
    title: str = ""
    birthday: PartialDate | None = None
    nickname: str = ""
    labels: tuple[str, ...] = ()
    days: tuple[NamedDay, ...] = ()
    relations: tuple[Relation, ...] = ()
    places: tuple[str, ...] = ()
    note: str = ""
    more: tuple[str, ...] = ()
    cadence_days: int = 0
    starred: bool = False

    def identities(self) -> tuple[Identity, ...]:
        """Return every address, number and profile of the card that is one, the main address first."""
        found = [
            *map(email_identity, self.emails[:MAX_VALUES]),
            *(phone_of(text)[0] for text in self.phones[:MAX_VALUES]),
            *map(url_identity, self.urls[:MAX_VALUES]),
            *(handle_identity(*one) for one in self.handles[:MAX_VALUES]),
        ]
        return tuple(dict.fromkeys(one for one in found if one))

    def unread(self) -> tuple[str, ...]:
        """Return what stands in a column of addresses or numbers and is none, as lines of the note."""
        emails = [line("E-mail", one) for one in self.emails if not email_identity(one) and not is_directory_name(one)]
        numbers = [line("Phone", one) for one in self.phones if phone_of(one)[1]]
        pages = [line("Website", one) for one in self.urls if not url_identity(one)]
        names = [line(network.capitalize(), name) for network, name in self.handles if not _is_handle(network, name)]
        return tuple(filter(None, (*emails, *numbers, *pages, *names)))


def contact_of(card: Card, *, key: str, family: str) -> Contact:
    """Return the contact that a card becomes.

    Args:
        card: What the row says.
        key: Its stable key.
        family: In whose names a bare name counts.
    """
    name = "" if email_identity(card.name) else clean_name(card.name)
    weak = name_identity(family, name)
    return Contact(
        key=key,
        name=name,
        given=given_word(card.given),
        identities=(*card.identities(), *((weak,) if weak else ())),
        company=one_line(card.company)[:MAX_LINE],
        title=one_line(card.title)[:MAX_LINE],
        birthday=card.birthday,
        nickname=clean_name(card.nickname),
        labels=_lines(card.labels),
        days=card.days[:MAX_VALUES],
        relations=card.relations[:MAX_VALUES],
        places=_lines(card.places),
        note="\n".join(filter(None, (paragraphs(card.note), *card.more, *card.unread())))[:MAX_NOTE],
        cadence_days=card.cadence_days,
        starred=card.starred,
    )


def line(what: str, value: str) -> str:
    """Return ``what: value`` on one line; empty if there is no value."""
    text = one_line(value)
    return f"{one_line(what)}: {text}" if text and what else text


def paragraphs(text: str) -> str:
    """Return the text of a note: NFC, its lines ended by newlines, without what no database takes."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return plain.encode("utf-8", "replace").decode("utf-8").strip()


def is_directory_name(text: str) -> bool:
    """Say whether a text is an address inside an Exchange directory (X.500), which no mail reaches."""
    lower = text.strip().lower()
    return lower.startswith(("/o=", "/ou=", "/cn=", "ex:/o=", "imceaex-"))


def _is_handle(network: str, name: str) -> bool:
    return handle_identity(network, name) is not None


def strong_value(card: Card) -> str:
    """Return the first mail address of a card, else its first number, else its profile, else an empty text."""
    emails = map(email_identity, card.emails)
    phones = (phone_of(text)[0] for text in card.phones)
    profiles = (one for one in map(url_identity, card.urls) if one and one.kind is IdentityKind.LINKEDIN)
    handles = (handle_identity(*one) for one in card.handles if one[0] == IdentityKind.LINKEDIN.value)
    return next((one.value for one in chain(emails, phones, profiles, handles) if one), "")


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (one_line(text)[:MAX_LINE] for text in texts[:MAX_VALUES]))))
