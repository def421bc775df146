"""The small menus above a list of people: what one can narrow it to, with how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kithly.app.views import EraFacetView, FacetsView, FacetView
from kithly.interfaces.web.wanted import EVERYBODY, NETWORK, Wanted
from kithly.people import Place
from kithly.ties import BANDS, Band

ALWAYS: Final = (Band.COOLING, Band.DORMANT)  # bands one looks for; others stand there only when chosen
PLACE_WORDS: Final = {
    NETWORK: "Network",
    Place.FAMILY.value: "Family",
    Place.SERVICE.value: "Services",
    Place.LEFT_OUT.value: "Left out",
    "quiet": "Left in peace",
    EVERYBODY: "Everybody",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One line of a menu; no count where nothing is counted."""

    value: str
    word: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One menu.

    Attributes:
        name: Of the field.
        label: What is chosen.
        chosen: Value of the line chosen.
        options: The lines; the first narrows nothing.
    """

    name: str
    label: str
    chosen: str
    options: tuple[Option, ...]


def choices_of(asked: Wanted, facets: FacetsView) -> tuple[Choice, ...]:
    """Return the menus; what is chosen stands in each even if nobody is left of it."""
    circles = [Option(value=one.name, word=one.name, count=one.count) for one in facets.circles]
    eras = [Option(value=one.key, word=_era(one), count=one.count) for one in facets.eras]
    companies = [Option(value=one.name, word=one.name, count=one.count) for one in facets.companies]
    return (
        _places(asked, facets),
        _choice("circle", "Circle", asked.circle, circles),
        _choice("era", "Era", asked.era, eras),
        _choice("company", "Company", asked.company, companies),
    )


def bands_of(asked: Wanted, facets: FacetsView) -> tuple[FacetView, ...]:
    """Return the bands to choose from, with how many there are of each."""
    count = {one.name: one.count for one in facets.bands}
    shown = [band.value for band in BANDS if band in ALWAYS or band.value in asked.bands]
    return tuple(FacetView(name=name, count=count.get(name, 0)) for name in shown)


def _era(one: EraFacetView) -> str:
    return f"{one.name}, {one.years}" if one.years else one.name


def _places(asked: Wanted, facets: FacetsView) -> Choice:
    count = {one.name: one.count for one in facets.places}
    options = [
        Option(value="" if place == NETWORK else place, word=word, count=count.get(place))
        for place, word in PLACE_WORDS.items()
        if place in {NETWORK, EVERYBODY, asked.place} or place in count
    ]
    chosen = "" if asked.place == NETWORK else asked.place
    return Choice(name="place", label="Where they belong", chosen=chosen, options=tuple(options))


def _choice(name: str, label: str, chosen: str, options: Iterable[Option]) -> Choice:
    found = list(options)
    if chosen and all(one.value != chosen for one in found):
        found.append(Option(value=chosen, word=chosen, count=0))
    return Choice(name=name, label=label, chosen=chosen, options=(Option(value="", word=label), *found))
