"""What speaks for and against each person's belonging to each era, out of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from kithly.history.companies import company_key, is_no_employer
from kithly.history.era_domains import Domains, full_spellings, part_spellings
from kithly.history.era_trail import NO_DOMAIN, Trail, bounds_of
from kithly.history.eras import Era, organisation_key
from kithly.history.interactions import Bools, Ints
from kithly.history.lexicon import folded

DAY = 86_400  # seconds
EARLIER = 45 * DAY  # somebody known so little before an era began is not known from before it
WAVE = 60 * DAY  # what begins with a crowd within these days began before it was kept
CROWD = 10  # people
EDGE = 180 * DAY  # after the beginning of a mailbox: whoever first wrote then may have been known for long
SAME_PLACE = 4  # people whose employers are all elsewhere, from where on a domain is a provider's
NEVER = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Employed:
    """What an address book said of somebody's employer.

    Attributes:
        company: As written there.
        at: When it was observed, seconds since 1970.
        record: Number of the contact record.
    """

    company: str
    at: int
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """When somebody was connected with: the first and the last instant the date can mean, and its record."""

    first: int
    last: int
    record: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of everybody beside contacts.

    Attributes:
        people: How many people there are.
        connected: By person index.
        employed: By person index, oldest first.
    """

    people: int
    connected: Mapping[int, Connected] = field(default_factory=dict)
    employed: Mapping[int, Sequence[Employed]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """Everything that speaks for or against one person's belonging to one era.

    Attributes:
        person: Index of the person.
        domain: The era's mail domain at which they wrote or were written to; empty if never.
        wrote: How often they wrote from it in the era.
        sent: How often ego wrote to them there in the era, if they never wrote from it.
        at_first: First time ever of either, seconds since 1970.
        at_last: Last time.
        at_records: Record numbers of the two.
        connected: When they were connected with, if that was in the era and they were not known before.
        in_wave: Whether the connection is one of the crowd that every account begins with.
        met_at: First contact ever, by mail, if it was in the era; `NEVER` otherwise.
        met_record: Its record number.
        at_work: Whether the first mail in the era was over ego's address of the era; None where that is not known.
        named: What names the era's organisation as their employer.
        named_then: Whether it was observed in the era.
        elsewhere: What names another employer in the era.
        other_domain: Domain of another organisation from which they wrote in the era; empty for none.
        incoming: How often they wrote in the era, in any channel.
        outgoing: How often ego wrote to them in the era.
        later: Whether there was contact only after the era.
        any_contact: Whether there ever was contact.
        is_seen: Whether contacts of those years are kept at all: without, silence says nothing.
    """

    person: int
    domain: str = ""
    wrote: int = 0
    sent: int = 0
    at_first: int = NEVER
    at_last: int = NEVER
    at_records: tuple[int, int] = (0, 0)
    connected: Connected | None = None
    in_wave: bool = False
    met_at: int = NEVER
    met_record: int = 0
    at_work: bool | None = None
    named: Employed | None = None
    named_then: bool = False
    elsewhere: Employed | None = None
    other_domain: str = ""
    incoming: int = 0
    outgoing: int = 0
    later: bool = False
    any_contact: bool = False
    is_seen: bool = True

    @property
    def is_there(self) -> bool:
        """Whether mail of those years went to or came from the era's domain."""
        return self.wrote > 0 or self.sent > 0


class Finder:
    """Finds the clues of one era after the other; what all share is worked out once."""

    def __init__(self, moves: Trail, known: Known, domains: Domains, *, today: date) -> None:
        self._trail = moves
        self._known = known
        self._domains = domains
        self._today = today
        people, far = known.people, np.iinfo(np.int64).max >> 1
        first = np.full(people, far, np.int64)
        np.minimum.at(first, moves.person, moves.at)
        last = np.zeros(people, np.int64)
        np.maximum.at(last, moves.person, moves.at)
        self._first, self._last = np.where(first == far, NEVER, first), last
        self._first_row = _first_rows(moves, self._first)
        self._connected_first = np.full(people, far, np.int64)
        for person, one in known.connected.items():
            self._connected_first[person] = one.first
        self._since = np.minimum(self._connected_first, first)

    def clues(self, era: Era, codes: frozenset[int]) -> Iterator[Clues]:
        """Yield the clues of everybody for whom anything speaks.

        Args:
            era: The era.
            codes: Codes of its mail domains.
        """
        span = era.span(self._today)
        bounds = bounds_of(span) if span else None
        counts = self._counts(bounds, codes)
        named = self._named(era)
        chosen = set(np.flatnonzero(counts.last_code >= 0).tolist()) | named.keys()
        chosen |= {one for one in self._known.connected if self._is_connected_in(one, bounds)}
        chosen |= set(np.flatnonzero(self._is_met(bounds)).tolist())
        for person in sorted(chosen):
            yield self._of(person, era, bounds, counts=counts, named=named.get(person))

    def _of(
        self, person: int, era: Era, bounds: tuple[int, int] | None, *, counts: _Counts, named: Employed | None
    ) -> Clues:
        is_met = bool(self._is_met(bounds)[person])
        row, first = int(self._first_row[person]), int(self._first[person])
        connected = self._known.connected.get(person) if self._is_connected_in(person, bounds) else None
        return Clues(
            person=person,
            domain=counts.domain_of(person, self._domains.names),
            wrote=int(counts.wrote[person]),
            sent=int(counts.sent[person]),
            at_first=int(counts.first[person]),
            at_last=int(counts.last[person]),
            at_records=(int(counts.first_record[person]), int(counts.last_record[person])),
            connected=connected,
            in_wave=connected is not None and self._is_in_wave(connected),
            met_at=first if is_met else NEVER,
            met_record=int(self._trail.record[row]) if is_met else 0,
            at_work=counts.is_own(int(self._trail.mine[row])) if _is_within(first, bounds) else None,
            named=named,
            named_then=named is not None and _is_within(named.at, bounds),
            elsewhere=None if named else self._elsewhere(person, era, bounds),
            other_domain=self._other(person, counts),
            incoming=int(counts.incoming[person]),
            outgoing=int(counts.outgoing[person]),
            later=bounds is not None and first >= bounds[1],
            any_contact=bool(self._last[person]),
            is_seen=bounds is not None and self._begun < bounds[1],
        )

    def _counts(self, bounds: tuple[int, int] | None, codes: frozenset[int]) -> _Counts:
        return _counted(self._trail, bounds, codes, self._companies, self._known.people)

    def _is_connected_in(self, person: int, bounds: tuple[int, int] | None) -> bool:
        one = self._known.connected.get(person)
        if one is None or bounds is None:
            return False
        return one.first < bounds[1] and one.last >= bounds[0] and self._since[person] >= bounds[0] - EARLIER

    def _is_met(self, bounds: tuple[int, int] | None) -> Bools:
        """Return whom ego first met by mail in an era, as far as the mailbox reaches back."""
        if bounds is None or not len(self._trail):
            return np.zeros(self._known.people, bool)
        within = (self._first >= max(bounds[0], 1)) & (self._first < bounds[1]) & (self._first >= self._edge)
        by_mail = self._trail.mail[np.maximum(self._first_row, 0)]
        return within & by_mail & (self._first <= self._connected_first + DAY)

    @cached_property
    def _edge(self) -> int:
        """When a first mail begins to tell that two met: a mailbox that begins with a crowd began before."""
        firsts = self._first[self._first > NEVER]
        return self._begun + EDGE if np.count_nonzero(firsts < self._begun + WAVE) >= CROWD else NEVER

    @cached_property
    def _begun(self) -> int:
        """When the first contact was that is kept."""
        return int(self._first[self._first > NEVER].min(initial=np.iinfo(np.int64).max >> 1))

    def _is_in_wave(self, one: Connected) -> bool:
        return one.first < self._wave

    @cached_property
    def _wave(self) -> int:
        """Until when connections were made of everybody ego knew at all."""
        firsts = sorted(one.first for one in self._known.connected.values())
        begun = firsts[0] if firsts else NEVER
        return begun + WAVE if sum(at < begun + WAVE for at in firsts) >= CROWD else NEVER

    def _named(self, era: Era) -> dict[int, Employed]:
        """Return whose contact record names the organisation, told in the era if it ever was."""
        if not era.organisation or era.is_own_boss:
            return {}
        span = era.span(self._today)
        bounds = bounds_of(span) if span else None
        found = {}
        for person, jobs in self._known.employed.items():
            told = [job for job in jobs if is_same_organisation(job.company, era.organisation)]
            if told:
                found[person] = max(told, key=lambda job: (_is_within(job.at, bounds), job.at))
        return found

    def _elsewhere(self, person: int, era: Era, bounds: tuple[int, int] | None) -> Employed | None:
        jobs = [job for job in self._known.employed.get(person, ()) if _is_within(job.at, bounds)]
        jobs = [job for job in jobs if not is_no_employer(job.company)]
        return jobs[-1] if jobs and era.organisation else None

    def _other(self, person: int, counts: _Counts) -> str:
        code = int(counts.other[person])
        return self._domains.names[code] if code >= 0 else ""

    @cached_property
    def _companies(self) -> Bools:
        """Return which domains are an organisation's: not one that people of many employers use, nor ego's own."""
        count = len(self._domains.names)
        found = np.ones(count + 1, bool)  # the last one is looked up for "no domain"
        found[count] = False
        found[self._trail.mine[self._trail.mine >= 0]] = False
        width = max(self._known.people, 1)
        seen = self._trail.theirs >= 0
        pairs = np.unique(self._trail.theirs[seen] * width + self._trail.person[seen])
        users = np.bincount(pairs // width, minlength=count)
        for code in np.flatnonzero(users >= SAME_PLACE).tolist():
            people = (pairs[pairs // width == code] % width).tolist()
            jobs = [job.company for person in people for job in self._known.employed.get(person, ())]
            label = folded(self._domains.names[code].partition(".")[0])
            if len({*jobs}) >= SAME_PLACE and not any(label in _spellings(company) for company in jobs):
                found[code] = False
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """What happened with everybody in one era. Shape of each array: (people,)."""

    own: frozenset[int]
    wrote: Ints
    sent: Ints
    first: Ints
    last: Ints
    first_record: Ints
    last_record: Ints
    last_code: Ints
    other: Ints
    incoming: Ints
    outgoing: Ints

    def domain_of(self, person: int, names: Sequence[str]) -> str:
        return names[int(self.last_code[person])] if self.last_code[person] >= 0 else ""

    def is_own(self, code: int) -> bool | None:
        """Say whether a domain is one of the era's that ego wrote from; None where ego has no address of the era."""
        return code in self.own if self.own else None


def _counted(
    moves: Trail, bounds: tuple[int, int] | None, codes: frozenset[int], companies: Bools, people: int
) -> _Counts:
    is_era = np.zeros(len(companies), bool)
    is_era[list(codes)] = True
    theirs = np.where(moves.theirs >= 0, moves.theirs, len(companies) - 1)
    ever = _there(moves.rows(np.flatnonzero(is_era[theirs])), people)
    first, last = bounds or (0, 0)
    rows = np.flatnonzero((moves.at >= first) & (moves.at < last))
    then = moves.rows(rows)
    foreign = np.flatnonzero(companies[theirs[rows]] & ~is_era[theirs[rows]])
    within = ever.rows((ever.at >= first) & (ever.at < last))
    order = np.argsort(ever.at, kind="stable")
    return _Counts(
        own=frozenset(np.unique(then.mine[then.mine >= 0]).tolist()) & codes,
        wrote=_count(within.person[~within.outgoing], people),
        sent=_count(within.person[within.outgoing], people),
        first=_last_of(ever.person, ever.at, order[::-1], people),
        last=_last_of(ever.person, ever.at, order, people),
        first_record=_last_of(ever.person, ever.record, order[::-1], people),
        last_record=_last_of(ever.person, ever.record, order, people),
        last_code=_last_of(ever.person, ever.theirs, order, people, nothing=NO_DOMAIN),
        other=_last_of(then.person, then.theirs, foreign, people, nothing=NO_DOMAIN),
        incoming=_count(then.person[~then.outgoing], people),
        outgoing=_count(then.person[then.outgoing], people),
    )


def _there(moves: Trail, people: int) -> Trail:
    """Keep of what went between ego and an address what came from there, where anything ever did."""
    wrote = np.zeros(people, bool)
    wrote[moves.person[~moves.outgoing]] = True
    return moves.rows(~(moves.outgoing & wrote[moves.person]))


def _last_of(persons: Ints, values: Ints, order: Ints, people: int, *, nothing: int = NEVER) -> Ints:
    """Return for each person the value of their last row in an order."""
    found = np.full(people, nothing, np.int64)
    found[persons[order]] = values[order]
    return found


def _count(persons: Ints, people: int) -> Ints:
    return np.bincount(persons, minlength=people).astype(np.int64)


def _first_rows(moves: Trail, first: Ints) -> Ints:
    """Return the row of each person's first contact; -1 where there is none."""
    found = np.full(len(first), -1, np.int64)
    rows = np.flatnonzero(moves.at == first[moves.person])
    order = np.argsort(-moves.record[rows], kind="stable")  # of several at once the lowest record number stays
    found[moves.person[rows[order]]] = rows[order]
    return found


def _is_within(at: int, bounds: tuple[int, int] | None) -> bool:
    return bounds is not None and bounds[0] <= at < bounds[1]


@lru_cache(maxsize=65_536)  # employers come again and again
def is_same_organisation(company: str, organisation: str) -> bool:
    """Say whether two names are surely one organisation's; in doubt no.

    Example:
        >>> is_same_organisation("Halden Marine Norway AS", "Halden Marine")
        True
        >>> is_same_organisation("Halden", "Halden Marine")
        False
    """
    if not company_key(company) or is_no_employer(company):
        return False
    if organisation_key(company) == organisation_key(organisation):
        return True
    short, long = sorted((company_key(company).split(), company_key(organisation).split()), key=len)
    return len(short) > 1 and long[: len(short)] == short


@lru_cache(maxsize=4_096)
def _spellings(company: str) -> frozenset[str]:
    return full_spellings(company) | part_spellings(company)
