"""What eras are read from: contacts as columns, with the mail domains both sides used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kithly.history.interactions import Bools, Interactions, Ints, RecordColumns
from kithly.records import Flag

MAIL = 1  # channel code of mail, as the store gives it
_EPOCH = date(1970, 1, 1).toordinal()
NO_DOMAIN = -1  # in a column of domain codes: a provider's, or no mail at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """Contacts in words, clicks and meetings left out, in no particular order. Shape of each array: (k,).

    Attributes:
        person: Index of the alter.
        at: Seconds since 1970, UTC.
        outgoing: True where ego wrote.
        mail: True for mail.
        theirs: Domain code of the address they wrote from or were written to; `NO_DOMAIN` where there is none.
        mine: Domain code of ego's address; `NO_DOMAIN` where there is none.
        record: Record number.
    """

    person: Ints
    at: Ints
    outgoing: Bools
    mail: Bools
    theirs: Ints
    mine: Ints
    record: Ints

    def rows(self, chosen: Bools | Ints) -> Trail:
        """Return some of the contacts."""
        return Trail(**{name: getattr(self, name)[chosen] for name in Trail.__dataclass_fields__})

    def __len__(self) -> int:
        return len(self.person)


def trail(
    interactions: Interactions, columns: RecordColumns, domain_of: Ints, index: Ints, *, own: frozenset[int], now: int
) -> Trail:
    """Return what happened with everybody, with the domains of both sides.

    Where somebody has addresses at several places, it is not told which of them ego wrote to.

    Args:
        interactions: What happened, as `history.resolve` gives it out of ``columns``.
        columns: Messages and gestures by identity number, ordered by record number.
        domain_of: (identities,) domain code of each identity number; `NO_DOMAIN` for none.
        index: (identities,) whose each identity is: a person index, or something negative.
        own: Numbers of ego's identities.
        now: Seconds since 1970, UTC; nothing later is seen.
    """
    kept = (
        ((interactions.flags & int(Flag.LIGHT | Flag.MUTUAL)) == 0) & (interactions.at > 0) & (interactions.at <= now)
    )
    row = np.searchsorted(columns.record, interactions.record[kept])
    outgoing = interactions.outgoing[kept]
    sender, person = _domains(columns.sender[row], domain_of), interactions.person[kept]
    return Trail(
        person=person,
        at=interactions.at[kept],
        outgoing=outgoing,
        mail=interactions.channel[kept] == MAIL,
        theirs=np.where(outgoing, _only_domain(domain_of, index, person)[person], sender),
        mine=np.where(outgoing, sender, _addressed(columns, domain_of, own)[row]),
        record=interactions.record[kept],
    )


def pairs(first: Ints, second: Ints, width: int) -> Ints:
    """Return each pair of two numbers once, as ``first * width + second``, ascending."""
    found = np.sort(first * width + second)
    kept = np.ones(len(found), bool)
    np.not_equal(found[1:], found[:-1], out=kept[1:])
    return found[kept]


def seconds_of(day: date) -> int:
    """Return the beginning of a day, in UTC: eras are years, in which a zone makes no difference."""
    return (day.toordinal() - _EPOCH) * 86_400


def bounds_of(span: tuple[date, date]) -> tuple[int, int]:
    """Return a span of days in seconds: its first, and the first after it."""
    return seconds_of(span[0]), seconds_of(span[1] + timedelta(days=1))


def _domains(identity: Ints, domain_of: Ints) -> Ints:
    if not len(domain_of):
        return np.full(len(identity), NO_DOMAIN, np.int64)
    return np.where(identity >= 0, domain_of[np.maximum(identity, 0)], NO_DOMAIN)


def _only_domain(domain_of: Ints, index: Ints, persons: Ints) -> Ints:
    """Return by person the one domain all their addresses are at; `NO_DOMAIN` where there are several or none."""
    people = int(persons.max(initial=-1)) + 1
    rows = np.flatnonzero((index >= 0) & (index < people) & (domain_of >= 0))
    lowest, highest = np.full(people, np.iinfo(np.int64).max), np.full(people, NO_DOMAIN, np.int64)
    np.minimum.at(lowest, index[rows], domain_of[rows])
    np.maximum.at(highest, index[rows], domain_of[rows])
    return np.where(lowest == highest, highest, NO_DOMAIN)


def _addressed(columns: RecordColumns, domain_of: Ints, own: frozenset[int]) -> Ints:
    """Return for each record the domain at which ego was addressed."""
    found = np.full(len(columns.record), NO_DOMAIN, np.int64)
    mine = np.zeros(len(domain_of), bool)
    mine[[one for one in own if one < len(mine)]] = True
    if len(mine):
        rows = np.flatnonzero(mine[columns.to_identity])
        codes = domain_of[columns.to_identity[rows]]
        found[columns.to_row[rows[codes >= 0]]] = codes[codes >= 0]
    return found
