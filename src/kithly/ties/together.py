"""Ties among alters: who of ego's people were seen together, in threads, meetings and copies.

Ego's own mailbox shows who writes in one thread, sits in one meeting, is copied together. It shows nothing of
what two people do without ego: where nothing was seen, nothing is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history import MASS_MAIL, RecordColumns
from kithly.history.interactions import MET, NOBODY, answered_on_lists
from kithly.records import Flag
from kithly.ties.columns import HALF_LIVES, HORIZON, Bools, Floats, Ints

NEWEST: Final = 3  # records kept of each pair, to prove the tie
HALF_LIFE: Final = HALF_LIVES[-1] * HORIZON  # seconds, nearly four years: the longest one a tie itself is measured by
GRAIN: Final = 2.0**-30  # weights are whole multiples of it, so that their sums are exact in any order
MINUTE: Final = 60  # seconds
AT_ONCE: Final = 1_000_000  # pairs worked on together: bounds the memory to about a hundred megabytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Pairs of alters who were seen together, by pair. Shape of each array: (m,), but for `newest`.

    Attributes:
        a: Index of the one, 0-based; ascending.
        b: Index of the other, larger than `a`; ascending within one `a`.
        weight: The records they share, each divided by the people in it, and halved every `HALF_LIFE`.
        records: How many records they share.
        last: When they were seen together last, seconds since 1970, UTC.
        newest: (m, NEWEST) numbers of the newest records they share, newest first; 0 where there are fewer.
    """

    a: Ints
    b: Ints
    weight: Floats
    records: Ints
    last: Ints
    newest: Ints

    def __len__(self) -> int:
        return len(self.a)

    def both_ways(self) -> tuple[Ints, Ints, Floats]:
        """Return every tie from either side: who, whom, weight. Shape: (2m,) each."""
        who, whom = np.concatenate([self.a, self.b]), np.concatenate([self.b, self.a])
        return who, whom, np.concatenate([self.weight, self.weight])


def summed(place: Ints, weight: Floats, count: int) -> Floats:
    """Return the sum of the weights at each of ``count`` places."""
    return np.bincount(place, weight, count).astype(np.float64)


def together(columns: RecordColumns, node: Ints, *, now: int) -> Together:
    """Return the ties among alters.

    A record of k alters gives each pair of them 1/k: the more there are, the less it says of any two. Bulk and
    automatic mail, and what goes to more than `MASS_MAIL` people, gives nothing; nor does a meeting that lies
    ahead, or whoever said no to one. On a mailing list the author of an answer was with the author answered.
    Of several records of one pair within one minute one counts: two calendars or two exports tell the same.

    Every weight is halved every `HALF_LIFE`: who shared a thread twelve years ago may still know each other, but
    what was seen this year says more of who is with whom today. Ages are counted from the newest record that
    counts and not from now, so that nothing changes by waiting, not even in the last digit.

    Args:
        columns: All messages and gestures, by identity number.
        node: (identities,) index of each identity's alter, or something negative for all others.
        now: Seconds since 1970, UTC.
    """
    row, person = _present(columns, node, now)
    people = np.bincount(row)
    minute = columns.at[row] // MINUTE
    order = np.argsort(minute, kind="stable")
    row, person, minute = row[order], person[order], minute[order]
    found = _tied(*(np.zeros(0, np.int64) for _ in range(5)))
    newest = int(columns.at[row].max(initial=0))
    for first, end in _stretches(people[row], minute):
        a, b, at_row = _pairs(row[first:end], person[first:end])
        at = columns.at[at_row]
        age = (newest - at) / HALF_LIFE
        part = np.rint(np.exp2(-age) / people[at_row] / GRAIN).astype(np.int64)
        found = _joined(found, _tied(*_once_a_minute(a, b, part, at, columns.record[at_row])))
    return found


def _present(columns: RecordColumns, node: Ints, now: int) -> tuple[Ints, Ints]:
    """Return who took part in each record that at least two alters took part in, each once, by row and alter."""
    met = (columns.flags & MET) != 0
    counted = (columns.flags & int(Flag.BULK | Flag.AUTOMATIC)) == 0
    counted &= (columns.recipients <= MASS_MAIL) & (columns.at > 0) & ~(met & (columns.at > now))
    sender, target = _lookup(columns.sender, node), _lookup(columns.to_identity, node)
    sender[(columns.flags & int(Flag.SENT)) != 0] = NOBODY  # ego, under whatever address
    wrote = np.flatnonzero(counted & (sender >= 0))
    named = np.flatnonzero(counted[columns.to_row] & (target >= 0) & ~(met[columns.to_row] & columns.to_copied))
    answers, asked = answered_on_lists(columns, counted & ((columns.flags & int(Flag.LIST)) != 0))
    is_known = sender[asked] >= 0
    row = np.concatenate([wrote, columns.to_row[named], answers[is_known]])
    person = np.concatenate([sender[wrote], target[named], sender[asked[is_known]]])
    row, person = _several(row, person)
    width = int(person.max(initial=0)) + 1
    once = np.unique(row * width + person)
    row, person = _several(once // width, once % width)
    fits: Bools = np.bincount(row, minlength=1)[row] <= MASS_MAIL + 2  # recipients, author, whoever was answered
    return row[fits], person[fits]


def _lookup(identity: Ints, node: Ints) -> Ints:
    """Return whose each identity number is."""
    known = (identity >= 0) & (identity < len(node))
    found = np.full(len(identity), NOBODY, np.int64)
    found[known] = node[identity[known]]
    return found


def _several(row: Ints, person: Ints) -> tuple[Ints, Ints]:
    """Keep the rows with at least two entries."""
    kept: Bools = np.bincount(row, minlength=1)[row] > 1
    return row[kept], person[kept]


def _stretches(people: Ints, minute: Ints) -> Iterator[tuple[int, int]]:
    """Yield stretches of entries with at most about `AT_ONCE` pairs each; none ends within a minute.

    Args:
        people: (k,) how many stand in the record of each entry.
        minute: (k,) when, ascending.
    """
    pairs = np.cumsum((people - 1) / 2)
    first = 0
    while first < len(minute):
        before = pairs[first - 1] if first else 0.0
        last = min(int(np.searchsorted(pairs, before + AT_ONCE)), len(minute) - 1)
        end = int(np.searchsorted(minute, minute[last], side="right"))
        yield first, end
        first = end


def _pairs(row: Ints, person: Ints) -> tuple[Ints, Ints, Ints]:
    """Return all pairs within each row, the smaller index first, and their rows.

    Args:
        row: (k,) rows, those of one row side by side.
        person: (k,) who took part, ascending within a row.
    """
    nothing = np.zeros(0, np.int64)
    found, step = [(nothing, nothing, nothing)], 1
    while len(left := np.flatnonzero(row[step:] == row[:-step])):  # a step for each person more in the largest row
        found.append((person[left], person[left + step], row[left]))
        step += 1
    a, b, at_row = (np.concatenate(column) for column in zip(*found, strict=True))
    return a, b, at_row


def _once_a_minute(a: Ints, b: Ints, part: Ints, at: Ints, record: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Return the columns by pair and time, of each pair's records within one minute only that which weighs most."""
    minute = at // MINUTE
    order = np.lexsort((record, part, minute, b, a))
    a, b, minute = a[order], b[order], minute[order]
    kept = np.ones(len(a), bool)
    kept[:-1] = (np.diff(a) != 0) | (np.diff(b) != 0) | (np.diff(minute) != 0)
    return a[kept], b[kept], part[order][kept], at[order][kept], record[order][kept]


def _tied(a: Ints, b: Ints, part: Ints, at: Ints, record: Ints) -> Together:
    """Add up the parts of each pair; all columns are by pair and time."""
    first = np.flatnonzero(np.append(len(a) > 0, (np.diff(a) != 0) | (np.diff(b) != 0))[: len(a)])
    end = np.append(first[1:], len(a))[: len(first)]
    place = end[:, None] - 1 - np.arange(NEWEST)[None, :]
    there = place >= first[:, None]
    return Together(
        a=a[first],
        b=b[first],
        weight=np.add.reduceat(part, first) * GRAIN if len(first) else np.zeros(0),
        records=end - first,
        last=at[end - 1],
        newest=np.where(there, record[np.where(there, place, 0)], 0) if len(first) else np.zeros((0, NEWEST), np.int64),
    )


def _joined(older: Together, newer: Together) -> Together:
    """Return what was seen in two stretches of time, of which one lies before the other."""
    a, b = np.concatenate([newer.a, older.a]), np.concatenate([newer.b, older.b])
    order = np.lexsort((b, a))  # stable: of one pair the newer stands first
    a, b = a[order], b[order]
    is_first = np.append(True, (np.diff(a) != 0) | (np.diff(b) != 0))[: len(a)]
    first, place = np.flatnonzero(is_first), np.cumsum(is_first) - 1
    newest = np.zeros((len(first), 2 * NEWEST), np.int64)
    half = np.where(is_first, 0, NEWEST)[:, None] + np.arange(NEWEST)[None, :]
    newest[place[:, None], half] = np.concatenate([newer.newest, older.newest])[order]
    in_turn = np.argsort(newest == 0, axis=1, kind="stable")[:, :NEWEST]
    return Together(
        a=a[first],
        b=b[first],
        weight=summed(place, np.concatenate([newer.weight, older.weight])[order], len(first)),
        records=summed(place, np.concatenate([newer.records, older.records])[order], len(first)).astype(np.int64),
        last=np.concatenate([newer.last, older.last])[order][first],
        newest=np.take_along_axis(newest, in_turn, axis=1),
    )
