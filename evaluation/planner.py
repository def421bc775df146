"""Compares planners in simulated worlds of another form than the planner's own.

Every tie is alive, dormant or lost; nobody sees that. Live ties meet after log-normal gaps; the hazard of
falling dormant grows with silence against the pair's own rhythm; a touch wakes a dormant tie with the
person's own responsiveness, less after touches left unanswered; pestering can end a tie. The planners see
the log and a noisy importance. Runs: ``python evaluation/planner.py [--people N] [--seeds K]``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kithly.plan import rank

DAY = 86_400.0
ALIVE, DORMANT, LOST = 0, 1, 2
BURN_IN, DAYS = 900, 540
FORGIVEN = 180  # days after which a touch left unanswered weighs no more
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Law:
    """The laws of one world."""

    gap_days: float = 45.0  # median over people of the usual gap
    gap_people: float = 1.1  # sd of log usual gap over people
    gap_within: float = 0.8  # sd of log gaps of one pair
    decay: float = 0.0004  # hazard a day of falling dormant at a silence of one usual gap
    decay_power: float = 1.2
    loss: float = 1 / 300  # hazard a day of a dormant tie being lost
    revive: float = 1 / 2500  # hazard a day of a dormant tie waking by itself
    wake: float = 0.7  # a dormant tie answers this much less readily
    fatigue: float = 0.5  # factor per unanswered touch of the last 180 days
    pester: float = 0.08  # chance that a touch within 21 days of an unanswered one ends a tie


@dataclass
class World:
    """One network, day by day; the log grows."""

    law: Law
    people: int
    rng: np.random.Generator
    log: list[NDArray[np.float64]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Draw the people."""
        n, rng = self.people, self.rng
        self.gap = self.law.gap_days * np.exp(self.law.gap_people * rng.standard_normal(n))
        self.answers = rng.beta(2.5, 2.0, n)
        self.value = np.exp(0.7 * rng.standard_normal(n))
        self.importance = np.clip(self.value * np.exp(0.4 * rng.standard_normal(n)), 0.25, 4)
        self.state = np.where(rng.random(n) < 0.9, ALIVE, DORMANT)
        self.last = np.zeros(n)
        self.luck = rng.standard_normal(n)
        self.next = self._draw_gap(np.arange(n)) * rng.random(n)
        self.touched = np.full(n, -np.inf)
        self.unanswered = np.zeros(n)

    def _draw_gap(self, who: NDArray[np.int64]) -> Array:
        return np.asarray(self.gap[who] * np.exp(self.law.gap_within * self.luck[who]))

    def _write(self, who: NDArray[np.int64], at: Array, incoming: NDArray[np.bool_], *, touch: bool) -> None:
        rows = np.stack([who, at * DAY, incoming, np.full(len(who), touch)], axis=1).astype(np.float64)
        self.log.append(rows)

    def _meet(self, who: NDArray[np.int64], day: int) -> None:
        self.last[who], self.unanswered[who] = day, 0
        self.next[who] = day + np.maximum(self._draw_gap(who), 1)

    def live(self, day: int) -> None:
        """Let one day pass without any touch."""
        rng, law, n = self.rng, self.law, self.people
        draw, side, hour, self.luck = rng.random(n), rng.random(n), rng.random(n), rng.standard_normal(n)
        met = np.flatnonzero((self.state == ALIVE) & (self.next <= day))
        self._write(met, day + 0.5 * hour[met], side[met] < 0.55, touch=False)
        back = np.flatnonzero((self.state == ALIVE) & (self.next <= day) & (side < 0.8))
        self._write(back, day + 0.5 + 0.4 * hour[back], side[back] >= 0.55, touch=False)
        self._meet(met, day)
        hazard = law.decay * (np.maximum(day - self.last, 0) / self.gap) ** law.decay_power
        falls = (self.state == ALIVE) & (draw < 1 - np.exp(-hazard))
        lost = (self.state == DORMANT) & (draw < law.loss)
        wakes = (self.state == DORMANT) & (draw > 1 - law.revive)
        self.state[falls], self.state[lost], self.state[wakes] = DORMANT, LOST, ALIVE
        self._meet(np.flatnonzero(wakes), day)

    def touch(self, who: NDArray[np.int64], day: int) -> None:
        """Let ego write to some people."""
        rng, law = self.rng, self.law
        draw, wait = rng.random(self.people)[who], rng.random(self.people)[who]
        self._write(who, np.full(len(who), day + 0.45), np.zeros(len(who), bool), touch=True)
        self.unanswered[who[day - self.touched[who] > FORGIVEN]] = 0
        pestered = (day - self.touched[who] < 21) & (self.unanswered[who] > 0)
        self.state[who[pestered & (draw > 1 - law.pester)]] = LOST
        chance = self.answers[who] * law.fatigue ** self.unanswered[who]
        chance = chance * np.where(self.state[who] == DORMANT, law.wake, 1.0) * (self.state[who] != LOST)
        yes = draw < chance
        self.touched[who] = day
        self.unanswered[who] += 1
        self.state[who[yes]] = ALIVE
        self._write(who[yes], day + 0.46 + 0.4 * wait[yes], np.ones(int(yes.sum()), bool), touch=False)
        self._meet(who[yes], day)

    def alive(self) -> float:
        """Return the value-weighted share of live ties."""
        return float(self.value[self.state == ALIVE].sum() / self.value.sum())


Policy = Callable[["World", int, int], NDArray[np.int64]]


def by_index(world: World, day: int, count: int) -> NDArray[np.int64]:
    """The planner under test."""
    rows = np.concatenate(world.log)
    rows = rows[np.argsort(rows[:, 1], kind="stable")]
    person, into, touch = rows[:, 0].astype(np.int64), rows[:, 2] > 0, rows[:, 3] > 0
    now = (day + 0.44) * DAY
    return rank(person, rows[:, 1], into, touch, world.importance, np.ones(world.people), now=now, count=count)


def by_cadence(days: Callable[[Array], Array]) -> Policy:
    """Return the policy that touches whoever is most overdue against a cadence, never before it."""

    def policy(world: World, day: int, count: int) -> NDArray[np.int64]:
        due = (day - np.maximum(world.last, world.touched)) / days(world.importance)
        best = np.argsort(-due, kind="stable")[:count]
        return np.asarray(best[due[best] >= 1], np.int64)

    return policy


def by_state(world: World, day: int, count: int) -> NDArray[np.int64]:
    """The oracle: sees states and responsiveness."""
    chance = world.answers * world.law.fatigue**world.unanswered
    ratio = (day - world.last) / world.gap
    keep = 0.3 * np.minimum(ratio / 3, 1) * (world.state == ALIVE)
    gain = world.value * chance * ((world.state == DORMANT) * world.law.wake + keep)
    gain[day - world.touched < 28] = 0
    return np.argsort(-gain, kind="stable")[:count]


def nobody(world: World, day: int, count: int) -> NDArray[np.int64]:
    """Do nothing."""
    del world, day, count
    return np.zeros(0, np.int64)


POLICIES: dict[str, Policy] = {
    "nothing": nobody,
    "every 90 days": by_cadence(lambda importance: np.full(len(importance), 90.0)),
    "by tier": by_cadence(lambda importance: np.select([importance > 1.6, importance > 0.7], [30.0, 90.0], 180.0)),
    "belief index": by_index,
    "oracle": by_state,
}

WORLDS = {
    "plain": Law(),
    "fast decay": Law(decay=0.001, loss=1 / 500),
    "slow rhythms": Law(gap_days=90.0, gap_within=1.1, decay=0.0006),
    "hard to wake": Law(wake=0.35, fatigue=0.35),
    "steep": Law(decay=0.0001, decay_power=2.0),
}


def run(law: Law, people: int, seed: int, policy: Policy, *, touches: int) -> float:
    """Return the mean value-weighted share of live ties over the second half of the period."""
    world = World(law, people, np.random.default_rng(seed))
    shares = []
    for day in range(BURN_IN + DAYS):
        world.rng = np.random.default_rng([seed, day])  # paired: the same luck on a day for every policy
        world.live(day)
        if day >= BURN_IN and day % 7 < 5:
            world.touch(policy(world, day, touches), day)
        if day >= BURN_IN + DAYS // 2:
            shares.append(world.alive())
    return float(np.mean(shares))


def compare(law: Law, people: int, seeds: int, *, touches: int = 2) -> dict[str, Array]:
    """Return the gains over doing nothing, per policy and seed."""
    shares = {
        name: np.array([run(law, people, seed, policy, touches=touches) for seed in range(seeds)])
        for name, policy in POLICIES.items()
    }
    return {name: share - shares["nothing"] for name, share in shares.items() if name != "nothing"}


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=800)
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--world", choices=sorted(WORLDS), action="append")
    options = parser.parse_args()
    for name in options.world or sorted(WORLDS):
        gains = compare(WORLDS[name], options.people, options.seeds)
        best = max((gains["every 90 days"], gains["by tier"]), key=lambda gain: float(gain.mean()))
        ours = gains["belief index"] - 1.3 * best
        error = float(ours.std(ddof=1) / np.sqrt(len(ours))) if len(ours) > 1 else float("nan")
        shown = "  ".join(f"{policy} {gain.mean():+.4f}" for policy, gain in gains.items())
        print(f"{name:13} {shown}  index - 1.3 x best cadence {ours.mean():+.4f} (se {error:.4f})")


if __name__ == "__main__":
    main()
