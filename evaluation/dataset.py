"""Queries with their labels, from communication logs, by one protocol.

Features come from the product's own code, of what came strictly before each query: `kithly.ties.seen_when`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kithly.ties import (
    Archive,
    Asked,
    Column,
    Columns,
    Seen,
    archive_of,
    openings_of,
    seen_when,
    sorted_by_tie,
    states_when,
)

DAY = 86_400
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One data set, or several that are pooled.

    Attributes:
        name: Name in the tables.
        kind: Kind of communication; a whole kind is left out together.
        files: Stems of its parquet files.
        horizon_days: H of task T1.
        reply_days: R of task T2.
        kept: Share of the queries of task T1 that is drawn, so that no family fills the memory.
    """

    name: str
    kind: str
    files: tuple[str, ...]
    horizon_days: int
    reply_days: int
    kept: float = 1.0


FAMILIES = (
    Family(name="email_eu", kind="work mail", files=("email_eu",), horizon_days=30, reply_days=7, kept=0.4),
    Family(name="radoslaw", kind="work mail", files=("radoslaw",), horizon_days=30, reply_days=7),
    Family(name="w3c", kind="community mail", files=("w3c",), horizon_days=90, reply_days=7),
    Family(
        name="rlists",
        kind="community mail",
        files=("r_devel", "r_sig_geo", "r_sig_mac", "r_sig_finance", "r_package_devel"),
        horizon_days=90,
        reply_days=7,
        kept=0.2,
    ),
    Family(name="mathoverflow", kind="questions", files=("mathoverflow",), horizon_days=90, reply_days=7, kept=0.05),
    Family(name="collegemsg", kind="private", files=("collegemsg",), horizon_days=14, reply_days=7),
    Family(name="reality_call", kind="phone", files=("reality_call",), horizon_days=14, reply_days=3),
    Family(name="cns_sms", kind="phone", files=("cns_sms",), horizon_days=4, reply_days=1),
)

MIN_ALTERS = 5  # an ego counts from this many alters on
TEST_SHARE = 0.4  # the last cuts are for testing
MAX_RECIPIENTS = 10  # a question of task T2 goes to at most this many
REPLIES = 120_000  # queries of task T2 drawn from one log at most


@dataclass(slots=True)
class Queries:
    """Queries of one task: features by name, label, and what the measures need.

    Attributes:
        seen: Features, each (n,).
        label: (n,) what happened.
        is_test: (n,) True in the later part of the log.
        extra: Further columns, each (n,).
    """

    seen: dict[str, Floats] = field(default_factory=dict)
    label: Floats = field(default_factory=lambda: np.zeros(0))
    is_test: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, bool))
    extra: dict[str, Floats] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.label)

    def chosen(self, rows: NDArray[np.bool_] | Ints) -> Queries:
        """Return some queries."""
        return Queries(
            {name: values[rows] for name, values in self.seen.items()},
            self.label[rows],
            self.is_test[rows],
            {name: values[rows] for name, values in self.extra.items()},
        )


def together(parts: list[Queries]) -> Queries:
    """Return queries of several cuts or families as one."""
    return Queries(
        {name: np.concatenate([part.seen[name] for part in parts]) for name in parts[0].seen},
        np.concatenate([part.label for part in parts]),
        np.concatenate([part.is_test for part in parts]),
        {name: np.concatenate([part.extra[name] for part in parts]) for name in parts[0].extra},
    )


def load(folder: Path, stem: str, family: Family) -> Archive:
    """Read one parquet file with columns sender, recipient, ts and n_rcpt: one tie for each ego and alter."""
    table = pq.read_table(folder / f"{stem}.parquet")
    sender, recipient, at, recipients = (
        table[name].to_numpy().astype(np.int64) for name in ("sender", "recipient", "ts", "n_rcpt")
    )
    core_file = folder / f"{stem}.core.json"
    core = np.array(json.loads(core_file.read_text())) if core_file.exists() else np.unique(sender)
    return archive_of(
        Columns(sender=sender, recipient=recipient, at=at, recipients=recipients),
        core,
        horizon=family.horizon_days * DAY,
        reply_within=family.reply_days * DAY,
    ).archive


def strength_queries(archive: Archive, family: Family) -> Queries:
    """Return the queries of task T1: will there be contact in (cut, cut + H]?"""
    horizon = int(archive.horizon)
    at = archive.interactions.at
    cuts = np.arange(at.min() + 2 * horizon, at.max() - horizon, horizon)
    tested = cuts[-max(round(len(cuts) * TEST_SHARE), 1) :]
    parts = [_asked_at(archive, family, int(cut)) for cut in cuts]
    tie, when, label, recent = (np.concatenate(column) for column in zip(*parts, strict=True))
    seen = seen_when(archive, tie, when)
    count = states_when(archive.interactions, Asked(tie=tie, when=when))[:, [Column.COUNT_IN, Column.COUNT_OUT]]
    extra = {"recent": recent.astype(float), "count": count.sum(axis=1)}
    queries = _queries(archive, seen, tie, when, label)
    queries.extra |= extra
    queries.is_test = when >= tested[0]
    return queries.chosen(seen.degree >= MIN_ALTERS)


def _asked_at(archive: Archive, family: Family, cut: int) -> tuple[Ints, Floats, Floats, Ints]:
    """Return the ties asked about at one cut, when, what happened, and how many contacts were recent."""
    told, ties = archive.interactions, len(archive.ego)
    recent = (told.at >= cut - archive.horizon) & (told.at < cut)
    egos = int(archive.ego.max()) + 1
    is_active = np.bincount(archive.ego[told.person[recent & told.outgoing]], minlength=egos) > 0
    before = np.bincount(told.person[told.at < cut], minlength=ties) > 0
    drawn = np.random.default_rng(cut).random(ties) < family.kept
    tie = np.flatnonzero(before & is_active[archive.ego] & drawn)
    future = (told.at > cut) & (told.at <= cut + archive.horizon)
    label = np.bincount(told.person[future], minlength=ties) > 0
    often = np.bincount(told.person[recent], minlength=ties)
    return tie, np.full(len(tie), float(cut)), label[tie].astype(float), often[tie]


def reply_queries(archive: Archive) -> Queries:
    """Return queries of task T2: ego writes first that day; will the alter write within R days?

    A tie that begins with these words is asked about too.
    """
    told = sorted_by_tie(archive.interactions)
    found = openings_of(told.person, told.at.astype(float), told.outgoing)
    place = found.place
    answer = np.append(told.at.astype(float), np.inf)[found.answer]
    at = told.at[place].astype(float)
    asked = (told.recipients[place] <= MAX_RECIPIENTS) & (at <= at.max() - archive.reply_within)
    asked &= at >= at.min() + archive.horizon
    rows = np.flatnonzero(asked)
    if len(rows) > REPLIES:
        rows = np.sort(np.random.default_rng(1).choice(rows, REPLIES, replace=False))
    place, answer, at = place[rows], answer[rows], at[rows]
    tie = told.person[place]
    seen = seen_when(archive, tie, at)
    queries = _queries(archive, seen, tie, at, (answer - at <= archive.reply_within).astype(float))
    count = states_when(archive.interactions, Asked(tie=tie, when=at))[:, [Column.COUNT_IN, Column.COUNT_OUT]]
    queries.extra["count"] = count.sum(axis=1)
    queries.is_test = at >= np.quantile(at, 1 - TEST_SHARE)
    return queries


def _queries(archive: Archive, seen: Seen, tie: Ints, when: Floats, label: Floats) -> Queries:
    ego = archive.ego[tie]
    extra = {"ego": ego.astype(float), "tie": tie.astype(float), "when": when}
    return Queries(dict(seen.features), label, np.zeros(len(tie), bool), extra)
