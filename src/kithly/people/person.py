"""A person: the one human behind their identities, as far as the records tell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from kithly.records import Identity, PartialDate

PersonId = NewType("PersonId", str)


class Place(StrEnum):
    """The user's word on whether a person belongs in the practice at all."""

    NETWORK = "network"
    FAMILY = "family"
    SERVICE = "service"
    LEFT_OUT = "leave out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One human of ego's network.

    Attributes:
        id: Minted once and kept.
        name: Best full name; an address if no record gives a name.
        given: Given name for greeting; empty if unknown.
        identities: All identities shown to the user (never ``NAME``), best first.
        company: Newest known employer, or empty.
        title: Newest known position, or empty.
        connected_on: Day of the LinkedIn connection.
        birthday: Birthday.
        circles: The user's circles.
        importance: The user's word: 0.5 low, 1 normal, 2 high, 4 highest.
        quiet: Do not contact.
        remembered: Died; kept and searchable, in no plan or count.
        place: Network, or family, service, leave out (neither ranked nor planned).
    """

    id: PersonId
    name: str
    given: str = ""
    identities: tuple[Identity, ...] = ()
    company: str = ""
    title: str = ""
    connected_on: PartialDate | None = None
    birthday: PartialDate | None = None
    circles: tuple[str, ...] = ()
    importance: float = 1.0
    quiet: bool = False
    remembered: bool = False
    place: Place = Place.NETWORK

    @property
    def is_plannable(self) -> bool:
        """Whether this person may appear in a plan or count of the network."""
        return not self.quiet and not self.remembered and self.place is Place.NETWORK
