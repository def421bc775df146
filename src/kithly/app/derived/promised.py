"""Who may have promised something: told by a look through the newest words of each side alone."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from kithly.history import Lasts
from kithly.history.interactions import Bools, Ints
from kithly.reasons import OLDEST_PROMISE, may_promise, newest_words
from kithly.records import Message
from kithly.store import Reading


def promising(tx: Reading, lasts: Lasts, plannable: Bools, *, now: datetime) -> Ints:
    """Return the people whose newest words, or ego's to them, hold a promise.

    Args:
        tx: Where to read words.
        lasts: `history.last_contacts` of everybody.
        plannable: (people,) False for people in no plan.
        now: Aware.
    """
    persons, records = newest_words(lasts, since=int((now - OLDEST_PROMISE).timestamp()), plannable=plannable)
    kept = tx.records.get(sorted(set(records[records > 0].tolist())))
    promised = [one.seq for one in kept if _promises(one.record)]
    return np.unique(persons[np.isin(records, promised)])


def _promises(record: object) -> bool:
    return isinstance(record, Message) and record.at is not None and may_promise(record.own or record.text, record.at)
