"""What left the machine for drafts: kept in the store, the last fifty, for the user to read and to forget."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kithly.app.network import Network
from kithly.people import PersonId
from kithly.store import Reading, Writing

LOG = "writer_log"  # name of the small fact that holds them
MOST = 50  # askings that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What left for one draft.

    Attributes:
        id: Number of the asking; the newest is the highest.
        at: When.
        model: Which model was asked.
        host: Where.
        person: Whom the draft was to; that did not leave.
        sent: The words that left, exactly: each message of the user's side, in order.
        outcome: What became of it; empty while nothing is known.
    """

    id: int
    at: datetime
    model: str
    host: str
    person: PersonId
    sent: tuple[str, ...]
    outcome: str = ""


def sent_in(kept: Reading) -> list[Sent]:
    """Return what left, the oldest first."""
    try:
        return [_read(one) for one in json.loads(kept.meta.get(LOG) or "[]")]
    except (ValueError, TypeError, KeyError):
        return []


def note_leaving(network: Network, entry: Sent) -> int:
    """Keep that words are about to leave, before they do; return the number of the asking."""
    with network.store.transaction() as tx:
        told = sent_in(tx)
        number = max((one.id for one in told), default=0) + 1
        _keep(tx, [*told, _numbered(entry, number)][-MOST:])
    return number


def note_outcome(network: Network, number: int, outcome: str, *, sent: str = "") -> None:
    """Keep what became of an asking, and words that leave further on."""
    with network.store.transaction() as tx:
        told = sent_in(tx)
        _keep(tx, [_more(one, outcome, sent) if one.id == number else one for one in told])


def forget_sent(tx: Writing, people: Collection[PersonId] | None = None) -> int:
    """Take away what left for drafts to some people, or all of it; return how many askings went."""
    told = sent_in(tx)
    left = [one for one in told if people is not None and tx.assignments.resolve(one.person) not in people]
    _keep(tx, left)
    return len(told) - len(left)


def _numbered(entry: Sent, number: int) -> Sent:
    return Sent(
        id=number, at=entry.at, model=entry.model, host=entry.host, person=entry.person, sent=entry.sent, outcome=""
    )


def _more(one: Sent, outcome: str, sent: str) -> Sent:
    words = (*one.sent, sent) if sent else one.sent
    return Sent(id=one.id, at=one.at, model=one.model, host=one.host, person=one.person, sent=words, outcome=outcome)


def _keep(tx: Writing, told: list[Sent]) -> None:
    rows = [
        {
            "id": one.id,
            "at": one.at.isoformat(),
            "model": one.model,
            "host": one.host,
            "person": one.person,
            "sent": list(one.sent),
            "outcome": one.outcome,
        }
        for one in told
    ]
    tx.meta.set(LOG, json.dumps(rows, ensure_ascii=False) if rows else "")


def _read(row: dict[str, Any]) -> Sent:
    return Sent(
        id=int(row["id"]),
        at=datetime.fromisoformat(row["at"]),
        model=str(row["model"]),
        host=str(row["host"]),
        person=PersonId(row["person"]),
        sent=tuple(str(one) for one in row["sent"]),
        outcome=str(row["outcome"]),
    )
