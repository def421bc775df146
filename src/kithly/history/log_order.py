"""The order of a log by person and time, for a million rows in a fraction of what a sort by several columns costs."""

from __future__ import annotations

import numpy as np

from kithly.history.interactions import Ints

MOST = 2**62  # what person and time together may come to, so that they fit into one integer


def by_person_and_time(person: Ints, at: Ints, record: Ints) -> Ints:
    """Return the order by person, then time, then record; equals stay as they stand.

    Args:
        person: (n,) who.
        at: (n,) seconds since 1970 UTC.
        record: (n,) numbers of the records, which decide between two of one person in one second.
    """
    if not len(at):
        return np.zeros(0, np.int64)
    first, lowest = int(at.min()), int(person.min())
    span = int(at.max()) - first + 1
    if (int(person.max()) - lowest + 1) * span > MOST:
        return np.lexsort((record, at, person))
    key = (person - lowest) * span + (at - first)
    order: Ints = np.argsort(key)
    same = key[order[1:]] == key[order[:-1]]
    tied = np.flatnonzero(np.r_[same, False] | np.r_[False, same])
    equals = np.sort(order[tied])
    order[tied] = equals[np.lexsort((record[equals], key[equals]))]
    return order
