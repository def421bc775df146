"""Lists of people: found while one types, filtered, sorted, and counted by circle, company and band."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from kithly.app.belonging.memberships import belonging_now
from kithly.app.derived.closely import Ties, ties_now
from kithly.app.network import Network
from kithly.app.persons.roster import GONE, PLACES, Bools, Ints, Roster, roster_now
from kithly.app.show import person_row
from kithly.app.views import EraFacetView, FacetsView, FacetView, PeopleView, PersonRow
from kithly.history import quarter_of
from kithly.history.eras import Era
from kithly.people import PersonId, Place
from kithly.store import Reading
from kithly.ties import BANDS, Floats, last_contact

SORTS = ("name", "strength", "reply", "silent", "last", "importance")
PAGE = 50  # people
MOST_COMPANIES = 30  # told with their counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Whom a list shows; an empty text leaves nobody out.

    Attributes:
        circle: Only people of this circle.
        era: Only people of this era of ego's, by its key, likely or by the user's word.
        bands: Only ties of these bands.
        company: Only people who work here, however it is spelt.
        place: A value of `Place` (those to be left alone are not in the network), or ``quiet`` for these.
    """

    circle: str = ""
    era: str = ""
    bands: tuple[str, ...] = ()
    company: str = ""
    place: str = Place.NETWORK.value


EVERYBODY = Filters(place="")


def find_people(
    network: Network,
    query: str = "",
    *,
    filters: Filters = EVERYBODY,
    sort: str = "name",
    limit: int = PAGE,
    offset: int = 0,
) -> PeopleView:
    """Return a page of the people ego knows, and how many there are of each kind.

    Who died stands in no list; looked for by name in all places, they are found.

    Args:
        network: Whose.
        query: Words that all must occur in name, address, company, title or circle.
        filters: Whom the list shows.
        sort: One of `SORTS`: by name, or the largest first (``silent``: longest quiet first, ``last``: newest
            contact first); what is unknown comes last.
        limit: People on the page.
        offset: People before it.
    """

    def make() -> PeopleView:
        return _page(network, _found(network, query, filters), sort=sort, limit=limit, offset=offset)

    if query:
        return make()  # while one types no two looks are the same
    return network.recall.get(("people", network.hour, filters, sort, limit, offset), make)


def _page(network: Network, found: _Found, *, sort: str, limit: int, offset: int) -> PeopleView:
    rows = found.look.order(found.rows, sort)
    page = [found.look.roster.ids[row] for row in rows[offset : offset + limit].tolist()]
    with network.store.reading() as kept:
        people = tuple(_rows(kept, network, found.look, page))
    return PeopleView(people=people, total=len(found.rows), facets=found.facets, elsewhere=found.elsewhere)


def rows_of(network: Network, persons: Sequence[str]) -> Mapping[str, PersonRow]:
    """Return some people as a list shows them, by id; unknown ones are left out."""
    look = _look_now(network)
    with network.store.reading() as kept:
        return {row.id: row for row in _rows(kept, network, look, [PersonId(one) for one in persons])}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Look:
    """Everybody, and how ego stands with each row of the roster."""

    roster: Roster
    ties: Ties
    tie: Ints  # place of each row in the ties; -1 where nothing was ever seen

    def of_people(self, persons: Iterable[PersonId]) -> Bools:
        """Return which rows are of some people."""
        rows = [row for person in persons if (row := self.roster.row_of.get(person)) is not None]
        found = np.zeros(len(self.tie), bool)
        found[rows] = True
        return found

    def of_ties(self, values: Floats, missing: float) -> Floats:
        """Return one number of the tie of each row."""
        if not len(values):
            return np.full(len(self.tie), missing)
        return np.where(self.tie >= 0, values[self.tie], missing)

    @property
    def band(self) -> Ints:
        """The band of each row, by its place in `BANDS`."""
        unknown = len(BANDS) - 1
        return self.of_ties(self.ties.measures.band.astype(float), unknown).astype(np.int64)

    def order(self, rows: Ints, sort: str) -> Ints:
        """Return rows in the order of a list; equal ones, and those not known, by name."""
        if sort == "name":
            return rows
        return rows[np.argsort(-self._worth(sort)[rows], kind="stable")]

    def _worth(self, sort: str) -> Floats:
        """Return what each row is sorted by, the largest first; -inf where it is not known."""
        measures = self.ties.measures
        match sort:
            case "importance":
                return self.roster.importance
            case "strength":
                return self.of_ties(np.where(measures.known, measures.strength, -np.inf), -np.inf)
            case "reply":
                return self.of_ties(np.where(measures.known & measures.worded, measures.reply, -np.inf), -np.inf)
            case "silent":
                days = np.where(np.isfinite(measures.silent_days), np.floor(measures.silent_days), -np.inf)
                return self.of_ties(days, -np.inf)
            case _:
                return self.of_ties(last_contact(measures.rows), -np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Whom a query and its filters leave, by name, and what is counted of them."""

    look: _Look
    rows: Ints
    facets: FacetsView
    elsewhere: int


def _look_now(network: Network) -> _Look:
    """Return everybody with their ties side by side, put together once an hour and state of their rows."""

    def make() -> _Look:
        roster, ties = roster_now(network), ties_now(network)
        place = ties.standings.place
        return _Look(roster=roster, ties=ties, tie=np.array([place.get(one, -1) for one in roster.ids], np.int64))

    def renew(old: _Look) -> _Look:
        roster, ties = roster_now(network), ties_now(network)
        if roster.ids is not old.roster.ids or ties.standings.place is not old.ties.standings.place:
            return make()
        is_same = roster is old.roster and ties is old.ties
        return old if is_same else _Look(roster=roster, ties=ties, tie=old.tie)

    return network.recall.carry(("look", network.hour), make, renew)


def _found(network: Network, query: str, filters: Filters) -> _Found:
    look = _look_now(network)
    eras = _eras_of(network, look)
    held, masks = look.roster.holding(query), _masks(look, eras, filters)
    chosen = _all(held, *masks.values())
    if not query:
        chosen &= look.roster.placed != GONE
    wider = _all(held, *(mask for name, mask in masks.items() if name != "place"))
    return _Found(
        look=look,
        rows=np.flatnonzero(chosen),
        facets=_facets(look, eras, held, masks),
        elsewhere=int(np.count_nonzero(wider)) - int(np.count_nonzero(chosen)) if query else 0,
    )


def _all(*masks: Bools) -> Bools:
    """Return which rows all masks leave."""
    left: Bools = np.logical_and.reduce(masks)
    return left


@dataclass(frozen=True, slots=True)
class _EraRows:
    """An era, and which rows belong to it by the user's word or likely."""

    era: Era
    rows: Bools


def _eras_of(network: Network, look: _Look) -> Sequence[_EraRows]:
    """Return ego's eras with the rows of their people, put together once for one state of the store."""

    def make() -> Sequence[_EraRows]:
        belongs = belonging_now(network)
        people = {era.key: belongs.members(era.key) | belongs.likely(era.key) for era in belongs.eras}
        return [_EraRows(era, look.of_people(people[era.key])) for era in belongs.eras]

    return network.recall.get(("rows of eras", look), make)


def _masks(look: _Look, eras: Sequence[_EraRows], filters: Filters) -> dict[str, Bools]:
    """Return which rows each filter leaves."""
    roster, everybody = look.roster, np.ones(len(look.roster.people), bool)
    bands = [code for code, one in enumerate(BANDS) if one.value in filters.bands]
    nobody = ~everybody
    return {
        "era": next((one.rows for one in eras if one.era.key == filters.era), nobody) if filters.era else everybody,
        "circle": roster.in_circle(filters.circle) if filters.circle else everybody,
        "band": np.isin(look.band, bands) if bands else everybody,
        "company": roster.companies.rows(filters.company) if filters.company else everybody,
        "place": roster.in_place(filters.place) if filters.place in PLACES[:GONE] else everybody,
    }


def _facets(look: _Look, eras: Sequence[_EraRows], held: Bools, masks: Mapping[str, Bools]) -> FacetsView:
    """Return what is among the people found, each kind counted as if it alone were not filtered by."""
    roster, companies = look.roster, look.roster.companies
    living = held & (roster.placed != GONE)

    def among(name: str) -> Bools:
        return _all(living, *(mask for key, mask in masks.items() if key != name))

    in_circles, in_eras = among("circle"), among("era")
    return FacetsView(
        eras=tuple(
            EraFacetView(key=one.era.key, name=one.era.name, years=one.era.years, count=count)
            for one in eras
            if (count := int(np.count_nonzero(one.rows & in_eras)))
        ),
        circles=_most_first(roster.circles, [int(in_circles[rows].sum()) for rows in roster.circles.values()]),
        companies=_most_first(companies.names, _tally(companies.number[among("company")], companies.names))[
            :MOST_COMPANIES
        ],
        bands=_told(BANDS, _tally(look.band[among("band")], BANDS)),
        places=_told(PLACES, _tally(roster.placed[among("place")], PLACES)),
    )


def _tally(codes: Ints | NDArray[np.int8], names: Sequence[str]) -> list[int]:
    """Return how often each code occurs, in the order of the names."""
    counts: list[int] = np.bincount(codes, minlength=len(names)).tolist()
    return counts


def _told(names: Iterable[str], counts: Sequence[int]) -> tuple[FacetView, ...]:
    """Return names with how many bear them; those nobody bears are left out."""
    pairs = zip(names, counts, strict=True)
    return tuple(FacetView(name=str(name), count=count) for name, count in pairs if count and name)


def _most_first(names: Iterable[str], counts: Sequence[int]) -> tuple[FacetView, ...]:
    return tuple(sorted(_told(names, counts), key=lambda one: (-one.count, one.name.casefold())))


def _rows(kept: Reading, network: Network, look: _Look, page: list[PersonId]) -> Iterator[PersonRow]:
    """Yield what a page shows of its people; who went since it was put together is left out."""
    ties, belongs = look.ties, belonging_now(network)
    people = {row.person.id: row.person for row in kept.people.some(page)}
    rhythms = kept.rhythms.of(page)
    quarter = quarter_of(network.now.astimezone(UTC).date())
    for one in page:
        if one in people:
            rhythm = rhythms[one].ending(quarter) if one in rhythms else None
            last = _instant(ties.last_of(one))
            yield person_row(people[one], ties.of(one), belongs.of(one), rhythm=rhythm, last=last)


def _instant(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
