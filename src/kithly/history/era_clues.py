"""What speaks for and against each person's belonging to each era, out of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from kithly.history.companies import company_key, is_no_employer
from kithly.history.era_counts import NEVER, count_era
from kithly.history.era_domains import Domains, full_spellings, part_spellings
from kithly.history.era_trail import Trail, bounds_of, pairs
from kithly.history.eras import Era, organisation_key
from kithly.history.interactions import Bools, Ints
from kithly.history.lexicon import folded

DAY = 86_400  # seconds
EARLIER = 45 * DAY  # somebody known so little before an era began is not known from before it
WAVE = 60 * DAY  # what begins with a crowd within these days began before it was kept
CROWD = 10  # people
EDGE = 180 * DAY  # after the beginning of a mailbox: whoever first wrote then may have been known for long
SAME_PLACE = 4  # people whose employers are all elsewhere, from where on a domain is a provider's


class Employed(NamedTuple):
    """What an address book said of somebody's employer.

    Attributes:
        company: As written there.
        at: When it was observed, seconds since 1970.
        record: Number of the contact record.
    """

    company: str
    at: int
    record: int


class Connected(NamedTuple):
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


class Clues(NamedTuple):
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
        self._first = np.where(first == far, NEVER, first)
        self._first_row = _first_rows(moves, self._first)
        self._connected_first, self._connected_last = np.full(people, far, np.int64), np.zeros(people, np.int64)
        for person, one in known.connected.items():
            self._connected_first[person], self._connected_last[person] = one.first, one.last
        self._since = np.minimum(self._connected_first, first)

    def clues(self, era: Era, codes: frozenset[int]) -> Iterator[Clues]:
        """Yield the clues of everybody for whom anything speaks.

        Args:
            era: The era.
            codes: Codes of its mail domains.
        """
        span = era.span(self._today)
        bounds = bounds_of(span) if span else None
        counts = count_era(self._trail, bounds, codes, self._companies, self._known.people)
        named, met, connected = self._named(era, bounds), self._is_met(bounds), self._is_connected(bounds)
        is_chosen = (counts.last_code >= 0) | met | connected
        is_chosen[list(named)] = True
        chosen = np.flatnonzero(is_chosen)
        at_work = self._over_own(chosen, bounds, counts.own)
        is_seen = bounds is not None and self._begun < bounds[1]
        rows = zip(
            chosen.tolist(),
            met[chosen].tolist(),
            connected[chosen].tolist(),
            self._first[chosen].tolist(),
            self._first_row[chosen].tolist(),
            at_work,
            counts.rows(chosen),
            strict=True,
        )
        for person, is_met, is_connected, first, row, own, counted in rows:
            one = self._known.connected[person] if is_connected else None
            job = named.get(person)
            yield Clues(
                person=person,
                domain=self._domain(counted.code),
                wrote=counted.wrote,
                sent=counted.sent,
                at_first=counted.first,
                at_last=counted.last,
                at_records=(counted.first_record, counted.last_record),
                connected=one,
                in_wave=one is not None and one.first < self._wave,
                met_at=first if is_met else NEVER,
                met_record=int(self._trail.record[row]) if is_met else 0,
                at_work=own,
                named=job,
                named_then=job is not None and _is_within(job.at, bounds),
                elsewhere=self._elsewhere(person, bounds) if job is None and era.organisation else None,
                other_domain=self._domain(counted.other),
                incoming=counted.incoming,
                outgoing=counted.outgoing,
                later=bounds is not None and first >= bounds[1],
                any_contact=first > NEVER,
                is_seen=is_seen,
            )

    def _over_own(self, chosen: Ints, bounds: tuple[int, int] | None, own: frozenset[int]) -> list[bool | None]:
        """Return whether each one's first contact was over ego's address of the era; None where that is not known."""
        if not own or bounds is None or not len(self._trail):
            return [None] * len(chosen)
        first, mine = self._first[chosen], self._trail.mine[self._first_row[chosen]]
        within = (first >= bounds[0]) & (first < bounds[1])
        return [code in own if is_told else None for code, is_told in zip(mine.tolist(), within.tolist(), strict=True)]

    def _domain(self, code: int) -> str:
        return self._domains.names[code] if code >= 0 else ""

    def _is_connected(self, bounds: tuple[int, int] | None) -> Bools:
        """Return whom ego was connected with in an era, and did not know before."""
        if bounds is None:
            return np.zeros(self._known.people, bool)
        within = (self._connected_first < bounds[1]) & (self._connected_last >= bounds[0])
        return within & (self._since >= bounds[0] - EARLIER)

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

    @cached_property
    def _wave(self) -> int:
        """Until when connections were made of everybody ego knew at all."""
        firsts = sorted(one.first for one in self._known.connected.values())
        begun = firsts[0] if firsts else NEVER
        return begun + WAVE if sum(at < begun + WAVE for at in firsts) >= CROWD else NEVER

    def _named(self, era: Era, bounds: tuple[int, int] | None) -> dict[int, Employed]:
        """Return whose contact record names the organisation, told in the era if it ever was."""
        if not era.organisation or era.is_own_boss:
            return {}
        same = {company for company in self._employers if is_same_organisation(company, era.organisation)}
        found = {}
        for company in same:
            for person in self._employers[company]:
                told = [job for job in self._known.employed[person] if job.company in same]
                found[person] = max(told, key=lambda job: (_is_within(job.at, bounds), job.at))
        return found

    @cached_property
    def _employers(self) -> dict[str, list[int]]:
        """Return whose contact records name each employer."""
        found: dict[str, list[int]] = {}
        for person, jobs in self._known.employed.items():
            for job in jobs:
                found.setdefault(job.company, []).append(person)
        return found

    def _elsewhere(self, person: int, bounds: tuple[int, int] | None) -> Employed | None:
        """Return the newest employer that an address book of the era names."""
        jobs = [job for job in self._known.employed.get(person, ()) if _is_within(job.at, bounds)]
        return next((job for job in reversed(jobs) if not is_no_employer(job.company)), None)

    @cached_property
    def _companies(self) -> Bools:
        """Return which domains are an organisation's: not one that people of many employers use, nor ego's own."""
        count, width = len(self._domains.names), max(self._known.people, 1)
        found = np.ones(count + 1, bool)  # the last one is looked up for "no domain"
        found[count] = False
        found[self._trail.mine[self._trail.mine >= 0]] = False
        seen = self._trail.theirs >= 0
        used = pairs(self._trail.theirs[seen], self._trail.person[seen], width)
        users = np.bincount(used // width, minlength=count)
        for code in np.flatnonzero(users >= SAME_PLACE).tolist():
            start, end = np.searchsorted(used, (code * width, (code + 1) * width)).tolist()
            if self._is_providers(code, (used[start:end] % width).tolist()):
                found[code] = False
        return found

    def _is_providers(self, code: int, people: Sequence[int]) -> bool:
        """Whether the people of a domain work at several places, none of which it spells."""
        jobs = {job.company for person in people for job in self._known.employed.get(person, ())}
        label = folded(self._domains.names[code].partition(".")[0])
        return len(jobs) >= SAME_PLACE and not any(label in _spellings(company) for company in jobs)


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
