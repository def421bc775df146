"""Who sends mail and is no person of the network, and why: found at each rebuild, kept as a small fact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from itertools import chain

import numpy as np

from kithly.app.derived.ego import Ego
from kithly.app.derived.recognise import Recognised
from kithly.history import NOBODY, Mailing, RecordColumns, mailings
from kithly.history.interactions import Ints
from kithly.people import Impersonal, impersonal
from kithly.records import Flag, IdentityKind
from kithly.store import Writing

KEPT = "so_far"  # name of the small fact
LISTED = 300  # senders that are kept to look at, those with most messages

BULK, AUTOMATIC, LISTS = "newsletters and mass mail", "automatic mail", "mailing lists"
SHARED, PASSING = "shared addresses, such as info@", "not written to you: copies, and mail to others"
_BY_MAIL: Mapping[int, str] = {Mailing.BULK: BULK, Mailing.AUTOMATIC: AUTOMATIC, Mailing.LIST: LISTS}
_BY_ADDRESS: Mapping[Impersonal | None, str] = {
    Impersonal.MACHINE: AUTOMATIC,
    Impersonal.LIST: LISTS,
    Impersonal.ROLE: SHARED,
    None: PASSING,
}


def keep_left_out(tx: Writing, who: Recognised, columns: RecordColumns, ego: Ego) -> None:
    """Find and keep who was left out and why, and how many messages there are.

    Args:
        tx: Where to.
        who: Who is who.
        columns: All messages and gestures.
        ego: Who the user is: unless that is known, nothing can be said of mail that bears no mark.
    """
    counts = mailings(columns, len(who.index_of_identity))
    nobody = who.index_of_identity == NOBODY
    nobody[np.fromiter(chain.from_iterable(who.identities.values()), np.int64)] = False
    senders = np.flatnonzero(nobody & (counts.sum(axis=1) > 0))
    knows_ego = bool(ego.facts.identities)
    rows = [one for one in _told(who, counts, senders) if knows_ego or one[2] != PASSING]
    reasons = Counter(why for _, _, why, _ in rows)
    messages: Counter[str] = Counter()
    for _, _, why, number in rows:
        messages[why] += number
    rows.sort(key=lambda row: (-row[3], row[1]))
    value = {
        "messages": int(np.count_nonzero((columns.flags & int(Flag.MUTUAL)) == 0))
        - len(tx.records.ids_of_kind("gesture")),
        "reasons": [(why, count, messages[why]) for why, count in reasons.most_common()],
        "senders": rows[:LISTED],
    }
    tx.meta.set(KEPT, json.dumps(value, ensure_ascii=False))


def _told(who: Recognised, counts: Ints, senders: Ints) -> list[tuple[str, str, str, int]]:
    """Return name, address, reason and number of messages of some senders."""
    known, place = who.known_as, np.full(len(counts), -1, np.int64)
    place[np.asarray(known.seqs, np.int64)] = np.arange(len(known.seqs))
    kinds, totals = counts[senders].argmax(axis=1), counts[senders].sum(axis=1)
    rows = []
    for at, kind, total in zip(place[senders].tolist(), kinds.tolist(), totals.tolist(), strict=True):
        if at >= 0:
            address, name = known.values[at], known.names[at]
            rows.append((name, address, _why(kind, known.kinds[at], address, name), total))
    return rows


def _why(kind: int, identity: str, address: str, name: str) -> str:
    """Return why a sender is nobody: by what most of their mail is, else by their address."""
    if kind in _BY_MAIL:
        return _BY_MAIL[kind]
    return _BY_ADDRESS[impersonal(address, name)] if identity == IdentityKind.EMAIL else PASSING
