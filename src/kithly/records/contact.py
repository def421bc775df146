"""What an address book says of one person."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.records.dates import PartialDate
from kithly.records.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day with a meaning.

    Attributes:
        label: What it is, in lower-case English where known (``anniversary``, ``met``), else the source's word.
        day: Which day; often without a year.
    """

    label: str
    day: PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Somebody whom a source names beside a person.

    Attributes:
        label: What they are to the person, in lower-case English where known (``spouse``, ``child``, ``assistant``,
            ``introduced by``), else the source's word.
        name: Their name; may be empty only if an identity is given.
        identity: How the source names them, a card's uid for instance; None where it gives a name alone.
    """

    label: str
    name: str
    identity: Identity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A person in an address book or a connection list.

    Attributes:
        key: Stable key.
        name: Clean full name; may be empty only if an identity is given.
        given: Given name, for greeting; empty if unknown.
        identities: Everything that names them; may be empty.
        company: Employer on the day of the export.
        title: Position on the day of the export.
        connected_on: Day the connection was made (not a contact with them).
        birthday: Birthday, often without year.
        note: The user's or source's own note.
        nickname: What friends call them.
        labels: Groups and categories the source put them in, in its own words.
        days: Days with a meaning besides the birthday: a wedding, the day ego met them.
        relations: Whom the source names beside them: partner, child, assistant, who introduced them.
        places: Postal addresses, one line each.
        photo: SHA-256 of their picture, hexadecimal; the picture itself travels in `Sighted.photo`.
        cadence_days: How often ego wants to be in touch, by the source's word; 0 for none.
        starred: Marked as a favourite.
        died: Whether the source says that they died.
        died_on: The day, if told.
    """

    key: str
    name: str
    given: str = ""
    identities: tuple[Identity, ...] = ()
    company: str = ""
    title: str = ""
    connected_on: PartialDate | None = None
    birthday: PartialDate | None = None
    note: str = ""
    nickname: str = ""
    labels: tuple[str, ...] = ()
    days: tuple[NamedDay, ...] = ()
    relations: tuple[Relation, ...] = ()
    places: tuple[str, ...] = ()
    photo: str = ""
    cadence_days: int = 0
    starred: bool = False
    died: bool = False
    died_on: PartialDate | None = None
