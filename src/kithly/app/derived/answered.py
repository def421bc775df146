"""Which questions put to several people were answered in their thread: by another reader, or by ego to another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np

from kithly.app.derived.ego import kept_ego
from kithly.history import Exchange, newest_first
from kithly.reasons import Facts, Want, wanted, wanted_in
from kithly.records import Flag, Identity, Message
from kithly.store import Reading

DEBT = timedelta(days=60)  # questions that are older are no debts
MOST_READ = 20  # newest messages of the other readers that are looked at
EACH_OWES = frozenset({Want.TIMES})  # what another's answer does not settle: everybody has their own time
_MACHINE = int(Flag.BULK | Flag.AUTOMATIC | Flag.MUTUAL | Flag.LIGHT)


def with_answers_of_others(tx: Reading, everybody: Sequence[Facts], *, now: datetime) -> tuple[Facts, ...]:
    """Return facts with the records that were answered in their thread.

    Args:
        tx: Where to read.
        everybody: Facts of some people.
        now: Aware.
    """
    return tuple(
        replace(facts, answered=frozenset({asked.record}))
        if (asked := _asked_several(facts, now)) is not None and _is_answered(tx, asked, now)
        else facts
        for facts in everybody
    )


def _asked_several(facts: Facts, now: datetime) -> Exchange | None:
    """Return their newest question if it is still open, and others may have answered it."""
    answered = facts.wrote_last
    for one in newest_first(facts.exchanges):
        if now - one.at > DEBT or (answered is not None and one.at <= answered):
            return None
        found = wanted_in(one) if one.at <= now else None
        if found is not None:
            is_open = one.recipients > 1 and bool(one.thread) and found.want not in EACH_OWES
            return one if is_open else None
    return None


def _is_answered(tx: Reading, asked: Exchange, now: datetime) -> bool:
    stored = next(iter(tx.records.get([asked.record])), None)
    if stored is None or not isinstance(stored.record, Message):
        return False
    readers = {one.identity for one in (*stored.record.to, *stored.record.cc) if one.identity is not None}
    others = readers.difference(kept_ego(tx).identities)
    return any(_answers(one, asked) for one in _since(tx, others, asked, now))


def _since(tx: Reading, others: Collection[Identity], asked: Exchange, now: datetime) -> list[Message]:
    """Return what the other readers wrote after a question, and what ego wrote to them."""
    own = set(tx.identities.seq_of(kept_ego(tx).identities).values())
    seqs = set(tx.identities.seq_of(others).values())
    columns = tx.interactions.columns_of(seqs)
    fits = (columns.at > int(asked.at.timestamp())) & (columns.at <= int(now.timestamp()))
    fits &= ((columns.flags & _MACHINE) == 0) & np.isin(columns.sender, list(seqs | own))
    rows = np.flatnonzero(fits)
    newest = rows[np.argsort(-columns.at[rows], kind="stable")][:MOST_READ]
    found = [one.record for one in tx.records.get(columns.record[newest].tolist())]
    return [one for one in found if isinstance(one, Message)]


def _answers(message: Message, asked: Exchange) -> bool:
    """Say whether a message of the thread answers, and does not only ask in turn."""
    return message.thread == asked.thread and wanted(message.own) is None
