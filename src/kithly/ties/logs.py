"""Columns of who wrote to whom and when, as the ties of those whose box was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history import Interactions
from kithly.ties.columns import HORIZON, REPLY, Bools, Floats, Ints
from kithly.ties.predict import Archive, marks_of

NOBODY: Final = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Messages as columns, in any order. Shape of each array: (n,).

    Attributes:
        sender: Number of who wrote, 0 or above.
        recipient: Number of to whom; a message to several people has a row for each.
        at: Seconds since 1970, UTC; may lie before 1970.
        recipients: To how many it was addressed, at least 1.
        marks: Of each number, a mark from 0 to 1 that hangs on who it stands for alone; None where the numbers
            themselves say who.
    """

    sender: Ints
    recipient: Ints
    at: Ints
    recipients: Ints
    marks: Floats | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """The ties of several egos.

    Attributes:
        archive: What happened, by number of tie and of ego.
        egos: (egos,) who each ego is, ascending.
        alters: (ties,) with whom each tie is; ties are in the order of ego and alter.
    """

    archive: Archive
    egos: Ints
    alters: Ints

    def find(self, ego: Ints, alter: Ints) -> Ints:
        """Return the tie of each pair, -1 where there is none. Shape: (q,)."""
        if not len(self.alters):
            return np.full(len(ego), -1)
        width = int(max(self.alters.max(), alter.max(initial=0))) + 1
        key = self.egos[self.archive.ego] * width + self.alters
        asked = ego * width + alter
        place = np.minimum(np.searchsorted(key, asked), len(key) - 1)
        return np.where(key[place] == asked, place, -1)


def archive_of(
    columns: Columns,
    egos: Ints,
    *,
    horizon: float = HORIZON,
    reply_within: float = REPLY,
    also: tuple[Ints, Ints] = (NOBODY, NOBODY),
) -> Ties:
    """Return the ties of some egos: what they wrote, and what was written to them.

    A message to oneself is no tie.

    Args:
        columns: Messages between anybody.
        egos: Whose ties.
        horizon: H, in seconds.
        reply_within: The reply window, in seconds.
        also: Egos and alters whose ties are there even if nothing happened; each (q,).
    """
    nodes = 1 + max(int(some.max(initial=0)) for some in (columns.sender, columns.recipient, egos, *also))
    is_ego = np.zeros(nodes, bool)
    is_ego[egos] = True
    between_two = columns.sender != columns.recipient
    out = np.flatnonzero(is_ego[columns.sender] & between_two)
    incoming = np.flatnonzero(is_ego[columns.recipient] & between_two)
    ego = np.concatenate([columns.sender[out], columns.recipient[incoming], also[0]])
    alter = np.concatenate([columns.recipient[out], columns.sender[incoming], also[1]])
    pairs, tie = np.unique(ego * nodes + alter, return_inverse=True)
    found, whose = np.unique(pairs // nodes, return_inverse=True)
    rows = np.concatenate([out, incoming])
    outgoing = np.arange(len(rows)) < len(out)
    told = _interactions(columns, rows, tie[: len(rows)], outgoing)
    alters = pairs % nodes
    marks = marks_of(alters) if columns.marks is None else columns.marks[alters]
    archive = Archive(interactions=told, ego=whose, marks=marks, horizon=horizon, reply_within=reply_within)
    return Ties(archive=archive, egos=found, alters=alters)


def _interactions(columns: Columns, rows: Ints, tie: Ints, outgoing: Bools) -> Interactions:
    nothing = np.zeros(len(rows), np.int64)
    return Interactions(
        person=tie,
        at=columns.at[rows],
        outgoing=outgoing,
        recipients=np.maximum(columns.recipients[rows], 1),
        flags=nothing,
        channel=nothing,
        record=nothing,
    )
