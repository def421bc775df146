"""Compares planners in simulated worlds of other forms than the planner's own.

The planners see a log of contacts and a noisy importance, nothing else. Every policy has the same touches and the
same luck (paired by seed and day). Gain is the importance-weighted share of live ties, in the second half of 540
days, above doing nothing. Runs: ``python evaluation/planner.py [--people N] [--touches K] [--seeds S] [--daily]``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kithly.plan import rank

sys.path.insert(0, str(Path(__file__).parent))

from planner_bursts import Bursts, BurstsLaw, Kinds, KindsLaw
from planner_worlds import DAY, Array, States, StatesLaw, Warmth, WarmthLaw, World

BURN_IN, DAYS = 900, 540
WEEKDAYS = 5
Policy = Callable[[World, int, int], NDArray[np.int64]]
Maker = Callable[[int, np.random.Generator], World]


def states(law: StatesLaw) -> Maker:
    """Return a maker of worlds of states."""
    return lambda people, rng: States(law, people, rng)


def warmth(law: WarmthLaw) -> Maker:
    """Return a maker of worlds of warmth."""
    return lambda people, rng: Warmth(law, people, rng)


def bursts(law: BurstsLaw) -> Maker:
    """Return a maker of worlds of bursts."""
    return lambda people, rng: Bursts(law, people, rng)


def kinds(law: KindsLaw) -> Maker:
    """Return a maker of worlds of kinds."""
    return lambda people, rng: Kinds(law, people, rng)


TUNED: dict[str, Maker] = {  # the index's numbers were chosen in these
    "states": states(StatesLaw()),
    "states, fast decay": states(StatesLaw(decay=0.001, loss=1 / 500)),
    "states, slow rhythms": states(StatesLaw(gap_days=90.0, gap_within=1.1, decay=0.0006)),
    "states, hard to wake": states(StatesLaw(wake=0.35, fatigue=0.35)),
    "states, steep hazard": states(StatesLaw(decay=0.0001, decay_power=2.0)),
    "warmth": warmth(WarmthLaw()),
    "bursts": bursts(BurstsLaw()),
}
UNSEEN: dict[str, Maker] = {  # and not in these
    "states, short gaps": states(StatesLaw(gap_days=25.0, gap_people=1.4, decay=0.0003, loss=1 / 200)),
    "states, easy to wake": states(StatesLaw(wake=1.0, fatigue=0.7, loss=1 / 600, decay=0.0007, gap_within=0.6)),
    "warmth, soon cold": warmth(WarmthLaw(half=300.0, lift=0.2, shock=1 / 600)),
    "bursts, seldom": bursts(BurstsLaw(gap_days=120.0, shape=1.1, death=0.12, fade=250.0)),
    "kinds": kinds(KindsLaw()),
    "kinds, quick": kinds(KindsLaw(drop=1 / 500, loss=1 / 400, keep=0.3)),
}


@dataclass
class ByIndex:
    """The planner under test; asked once a week unless daily, for a week's touches, to save time."""

    daily: bool = False

    def __post_init__(self) -> None:
        """Begin with an empty list."""
        self._list: list[int] = []

    def __call__(self, world: World, day: int, count: int) -> NDArray[np.int64]:
        """Return whom to touch."""
        if self.daily or day % 7 == 0 or not self._list:
            self._list = self._ranked(world, day, count * (1 if self.daily else WEEKDAYS))
        chosen, self._list = self._list[:count], self._list[count:]
        return np.array(chosen, np.int64)

    def _ranked(self, world: World, day: int, count: int) -> list[int]:
        rows, now = world.log(), (day + 0.44) * DAY
        person, into, touch = rows[:, 0].astype(np.int64), rows[:, 2] > 0, rows[:, 3] > 0
        minutes = np.ones(world.people)
        return rank(person, rows[:, 1], into, touch, world.importance, minutes, now=now, count=count).tolist()


def by_cadence(days: Callable[[Array], Array]) -> Policy:
    """Return the policy that touches whoever waits longest against a cadence, never before it."""

    def policy(world: World, day: int, count: int) -> NDArray[np.int64]:
        due = (day - np.maximum(world.last, world.touched)) / days(world.importance)
        best = np.argsort(-due, kind="stable")[:count]
        return np.asarray(best[due[best] >= 1], np.int64)

    return policy


def by_state(world: World, day: int, count: int) -> NDArray[np.int64]:
    """The oracle: sees the hidden state, true importance and responsiveness."""
    gain = world.value * world.answers * world.fatigue**world.unanswered * world.gain(day)
    gain[day - world.touched < 28] = 0
    return np.argsort(-gain, kind="stable")[:count]


def nobody(world: World, day: int, count: int) -> NDArray[np.int64]:
    """Do nothing."""
    del world, day, count
    return np.zeros(0, np.int64)


CADENCES: dict[str, Callable[[], Policy]] = {
    "every 90 days": lambda: by_cadence(lambda importance: np.full(len(importance), 90.0)),
    "by importance": lambda: by_cadence(
        lambda importance: np.select([importance > 1.6, importance > 0.7], [30.0, 90.0], 180.0)
    ),
}


def run(make: Maker, people: int, seed: int, policy: Policy, *, touches: int) -> float:
    """Return the mean value-weighted share of live ties over the second half of the period."""
    world = make(people, np.random.default_rng(seed))
    shares = []
    for day in range(BURN_IN + DAYS):
        world.rng = np.random.default_rng([seed, day])  # paired: the same luck on a day for every policy
        world.live(day)
        if day >= BURN_IN and day % 7 < WEEKDAYS:
            world.touch(policy(world, day, touches), day)
        if day >= BURN_IN + DAYS // 2:
            shares.append(world.alive())
    return float(np.mean(shares))


def compare(make: Maker, people: int, seeds: int, *, touches: int, daily: bool) -> dict[str, Array]:
    """Return the gains over doing nothing, per policy and seed."""
    policies: dict[str, Callable[[], Policy]] = {
        "nothing": lambda: nobody,
        **CADENCES,
        "belief index": lambda: ByIndex(daily),
        "oracle": lambda: by_state,
    }
    shares = {
        name: np.array([run(make, people, 1_000 + seed, begin(), touches=touches) for seed in range(seeds)])
        for name, begin in policies.items()
    }
    return {name: share - shares["nothing"] for name, share in shares.items() if name != "nothing"}


def row(name: str, gains: dict[str, Array]) -> str:
    """Return one world as a row of the table in `docs/explanation/reasons.md`."""
    best = max((gains[one] for one in CADENCES), key=lambda gain: float(gain.mean()))
    ours, ahead = gains["belief index"], gains["belief index"] - best
    error = float(ahead.std(ddof=1) / np.sqrt(len(ahead))) if len(ahead) > 1 else float("nan")
    shown = " | ".join(f"{gain.mean():+.3f}" for gain in gains.values())
    low, high = (ahead.mean() - 2 * error) / best.mean(), (ahead.mean() + 2 * error) / best.mean()
    return f"| {name} | {shown} | {ours.mean() / best.mean() - 1:+.0%} ({low:+.0%} to {high:+.0%}) |"


def main() -> None:
    """Print the comparison as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=4_000)
    parser.add_argument("--touches", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--daily", action="store_true")
    options = parser.parse_args()
    print("| world | every 90 days | by importance | belief index | oracle | ahead of the better cadence |")
    print("|---|---|---|---|---|---|")
    for title, worlds in (("tuned on", TUNED), ("never tuned on", UNSEEN)):
        print(f"| *{title}* | | | | | |")
        for name, make in worlds.items():
            gains = compare(make, options.people, options.seeds, touches=options.touches, daily=options.daily)
            print(row(name, gains), flush=True)


if __name__ == "__main__":
    main()
