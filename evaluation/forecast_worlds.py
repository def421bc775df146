"""Years of egos in communication logs: what was known at a moment, whom they were in touch with, and what came."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dataset import DAY, Family, Floats, Ints
from kithly.history import Interactions
from kithly.ties import Ego, Model, Moment, ego_states, features, last_contact, probability, states
from kithly.ties.own_level import SHIFTS
from kithly.ties.paths import MONTHS, WINDOW, Scale, chances, in_touch_ahead

LEAST = 5  # people an ego must be in touch with
YEAR = 4  # horizons; a month is a third of one
YEARS = 4  # the newest is judged, those before it are learned from
END = 0.98  # share of the events after which a log ends here: in one set the last few lie months after the rest
EGOS = 200  # drawn per log


@dataclass(frozen=True, slots=True)
class Log:
    """One data set seen from every ego, one tie per ordered pair.

    Attributes:
        told: All events; the person is the tie.
        ego: (ties,) whose tie it is.
        egos: How many egos.
    """

    told: Interactions
    ego: Ints
    egos: int

    def last(self, at: float) -> Floats:
        """Return the last contact of each tie before a moment; -inf for none."""
        found = np.full(len(self.ego), -np.inf)
        before = self.told.at < at
        np.maximum.at(found, self.told.person[before], self.told.at[before].astype(float))
        return found


def read(folder: Path, stem: str) -> Log:
    """Read one parquet file with columns sender, recipient, ts and n_rcpt."""
    table = pq.read_table(folder / f"{stem}.parquet")
    sender, recipient, at, size = (table[name].to_numpy().astype(np.int64) for name in COLUMNS)
    core_file = folder / f"{stem}.core.json"
    core = np.array(json.loads(core_file.read_text("utf-8"))) if core_file.exists() else np.unique(sender)
    nodes = int(max(sender.max(), recipient.max())) + 1
    ego, alter = np.concatenate([sender, recipient]), np.concatenate([recipient, sender])
    kept = np.flatnonzero(np.isin(ego, core) & (ego != alter))
    pairs, tie = np.unique((ego * nodes + alter)[kept], return_inverse=True)
    egos, whose = np.unique(pairs // nodes, return_inverse=True)
    event, nothing = kept % len(at), np.zeros(len(kept), np.int64)
    told = Interactions(
        person=tie,
        at=at[event],
        outgoing=kept < len(at),
        recipients=np.maximum(size[event], 1),
        flags=nothing,
        channel=nothing,
        record=nothing,
    )
    return Log(told, whose, len(egos))


COLUMNS = ("sender", "recipient", "ts", "n_rcpt")


@dataclass(frozen=True, slots=True)
class Year:
    """A year of several egos. Shapes: egos by month, today first; by shift where there are three.

    Attributes:
        egos: Which.
        came: With how many of those known at its beginning they were in touch.
        expected: What each shift of the level expects.
        variance: Of that, were all ties independent.
        silent: What is expected if nobody is ever renewed.
    """

    egos: Ints
    came: Floats
    expected: Floats
    variance: Floats
    silent: Floats


def years(log: Log, family: Family, model: Model) -> list[Year]:
    """Return the newest year that is over and those before it, the newest first, of the same egos."""
    horizon = family.horizon_days * DAY
    end = float(np.quantile(log.told.at, END))
    cuts = [end - YEAR * horizon * back for back in range(1, YEARS + 1)]
    cuts = [cut for cut in cuts if cut >= log.told.at.min() + 1.5 * horizon]
    found: list[Year] = []
    for cut in cuts:
        lately = np.bincount(log.ego[log.last(cut) >= cut - horizon], minlength=log.egos)
        egos = np.flatnonzero(lately >= LEAST)
        if not found and len(egos) > EGOS:
            egos = np.sort(np.random.default_rng(1).choice(egos, EGOS, replace=False))
        egos = np.intersect1d(egos, found[0].egos) if found else egos
        if len(egos):
            found.append(_year(log, family, model, cut, egos))
    return found


def _year(log: Log, family: Family, model: Model, cut: float, egos: Ints) -> Year:
    horizon = family.horizon_days * DAY
    scale = Scale(month=horizon / WINDOW, reply_within=family.reply_days * DAY, in_touch=horizon)
    ties = np.flatnonzero(np.isin(log.ego, egos) & (log.last(cut) > -np.inf))
    whose = np.searchsorted(egos, log.ego[ties])

    def total(values: Floats) -> Floats:
        return np.stack([np.bincount(whose, row, len(egos)) for row in values], axis=1)

    moments = [cut + month * scale.month for month in range(MONTHS + 1)]
    came = np.stack([log.last(at)[ties] >= at - horizon for at in moments]).astype(float)
    rows, level = _known(log, scale, scale.month, cut)
    found = chances(rows[ties], _of(level, log.ego[ties]), cut, model, scale=scale)
    likely = [in_touch_ahead(found, shift) for shift in SHIFTS.tolist()]
    return Year(
        egos=egos,
        came=total(came),
        expected=np.stack([total(one) for one in likely], axis=2),
        variance=np.stack([total(one * (1 - one)) for one in likely], axis=2),
        silent=total(_without_renewals(log, scale, model, cut, ties)),
    )


def _without_renewals(log: Log, scale: Scale, model: Model, cut: float, ties: NDArray[np.int64]) -> Floats:
    """Return the plain decay: the strength each tie has left after so much more silence, for the window before."""
    rows, level = _known(log, scale, scale.in_touch, cut)
    today = (cut - last_contact(rows[ties]) <= scale.in_touch).astype(float)
    left = []
    for month in range(MONTHS + 1 - WINDOW):
        moment = Moment(now=cut + month * scale.month, horizon=scale.in_touch, reply_within=scale.reply_within)
        seen = features(rows[ties], _of(level, log.ego[ties]), moment)
        left.append(probability(model.log_odds(model.contributions(seen))))
    first = [today + (left[0] - today) * month / WINDOW for month in range(WINDOW)]
    return np.stack([*first, *left])


def _known(log: Log, scale: Scale, unit: float, cut: float) -> tuple[Floats, Ego]:
    known = log.told.rows(log.told.at < cut)
    rows = states(known, len(log.ego), horizon=unit, reply_within=scale.reply_within)
    return rows, ego_states(rows, log.ego, log.egos, cut, horizon=unit, reply_within=scale.reply_within)


def _of(level: Ego, ego: Ints) -> Ego:
    return Ego(**{name: getattr(level, name)[ego] for name in Ego.__dataclass_fields__})
