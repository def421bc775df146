"""What somebody took part in, newest first: without what machines sent, and what two exports tell told once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kithly.history.interactions import LINKEDIN, MET, NOBODY, Bools, Ints, RecordColumns, told_once
from kithly.records import Flag

PASSING = int(Flag.BULK | Flag.AUTOMATIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """Messages and gestures, newest first; those of unknown time last. Shape of each array: (k,).

    Attributes:
        record: Record numbers.
        at: Seconds since 1970, UTC; 0 where nobody knows.
        outgoing: True where it did not come from them.
    """

    record: Ints
    at: Ints
    outgoing: Bools

    def __len__(self) -> int:
        return len(self.record)


def happenings(columns: RecordColumns, theirs: Ints, met: Ints, own: Ints) -> Happenings:
    """Return what somebody and ego took part in: words of a third to both of them are neither's.

    Args:
        columns: Messages, gestures and meetings, theirs among them.
        theirs: Numbers of their identities.
        met: Records of the meetings at which ego and they met or will meet, as `history.resolve` tells: others
            are nothing between the two.
        own: Numbers of ego's identities.
    """
    rows, wrote, handle = _parts(columns, theirs)
    rows = rows[~_by_others(columns, wrote, own)[rows]]
    is_meeting = (columns.flags[rows] & MET) != 0
    if is_meeting.any():
        rows = rows[~is_meeting | np.isin(columns.record[rows], met)]
    outgoing = ~wrote[rows]
    kept = told_once(
        columns,
        rows,
        np.zeros(len(rows), np.int64),
        np.where(outgoing, handle[rows], columns.sender[rows]),
        outgoing,
        on_linkedin=(columns.channel[rows] == LINKEDIN) & (columns.at[rows] > 0),
    )
    rows, outgoing = rows[kept], outgoing[kept]
    order = np.lexsort((-columns.record[rows], -columns.at[rows]))
    rows = rows[order]
    return Happenings(record=columns.record[rows], at=columns.at[rows], outgoing=outgoing[order])


def _by_others(columns: RecordColumns, wrote: Bools, own: Ints) -> Bools:
    """Return which rows somebody wrote who is neither of the two."""
    is_known = (columns.sender >= 0) & ((columns.flags & int(Flag.SENT)) == 0)
    by_others: Bools = is_known & ~wrote & ~np.isin(columns.sender, own)
    return by_others


def _parts(columns: RecordColumns, theirs: Ints) -> tuple[Ints, Bools, Ints]:
    """Return the rows somebody took part in, which rows they wrote, and by which identity each row addresses them."""
    own = np.zeros(
        max(columns.sender.max(initial=0), columns.to_identity.max(initial=0), theirs.max(initial=0)) + 1, bool
    )
    own[theirs] = True
    wrote = (columns.sender >= 0) & own[np.maximum(columns.sender, 0)]
    named = np.flatnonzero(own[columns.to_identity])[::-1]  # backwards, so that the first of several names stays
    handle = np.full(len(columns.record), NOBODY, np.int64)
    handle[columns.to_row[named]] = columns.to_identity[named]
    rows = np.flatnonzero((wrote | (handle != NOBODY)) & ((columns.flags & PASSING) == 0))
    return rows, wrote, handle
