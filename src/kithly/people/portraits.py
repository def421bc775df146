"""Portraits: what the records say of one person, gathered to compare persons."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.records import Because, Contact, Evidence, Identity, PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What one record says of a person.

    Attributes:
        evidence: The record.
        name: Name as written there; may be empty.
        identities: Addresses, profiles and phones named there.
        company: Employer named there.
        title: Position named there.
        birthday: Birthday named there.
        nickname: What friends call them, by this record.
        photo: SHA-256 of their picture.
        related: Names of others whom the record names beside them: a partner, a child, an assistant.
    """

    evidence: Evidence
    name: str = ""
    identities: tuple[Identity, ...] = ()
    company: str = ""
    title: str = ""
    birthday: PartialDate | None = None
    nickname: str = ""
    photo: str = ""
    related: tuple[str, ...] = ()

    @classmethod
    def of(cls, contact: Contact, evidence: Evidence) -> Seen:
        """Return what a contact record says."""
        return cls(
            evidence=evidence,
            name=contact.name,
            identities=contact.identities,
            company=contact.company,
            title=contact.title,
            birthday=contact.birthday,
            nickname=contact.nickname,
            photo=contact.photo,
            related=tuple(one.name for one in contact.relations if one.name),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One person as known so far.

    Attributes:
        id: Person id, or any name of a component; unique.
        seen: What the records say; the first record with a name is quoted first.
    """

    id: str
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two persons who may be one. Nothing is merged before the user says so.

    Attributes:
        a: Id of one, the smaller.
        b: Id of the other.
        score: Probability that they are one, 0 to 1.
        because: What speaks for it and against it, strongest first; never empty.
    """

    a: str
    b: str
    score: float
    because: tuple[Because, ...]
