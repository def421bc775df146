"""Everybody in memory, a few columns each: so that a list of 10,000 answers while one types.

The columns are read once and then brought up to date by the people made anew since. What a page shows of its
fifty is read from the store; the columns only say which fifty.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from sys import intern

import numpy as np
from numpy.typing import NDArray

from kithly.app.network import Network
from kithly.history import company_key
from kithly.people import PersonId, Place
from kithly.records import name_key
from kithly.store import Listed, Mark, Reading

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

PLACES = (*(place.value for place in Place), "quiet", "")  # where people are listed; who died is in no list
QUIET, GONE = len(PLACES) - 2, len(PLACES) - 1
NO_COMPANY = ""
_key_of = lru_cache(1 << 14)(company_key)  # employers: the same few hundred are compared at every look


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Everybody ego knows at one state of the store, by name; all columns in one order. Nothing in it is changed.

    Attributes:
        people: One row each.
        ids: Who stands in each row.
        row_of: In which row each person stands.
        words: What each is found by, in lower case.
        importance: The user's word on each.
        placed: Where each belongs: a place in `PLACES`.
        companies: Who works where.
        mark: How far the derived rows had come.
    """

    people: Sequence[Listed]
    ids: tuple[PersonId, ...]
    row_of: Mapping[PersonId, int]
    words: Sequence[str]
    importance: NDArray[np.float64]
    placed: NDArray[np.int8]
    companies: Companies
    mark: Mark

    @classmethod
    def of(cls, people: Sequence[Listed], mark: Mark) -> Roster:
        """Return the columns of everybody, given by name."""
        return cls(
            people=people,
            ids=tuple(one.id for one in people),
            row_of={one.id: row for row, one in enumerate(people)},
            words=[_words(one) for one in people],
            importance=np.array([one.importance for one in people], float),
            placed=np.array([_place(one) for one in people], np.int8),
            companies=Companies.of([one.company for one in people]),
            mark=mark,
        )

    def renewed(self, fresh: Sequence[Listed], mark: Mark) -> Roster:
        """Return the columns with some rows in the place of their older ones; everybody stays in their row."""
        people, words = list(self.people), list(self.words)
        importance, placed = self.importance.copy(), self.placed.copy()
        companies = self.companies
        for one in fresh:
            row = self.row_of[one.id]
            if one.company != people[row].company:
                companies = NO_COMPANIES
            people[row], words[row] = one, _words(one)
            importance[row], placed[row] = one.importance, _place(one)
        return replace(
            self,
            people=people,
            words=words,
            importance=importance,
            placed=placed,
            companies=companies or Companies.of([one.company for one in people]),
            mark=mark,
        )

    @cached_property
    def circles(self) -> Mapping[str, Ints]:
        """The rows of each circle, by name."""
        rows: dict[str, list[int]] = {}
        for row, one in enumerate(self.people):
            for circle in one.circles:
                rows.setdefault(circle, []).append(row)
        return {circle: np.array(rows[circle]) for circle in sorted(rows, key=str.casefold)}

    def in_place(self, name: str) -> Bools:
        """Return which rows are of a place: a value of `Place`, or ``quiet``."""
        rows: Bools = self.placed == PLACES.index(name)
        return rows

    def in_circle(self, name: str) -> Bools:
        """Return which rows are of a circle, whatever the case of its name."""
        found, wanted = np.zeros(len(self.people), bool), name.casefold()
        for circle, rows in self.circles.items():
            found[rows] |= circle.casefold() == wanted
        return found

    def holding(self, query: str) -> Bools:
        """Return which rows hold every word of a query, in name, address, company, title or circle."""
        found = np.ones(len(self.people), bool)
        for word in query.split():
            typed, key = word.casefold(), name_key(word)
            found &= self._holding(typed) | self._holding(key) if key and key != typed else self._holding(typed)
        return found

    def _holding(self, word: str) -> Bools:
        return np.array([word in text for text in self.words], bool)


@dataclass(frozen=True, slots=True)
class Companies:
    """Companies by number: one for all spellings of a name. Without any it is false.

    Attributes:
        names: What each is called, as its people write it most; the first stands for none.
        number: (rows,) the company of each row.
    """

    names: tuple[str, ...]
    number: Ints

    @classmethod
    def of(cls, written: Sequence[str]) -> Companies:
        """Return the companies of some people, as written with each of them."""
        key_of = {text: _key_of(text) for text in set(written)}
        number = {key: place for place, key in enumerate(sorted({NO_COMPANY, *key_of.values()}))}
        uses: dict[str, dict[str, int]] = {}
        for text in written:
            of_key = uses.setdefault(key_of[text], {})
            of_key[text] = of_key.get(text, 0) + 1
        names = tuple(_most_used(uses[key]) if key in uses else NO_COMPANY for key in number)
        return cls(names, np.array([number[key_of[text]] for text in written], np.int64))

    def __bool__(self) -> bool:
        return bool(self.names)

    def rows(self, name: str) -> Bools:
        """Return which rows work at a company, however they spell it."""
        wanted = _key_of(name)
        keys = [_key_of(one) == wanted for one in self.names]
        return np.array(keys, bool)[self.number]


NO_COMPANIES = Companies((), np.zeros(0, np.int64))


def roster_now(network: Network) -> Roster:
    """Return everybody, of whom only those made anew since the last look are read.

    Not for use inside a write transaction, which may know more.
    """

    def make() -> Roster:
        with network.store.reading() as kept:
            return read_roster(kept)

    def renew(old: Roster) -> Roster:
        with network.store.reading() as kept:
            return _renewed(kept, old)

    return network.recall.carry("roster", make, renew)


def read_roster(tx: Reading) -> Roster:
    """Return everybody as they are now."""
    return Roster.of([_shared(one) for one in tx.people.listed()], tx.renewals.mark())


def _renewed(tx: Reading, old: Roster) -> Roster:
    changed = tx.renewals.since(old.mark)
    if changed is None:
        return read_roster(tx)
    if not changed:
        return old
    fresh, mark = [_shared(one) for one in tx.people.listed(changed)], tx.renewals.mark()
    if {(one.name_key, one.id) for one in fresh} == {
        _by_name(old.people[old.row_of[one]]) for one in changed & old.row_of.keys()
    }:
        return old.renewed(fresh, mark)
    people = [one for one in old.people if one.id not in changed]
    for one in fresh:
        people.insert(bisect_left(people, _by_name(one), key=_by_name), one)
    return Roster.of(people, mark)


def _by_name(one: Listed) -> tuple[str, PersonId]:
    return one.name_key, one.id


def _shared(one: Listed) -> Listed:
    """Return a row whose company is not kept once more for every bearer."""
    return one._replace(company=intern(one.company))


def _words(one: Listed) -> str:
    """Return what somebody is found by: with the circles, which the store's own column does not hold."""
    if not one.circles:
        return one.words
    return "\n".join((one.words, *(circle.casefold() for circle in one.circles), *map(name_key, one.circles)))


def _place(one: Listed) -> int:
    """Return in which list somebody stands; the dead stand in none."""
    if one.remembered:
        return GONE
    return QUIET if one.quiet and one.place is Place.NETWORK else PLACES.index(one.place.value)


def _most_used(uses: Mapping[str, int]) -> str:
    return min(uses, key=lambda text: (-uses[text], text))
