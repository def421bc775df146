"""Records among a few people, as columns, and ties among them, for the tests of the network's shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kithly.history import EGO, RecordColumns
from kithly.records import NO_FLAGS, Flag
from kithly.ties.together import GRAIN, NEWEST, Together, together

DAY = 86_400
NOW = 20_000 * DAY
ME = 0  # identity of ego; identity 1 + n is person n's
PEOPLE = 30


@dataclass(frozen=True)
class Mail:
    """One record: its author and recipients by person number, -1 for ego."""

    sender: int = 0
    to: tuple[int, ...] = (-1,)
    copied: tuple[int, ...] = ()
    flags: Flag = NO_FLAGS
    at: int = NOW
    recipients: int | None = None
    own_id: int = 0
    parent: int = 0


def columns(mails: Sequence[Mail], numbers: Sequence[int] | None = None) -> RecordColumns:
    """Return some records as the store gives them."""
    ends = [(row, who + 1, who in mail.copied) for row, mail in enumerate(mails) for who in (*mail.to, *mail.copied)]
    counts = [len(mail.to) + len(mail.copied) if mail.recipients is None else mail.recipients for mail in mails]
    return RecordColumns(
        record=np.array(numbers or range(1, len(mails) + 1), np.int64),
        at=np.array([mail.at for mail in mails], np.int64),
        sender=np.array([mail.sender + 1 for mail in mails], np.int64),
        flags=np.array([int(mail.flags) for mail in mails], np.int64),
        channel=np.ones(len(mails), np.int64),
        recipients=np.array(counts, np.int64),
        own_id=np.array([mail.own_id for mail in mails], np.int64),
        parent=np.array([mail.parent for mail in mails], np.int64),
        to_row=np.array([end[0] for end in ends], np.int64),
        to_identity=np.array([end[1] for end in ends], np.int64),
        to_copied=np.array([end[2] for end in ends], bool),
    )


def seen_in(*mails: Mail, now: int = NOW, numbers: Sequence[int] | None = None) -> Together:
    """Return the ties among the people of some records."""
    node = np.arange(-1, PEOPLE, dtype=np.int64)
    node[ME] = EGO
    return together(columns(mails, numbers), node, now=now)


def weights(ties: Together) -> dict[tuple[int, int], float]:
    """Return the weight of each pair."""
    return dict(zip(zip(ties.a.tolist(), ties.b.tolist(), strict=True), ties.weight.tolist(), strict=True))


def tied(pairs: Iterable[tuple[int, int, float]]) -> Together:
    """Return ties of given weights, each a whole multiple of the grain."""
    rows = sorted((min(a, b), max(a, b), max(round(weight / GRAIN), 1) * GRAIN) for a, b, weight in pairs)
    one, other, weight = (np.array([row[place] for row in rows]) for place in range(3))
    count = np.ones(len(rows), np.int64)
    newest = np.zeros((len(rows), NEWEST), np.int64)
    return Together(
        a=one.astype(np.int64), b=other.astype(np.int64), weight=weight.astype(float), records=count, last=count,
        newest=newest,
    )  # fmt: skip


def clique(people: Iterable[int], weight: float = 1.0) -> list[tuple[int, int, float]]:
    """Return ties of everybody with everybody."""
    chosen = list(people)
    return [(a, b, weight) for place, a in enumerate(chosen) for b in chosen[:place]]
