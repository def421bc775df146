"""The last twelve years: whom one was in contact with, year by year, and who came along from each era."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

import numpy as np

from kithly.app.belonging.eras import found_once
from kithly.app.belonging.memberships import Belonging, belonging_now
from kithly.app.derived.closely import Ties, ties_now
from kithly.app.derived.yearly import Yearly, yearly_now
from kithly.app.network import Network
from kithly.app.persons.expected import expectation
from kithly.app.persons.roster import Bools, Ints, Roster, roster_now
from kithly.app.views import AlongView, EraYearsView, NamedView, OfYearView, OneYearView, YearsView, YearView
from kithly.errors import NotFound
from kithly.history.eras import Era
from kithly.people import PersonId, Place
from kithly.ties import BANDS, Band, would_answer

ALONG = 5  # names told of each era
IN_TOUCH = (BANDS.index(Band.STRONG), BANDS.index(Band.WARM))
ASIDE = (Place.SERVICE.value, Place.LEFT_OUT.value)  # no people one is in contact with
NO_ERA = "No position or school of yours is known: import your LinkedIn export, it holds them."


def twelve_years(network: Network) -> YearsView:
    """Return the last twelve calendar years: contacts by year, and what became of the people of each era."""
    found_once(network)
    return network.recall.get(("twelve years", network.hour), lambda: _Look(network).whole())


def people_of_year(network: Network, year: int, *, limit: int = 50, offset: int = 0) -> OneYearView:
    """Return with whom there was contact in one of the last twelve years, those with most first.

    Args:
        network: Whose.
        year: Which.
        limit: At most so many people.
        offset: After so many.

    Raises:
        NotFound: It is none of the twelve.
    """
    look = network.recall.get(("look at years", network.hour), lambda: _Look(network))
    return look.one_year(year, limit, offset)


class _Look:
    """Everything that is needed to tell the years, at one moment."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._yearly: Yearly = yearly_now(network)
        self._roster: Roster = roster_now(network)
        self._ties: Ties = ties_now(network)
        self._belongs: Belonging = belonging_now(network)
        self._today: date = network.today
        self._counts: Ints = self._by_roster()

    def whole(self) -> YearsView:
        """Return the twelve years."""
        eras = tuple(self._era(era) for era in self._belongs.eras)
        seen = {self._roster.ids[row] for row in np.flatnonzero(self._counts.any(axis=1)).tolist()}
        anywhere = frozenset[PersonId]().union(*(self._members(era) for era in self._belongs.eras))
        return YearsView(
            years=tuple(self._year(place) for place in range(len(self._yearly.years))),
            people=len(seen),
            elsewhere=len(seen - anywhere),
            eras=eras,
            next="" if eras else NO_ERA,
        )

    def one_year(self, year: int, limit: int, offset: int) -> OneYearView:
        """Return the people of one year."""
        if year not in self._yearly.years:
            first, last = self._yearly.years[0], self._yearly.years[-1]
            told = f"{year} is none of the last {len(self._yearly.years)} years."
            raise NotFound("year", str(year), message=told, hint=f"The years told of are {first} to {last}.")
        counts = self._counts[:, self._yearly.years.index(year)]
        told_of = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]  # the roster stands by name
        return OneYearView(
            year=year,
            people=self._of_year(told_of[offset : offset + limit], counts),
            total=len(told_of),
            contacts=int(counts.sum()),
            so_far=year == self._today.year,
        )

    def _by_roster(self) -> Ints:
        """Return the contacts by year of everybody in the roster; services and those left out are aside."""
        counts = np.zeros((len(self._roster.ids), len(self._yearly.years)), np.int64)
        places = np.array([self._yearly.place.get(person, -1) for person in self._roster.ids], np.int64)
        counts[places >= 0] = self._yearly.counts[places[places >= 0]]
        for place in ASIDE:
            counts[self._roster.in_place(place)] = 0
        return counts

    def _year(self, place: int) -> YearView:
        counts, year = self._counts[:, place], self._yearly.years[place]
        return YearView(
            year=year,
            people=int(np.count_nonzero(counts)),
            contacts=int(counts.sum()),
            so_far=year == self._today.year,
        )

    def _of_year(self, rows: Ints, counts: Ints) -> tuple[OfYearView, ...]:
        people = [self._roster.people[row] for row in rows.tolist()]
        names = self._names([one.id for one in people])
        return tuple(
            OfYearView(person=NamedView(id=one.id, name=names[one.id]), company=one.company, contacts=int(counts[row]))
            for one, row in zip(people, rows.tolist(), strict=True)
            if one.id in names
        )

    def _names(self, persons: Collection[PersonId]) -> Mapping[PersonId, str]:
        with self._network.store.reading() as kept:
            return kept.people.names(persons)

    def _members(self, era: Era) -> frozenset[PersonId]:
        found = self._belongs.members(era.key) | self._belongs.likely(era.key)
        return found & self._roster.row_of.keys()

    def _era(self, era: Era) -> EraYearsView:
        members, span = self._members(era), era.span(self._today)
        sure = members & self._belongs.members(era.key)
        chosen = self._chosen(members)
        measures = self._ties.measures
        awake = chosen & np.isin(measures.band, IN_TOUCH)
        return EraYearsView(
            key=era.key,
            kind=era.kind.value,
            organisation=era.name,
            title=era.title,
            years=era.years,
            first_year=era.started.year if era.started else span[0].year if span else None,
            last_year=span[1].year if span else None,
            people=len(members),
            confirmed=len(sure),
            likely=len(members) - len(sure),
            would_answer=expectation(would_answer(measures, chosen), seen=bool((measures.known & chosen).any())),
            in_touch=int(np.count_nonzero(awake)),
            along=self._along(np.flatnonzero(awake), sure),
        )

    def _chosen(self, members: Collection[PersonId]) -> Bools:
        """Return the ties with those members one may write to."""
        plannable = self._roster.in_place(Place.NETWORK.value)
        chosen = np.zeros(len(self._ties.persons), bool)
        for person in members:
            place = self._ties.place(person)
            if place is not None and plannable[self._roster.row_of[person]]:
                chosen[place] = True
        return chosen

    def _along(self, places: Ints, sure: Collection[PersonId]) -> tuple[AlongView, ...]:
        """Return the strongest of some ties; of equals, by name."""
        rows = np.array([self._roster.row_of[self._ties.persons[place]] for place in places.tolist()], np.int64)
        measures = self._ties.measures
        best = np.lexsort((rows, -measures.strength[places]))[:ALONG].tolist()
        names = self._names([self._roster.ids[rows[one]] for one in best])
        return tuple(
            AlongView(
                person=NamedView(id=person, name=names[person]),
                band=BANDS[measures.band[places[one]]].value,
                confirmed=person in sure,
                contacts=int(self._counts[rows[one]].sum()),
            )
            for one in best
            if (person := self._roster.ids[rows[one]]) in names
        )
