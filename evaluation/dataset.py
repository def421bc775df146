"""Queries with their labels, from communication logs, by one protocol.

Features come from the product's own code: the log of each ego is turned into `Interactions`, cut
before the query, and goes through `kithly.ties`. Nothing after a query can reach its features.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kithly.history import Interactions
from kithly.ties import Ego, Moment, ego_states, features, states

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
REPLIES_PER_CUT = 800  # drawn at each
REPLY_CUTS = 100  # how many moments task T2 looks at; ego levels are taken there


@dataclass(frozen=True, slots=True)
class Log:
    """The log of one data set, seen from every ego. One tie per ordered pair.

    Attributes:
        tie: (n,) tie of each event.
        at: (n,) seconds.
        outgoing: (n,) True where the ego of the tie acted.
        recipients: (n,) how many it was addressed to.
        ego: (ties,) whose tie it is.
        egos: How many egos.
    """

    tie: Ints
    at: Ints
    outgoing: NDArray[np.bool_]
    recipients: Ints
    ego: Ints
    egos: int

    def before(self, at: int) -> Interactions:
        """Return what an ego can know at that moment."""
        return self.interactions(np.flatnonzero(self.at < at))

    def interactions(self, rows: Ints, tie: Ints | None = None) -> Interactions:
        """Return some events as the product's interactions."""
        nothing = np.zeros(len(rows), np.int64)
        return Interactions(
            person=self.tie[rows] if tie is None else tie,
            at=self.at[rows],
            outgoing=self.outgoing[rows],
            recipients=self.recipients[rows],
            flags=nothing,
            channel=nothing,
            record=nothing,
        )


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


def load(folder: Path, stem: str) -> Log:
    """Read one parquet file with columns sender, recipient, ts and n_rcpt."""
    table = pq.read_table(folder / f"{stem}.parquet")
    sender, recipient, at, recipients = (
        table[name].to_numpy().astype(np.int64) for name in ("sender", "recipient", "ts", "n_rcpt")
    )
    core_file = folder / f"{stem}.core.json"
    core = np.array(json.loads(core_file.read_text())) if core_file.exists() else np.unique(sender)
    nodes = int(max(sender.max(), recipient.max())) + 1
    is_core = np.zeros(nodes, bool)
    is_core[core] = True
    ego = np.concatenate([sender, recipient])
    alter = np.concatenate([recipient, sender])
    kept = is_core[ego] & (ego != alter)
    pairs, tie = np.unique((ego * nodes + alter)[kept], return_inverse=True)
    events = np.concatenate([np.arange(len(at))] * 2)[kept]
    egos, whose = np.unique(pairs // nodes, return_inverse=True)
    outgoing = (np.arange(2 * len(at)) < len(at))[kept]
    order = np.lexsort((at[events], tie))
    recipients = np.maximum(recipients[events][order], 1)
    return Log(tie[order], at[events][order], outgoing[order], recipients, whose, len(egos))


def strength_queries(log: Log, family: Family) -> Queries:
    """Return the queries of task T1: will there be contact in (cut, cut + H]?"""
    horizon = family.horizon_days * DAY
    cuts = np.arange(log.at.min() + 2 * horizon, log.at.max() - horizon, horizon)
    tested = cuts[-max(round(len(cuts) * TEST_SHARE), 1) :]
    parts = [_strength_at(log, family, int(cut), is_test=cut >= tested[0]) for cut in cuts]
    return together([part for part in parts if len(part)])


def _strength_at(log: Log, family: Family, cut: int, *, is_test: bool) -> Queries:
    horizon = family.horizon_days * DAY
    moment = Moment(now=float(cut), horizon=horizon, reply_within=family.reply_days * DAY)
    known = log.before(cut)
    ties = len(log.ego)
    rows = states(known, ties, horizon=horizon, reply_within=moment.reply_within)
    level = _level(rows, log, moment)
    recent = (log.at >= cut - horizon) & (log.at < cut)
    is_active = np.bincount(log.ego[log.tie[recent & log.outgoing]], minlength=log.egos) > 0
    in_play = is_active & (level.degree >= MIN_ALTERS)
    count = np.bincount(known.person, minlength=ties)
    drawn = np.random.default_rng(cut).random(ties) < family.kept
    asked = np.flatnonzero((count > 0) & in_play[log.ego] & drawn)
    future = (log.at > cut) & (log.at <= cut + horizon)
    label = np.bincount(log.tie[future], minlength=ties) > 0
    return Queries(
        features(rows[asked], _of(level, log.ego[asked]), moment),
        label[asked].astype(float),
        np.full(len(asked), is_test),
        {
            "count": count[asked].astype(float),
            "recent": np.bincount(log.tie[recent], minlength=ties)[asked].astype(float),
            "ego": log.ego[asked].astype(float),
            "cut": np.full(len(asked), float(cut)),
        },
    )


def reply_queries(log: Log, family: Family) -> Queries:
    """Return queries of task T2: ego writes first that day; will the alter write within R days?"""
    horizon, window = family.horizon_days * DAY, family.reply_days * DAY
    last = log.at.max() - window
    cuts = np.linspace(log.at.min() + horizon, last, REPLY_CUTS + 1)[:-1].astype(np.int64)
    span = min(max(horizon // 4, DAY), int(cuts[1] - cuts[0]))
    out = np.flatnonzero(log.outgoing & (log.recipients <= MAX_RECIPIENTS))
    day = log.at[out] // DAY
    first = np.append(True, (log.tie[out][1:] != log.tie[out][:-1]) | (day[1:] != day[:-1]))
    opening = out[first]
    parts = []
    for number, cut in enumerate(cuts.tolist()):
        asked = opening[(log.at[opening] >= cut) & (log.at[opening] < min(cut + span, last))]
        if len(asked) > REPLIES_PER_CUT:
            asked = np.sort(np.random.default_rng(cut).choice(asked, REPLIES_PER_CUT, replace=False))
        if len(asked):
            is_test = number >= REPLY_CUTS * (1 - TEST_SHARE)
            parts.append(_replies_at(log, family, cut, asked, is_test=is_test))
    return together(parts)


def _replies_at(log: Log, family: Family, cut: int, asked: Ints, *, is_test: bool) -> Queries:
    horizon, window = family.horizon_days * DAY, family.reply_days * DAY
    level = _level(
        states(log.before(cut), len(log.ego), horizon=horizon, reply_within=window),
        log,
        Moment(now=float(cut), horizon=horizon, reply_within=window),
    )
    # Each query becomes a tie of its own that ends just before it.
    start = np.searchsorted(log.tie, log.tie[asked])
    now = log.at[asked]
    key = log.tie * (int(log.at.max()) + 1) + log.at
    end = np.searchsorted(key, log.tie[asked] * (int(log.at.max()) + 1) + now)
    length = end - start
    tie = np.repeat(np.arange(len(asked)), length)
    rows = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + np.repeat(start, length)
    known = states(log.interactions(rows, tie), len(asked), horizon=horizon, reply_within=window)
    moment = Moment(now=now.astype(float), horizon=horizon, reply_within=window)
    incoming = np.flatnonzero(~log.outgoing)
    in_key = key[incoming]
    later = np.searchsorted(in_key, log.tie[asked] * (int(log.at.max()) + 1) + now, side="right")
    until = np.searchsorted(in_key, log.tie[asked] * (int(log.at.max()) + 1) + now + window, side="right")
    seen = length > 0
    ego = log.ego[log.tie[asked]]
    return Queries(
        features(known, _of(level, ego), moment),
        (until > later).astype(float),
        np.full(len(asked), is_test),
        {"count": length.astype(float), "known": seen.astype(float), "ego": ego.astype(float)},
    ).chosen(seen)


def _level(rows: Floats, log: Log, moment: Moment) -> Ego:
    return ego_states(
        rows, log.ego, log.egos, float(np.max(moment.now)), horizon=moment.horizon, reply_within=moment.reply_within
    )


def _of(level: Ego, ego: Ints) -> Ego:
    return Ego(**{name: getattr(level, name)[ego] for name in Ego.__dataclass_fields__})
