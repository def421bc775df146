"""What a list of people was asked for, read from its address and written back into addresses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from kithly.app.persons.finding import Filters
from kithly.interfaces.web.visit import Visit
from kithly.people import Place
from kithly.ties import BANDS

NETWORK: Final = Place.NETWORK.value
EVERYBODY: Final = "all"  # an empty choice stands for the network, so everybody has a word
PLACES: Final = (NETWORK, Place.FAMILY.value, Place.SERVICE.value, Place.LEFT_OUT.value, "quiet", EVERYBODY)
SORTS: Final = {
    "name": "name",
    "reply": "would answer",
    "silent": "longest quiet",
    "last": "last heard",
    "importance": "importance",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list of people was asked for.

    Attributes:
        q: Words that must occur.
        place: One of `PLACES`.
        circle: Name of a circle, or empty.
        era: Key of an era, or empty.
        company: Name of a company, or empty.
        bands: Bands; empty for all.
        sort: One of `SORTS`.
    """

    q: str = ""
    place: str = NETWORK
    circle: str = ""
    era: str = ""
    company: str = ""
    bands: tuple[str, ...] = ()
    sort: str = "name"

    @property
    def filters(self) -> Filters:
        """The same as the list understands it."""
        return Filters(
            circle=self.circle,
            era=self.era,
            company=self.company,
            bands=self.bands,
            place="" if self.place == EVERYBODY else self.place,
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anybody of the place is left out."""
        return self != self.plain

    def query(self, first: int = 0) -> str:
        """Return the part of an address behind the question mark; what goes without saying is left out."""
        plain = Wanted()
        names = ("q", "place", "circle", "era", "company", "sort")
        told = [(name, getattr(self, name)) for name in names if getattr(self, name) != getattr(plain, name)]
        told += [("band", band) for band in self.bands]
        return urlencode([*told, ("from", str(first))] if first else told)

    def address(self, first: int = 0) -> str:
        """Return the address of the page."""
        query = self.query(first)
        return f"/people?{query}" if query else "/people"

    @property
    def everywhere(self) -> Wanted:
        """The same, of everybody wherever they belong."""
        return replace(self, place=EVERYBODY)

    @property
    def plain(self) -> Wanted:
        """The same place and order, with nobody left out."""
        return Wanted(place=self.place, sort=self.sort)


def wanted(visit: Visit) -> Wanted:
    """Return what a visit asks for; a choice that is none counts as not made."""
    place, sort, bands = visit.field("place"), visit.field("sort"), frozenset(visit.fields("band"))
    return Wanted(
        q=visit.field("q"),
        place=place if place in PLACES else NETWORK,
        circle=visit.field("circle"),
        era=visit.field("era"),
        company=visit.field("company"),
        bands=tuple(band.value for band in BANDS if band.value in bands),
        sort=sort if sort in SORTS else "name",
    )
