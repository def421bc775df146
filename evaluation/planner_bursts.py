"""Two more forms of simulated worlds: talk that comes in bursts, and people of different kinds of rhythm."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner_worlds import ALIVE, DORMANT, LOST, Array, People, World


@dataclass(frozen=True)
class BurstsLaw:
    """The laws of `Bursts`."""

    gap_days: float = 70.0  # between bursts, median over people
    shape: float = 0.75  # of the Weibull law of gaps: below 1, bursts come in bursts themselves
    death: float = 0.07  # chance that a burst was the last, mean over people (beta)
    fade: float = 500.0  # days asleep in which the chance to wake falls to a third
    wake: float = 0.8
    wakes: float = 1 / 3000  # a day, by itself


class Bursts(World):
    """Talk comes in bursts of a few days; after each the tie may fall asleep, the longer the deeper."""

    def __init__(self, law: BurstsLaw, people: int, rng: np.random.Generator) -> None:
        """Take the laws."""
        self.law = law
        super().__init__(people, rng)

    def begin(self) -> None:
        """Draw rhythms, and how soon each tie tires."""
        n, rng, law = self.people, self.rng, self.law
        self.gap = law.gap_days * np.exp(0.9 * rng.standard_normal(n))
        self.death = rng.beta(1.2, 1.2 / law.death - 1.2, n)
        self.awake, self.since = rng.random(n) < 0.85, np.zeros(n)
        self.next = self.gap * rng.weibull(law.shape, n) * rng.random(n)
        self.left = np.zeros(n, np.int64)

    def live(self, day: int) -> None:
        """Begin bursts, talk, end them; some are the last."""
        rng, law, n = self.rng, self.law, self.people
        draw, side, luck, hour = rng.random(n), rng.random(n), rng.random(n), rng.random(n)
        wait, length = rng.weibull(law.shape, n), rng.integers(1, 6, n)
        start = np.flatnonzero(self.awake & (self.next <= day))
        self.left[start], self.next[start] = length[start], day + np.maximum(self.gap * wait, 4)[start]
        talk = np.flatnonzero((self.left > 0) & (draw < 0.6))
        self.write(talk, day + 0.5 * hour[talk], side[talk] < 0.5, touch=False)
        self.left[talk] -= 1
        self.last[talk] = day
        over = talk[self.left[talk] == 0]
        self.met(over, day)
        last = over[luck[over] < self.death[over]]
        self.awake[last], self.since[last] = False, day
        woken = np.flatnonzero(~self.awake & (luck > 1 - law.wakes))
        self.awake[woken], self.next[woken] = True, day

    def answering(self, who: People, day: int) -> Array:
        """The longer asleep, the less."""
        asleep = self.law.wake * np.exp(-(day - self.since[who]) / self.law.fade)
        return np.where(self.awake[who], 1.0, asleep)

    def answered(self, who: People, day: int) -> None:
        """Whoever answers is awake, and soon talks again."""
        back = who[~self.awake[who]]
        self.awake[back], self.next[back] = True, day + 0.5 * self.gap[back]

    def alive(self) -> float:
        """Return the value-weighted share of those awake."""
        return float(self.value[self.awake].sum() / self.value.sum())

    def gain(self, day: int) -> Array:
        """Only sleepers gain."""
        return self.answering(np.arange(self.people), day) * ~self.awake


@dataclass(frozen=True)
class KindsLaw:
    """The laws of `Kinds`."""

    drop: float = 1 / 900  # a day: falls asleep, mean over people
    loss: float = 1 / 700  # a day: is lost
    keep: float = 0.5  # factor on falling asleep within 60 days of contact
    wake: float = 0.7
    fatigue: float = 0.6


class Kinds(World):
    """Regular, yearly and irregular ties; each falls asleep at a pace of its own, less soon after contact."""

    def __init__(self, law: KindsLaw, people: int, rng: np.random.Generator) -> None:
        """Take the laws."""
        self.law, self.fatigue = law, law.fatigue
        super().__init__(people, rng)

    def begin(self) -> None:
        """Draw kinds, rhythms and paces."""
        n, rng = self.people, self.rng
        kind = rng.choice(3, n, p=[0.45, 0.25, 0.3])
        often, seldom = 30 * np.exp(0.7 * rng.standard_normal(n)), 60 * np.exp(0.8 * rng.standard_normal(n))
        self.gap = np.select([kind == 0, kind == 1], [often, np.full(n, 365.0)], seldom)
        self.spread = np.select([kind == 0, kind == 1], [0.35, 0.08], 1.3)
        self.pace = self.law.drop * rng.gamma(1.5, 1 / 1.5, n)
        self.state = np.where(rng.random(n) < 0.85, ALIVE, DORMANT)
        self.luck = rng.standard_normal(n)
        self.next = self.gap * rng.random(n)

    def _meet(self, who: People, day: int) -> None:
        self.next[who] = day + np.maximum(self.gap * np.exp(self.spread * self.luck), 1)[who]

    def live(self, day: int) -> None:
        """Meet, fall asleep, get lost."""
        rng, law, n = self.rng, self.law, self.people
        draw, side, luck, hour = rng.random(n), rng.random(n), rng.random(n), rng.random(n)
        self.luck = rng.standard_normal(n)
        met = np.flatnonzero((self.state == ALIVE) & (self.next <= day))
        self.write(met, day + 0.4 * hour[met], side[met] < 0.5, touch=False)
        back = met[luck[met] < 0.8]
        self.write(back, day + 0.45 + 0.4 * draw[back], side[back] >= 0.5, touch=False)
        self.met(met, day)
        self._meet(met, day)
        pace = self.pace * np.where(day - self.last < 60, law.keep, 1.0)
        self.state[(self.state == ALIVE) & (luck < pace)] = DORMANT
        self.state[(self.state == DORMANT) & (luck > 1 - law.loss)] = LOST

    def answering(self, who: People, day: int) -> Array:
        """Nobody lost answers, somebody dormant less readily."""
        del day
        return np.where(self.state[who] == DORMANT, self.law.wake, 1.0) * (self.state[who] != LOST)

    def answered(self, who: People, day: int) -> None:
        """Whoever answers lives."""
        back = who[self.state[who] == DORMANT]
        self.state[who] = ALIVE
        self._meet(back, day)

    def alive(self) -> float:
        """Return the value-weighted share of live ties."""
        return float(self.value[self.state == ALIVE].sum() / self.value.sum())

    def gain(self, day: int) -> Array:
        """A dormant tie is worth most; contact keeps a live one a little."""
        late = (self.state == ALIVE) & (day - self.last > 60)
        return np.asarray((self.state == DORMANT) * self.law.wake + 0.03 * late)
