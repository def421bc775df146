"""Simulated worlds to judge a planner in, of four forms, none of them the planner's own.

In each, something about every tie is hidden (whether it lives, how warm it is), the planner sees only a log of
contacts and a noisy importance, and a touch left unanswered makes the next less welcome.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAY = 86_400.0
ALIVE, DORMANT, LOST = 0, 1, 2
FORGIVEN = 180  # days after which a touch left unanswered weighs no more
PESTERED = 21  # days within which a second touch on an unanswered one is too much
Array = NDArray[np.float64]
People = NDArray[np.int64]


class World(ABC):
    """One network, day by day; the log grows. What is common to all forms."""

    fatigue = 0.5  # factor per unanswered touch of the last 180 days

    def __init__(self, people: int, rng: np.random.Generator) -> None:
        """Draw what everybody has: importance, a word of it, responsiveness."""
        self.people, self.rng = people, rng
        self.value = np.exp(0.7 * rng.standard_normal(people))
        self.importance = np.clip(self.value * np.exp(0.4 * rng.standard_normal(people)), 0.25, 4)
        self.answers = rng.beta(2.5, 2.0, people)
        self.last, self.touched = np.zeros(people), np.full(people, -np.inf)
        self.unanswered = np.zeros(people)
        self.fresh: list[Array] = []
        self.rows = np.zeros((0, 4))
        self.begin()

    @abstractmethod
    def begin(self) -> None:
        """Draw what this form adds."""

    @abstractmethod
    def live(self, day: int) -> None:
        """Let one day pass without any touch."""

    @abstractmethod
    def answering(self, who: People, day: int) -> Array:
        """Return the chance that a touch is answered, but for responsiveness and fatigue."""

    @abstractmethod
    def answered(self, who: People, day: int) -> None:
        """Let what an answered touch does happen."""

    def pestered(self, who: People) -> None:
        """Let what too much does happen; in some forms nothing does."""
        del who

    @abstractmethod
    def alive(self) -> float:
        """Return the value-weighted share of live ties."""

    @abstractmethod
    def gain(self, day: int) -> Array:
        """Return what a touch is worth to somebody who sees the hidden state: for the oracle."""

    def write(self, who: People, at: Array, incoming: NDArray[np.bool_], *, touch: bool) -> None:
        """Write rows into the log: person, seconds, incoming, touch."""
        self.fresh.append(np.stack([who, at * DAY, incoming, np.full(len(who), touch)], axis=1).astype(np.float64))

    def log(self) -> Array:
        """Return the log, ascending in time."""
        if self.fresh:
            rows = np.concatenate([self.rows, *self.fresh])
            self.rows, self.fresh = rows[np.argsort(rows[:, 1], kind="stable")], []
        return self.rows

    def met(self, who: People, day: int) -> None:
        """Note that they were in contact."""
        self.last[who], self.unanswered[who] = day, 0

    def touch(self, who: People, day: int) -> None:
        """Let ego write to some people."""
        draw, wait = self.rng.random(self.people)[who], self.rng.random(self.people)[who]
        self.write(who, np.full(len(who), day + 0.45), np.zeros(len(who), bool), touch=True)
        self.unanswered[who[day - self.touched[who] > FORGIVEN]] = 0
        too_much = (day - self.touched[who] < PESTERED) & (self.unanswered[who] > 0)
        chance = self.answers[who] * self.fatigue ** self.unanswered[who] * self.answering(who, day)
        yes = draw < chance
        self.pestered(who[too_much])
        self.touched[who] = day
        self.unanswered[who] += 1
        self.write(who[yes], day + 0.46 + 0.4 * wait[yes], np.ones(int(yes.sum()), bool), touch=False)
        self.met(who[yes], day)
        self.answered(who[yes], day)


@dataclass(frozen=True)
class StatesLaw:
    """The laws of `States`."""

    gap_days: float = 45.0  # median over people of the usual gap
    gap_people: float = 1.1  # sd of log usual gap over people
    gap_within: float = 0.8  # sd of log gaps of one pair
    decay: float = 0.0004  # hazard a day of falling dormant at a silence of one usual gap
    decay_power: float = 1.2
    loss: float = 1 / 300  # hazard a day of a dormant tie being lost
    revive: float = 1 / 2500  # hazard a day of a dormant tie waking by itself
    wake: float = 0.7  # a dormant tie answers this much less readily
    fatigue: float = 0.5
    pester: float = 0.08  # chance that too much ends a tie


class States(World):
    """Alive, dormant or lost; gaps are log-normal; the hazard of falling dormant grows with silence."""

    def __init__(self, law: StatesLaw, people: int, rng: np.random.Generator) -> None:
        """Take the laws."""
        self.law, self.fatigue = law, law.fatigue
        super().__init__(people, rng)

    def begin(self) -> None:
        """Draw rhythms and states."""
        n, rng = self.people, self.rng
        self.gap = self.law.gap_days * np.exp(self.law.gap_people * rng.standard_normal(n))
        self.state = np.where(rng.random(n) < 0.9, ALIVE, DORMANT)
        self.luck = rng.standard_normal(n)
        self.next = self._gap(np.arange(n)) * rng.random(n)

    def _gap(self, who: People) -> Array:
        return np.asarray(self.gap[who] * np.exp(self.law.gap_within * self.luck[who]))

    def met(self, who: People, day: int) -> None:
        """Draw when they meet next."""
        super().met(who, day)
        self.next[who] = day + np.maximum(self._gap(who), 1)

    def live(self, day: int) -> None:
        """Meet, fall asleep, get lost, wake."""
        rng, law, n = self.rng, self.law, self.people
        draw, side, hour, self.luck = rng.random(n), rng.random(n), rng.random(n), rng.standard_normal(n)
        met = np.flatnonzero((self.state == ALIVE) & (self.next <= day))
        self.write(met, day + 0.5 * hour[met], side[met] < 0.55, touch=False)
        back = met[side[met] < 0.8]
        self.write(back, day + 0.5 + 0.4 * hour[back], side[back] >= 0.55, touch=False)
        self.met(met, day)
        hazard = law.decay * (np.maximum(day - self.last, 0) / self.gap) ** law.decay_power
        falls = (self.state == ALIVE) & (draw < 1 - np.exp(-hazard))
        lost = (self.state == DORMANT) & (draw < law.loss)
        wakes = (self.state == DORMANT) & (draw > 1 - law.revive)
        self.state[falls], self.state[lost], self.state[wakes] = DORMANT, LOST, ALIVE
        self.met(np.flatnonzero(wakes), day)

    def answering(self, who: People, day: int) -> Array:
        """Nobody lost answers, somebody dormant less readily."""
        del day
        return np.where(self.state[who] == DORMANT, self.law.wake, 1.0) * (self.state[who] != LOST)

    def answered(self, who: People, day: int) -> None:
        """Whoever answers lives."""
        del day
        self.state[who] = ALIVE

    def pestered(self, who: People) -> None:
        """Too much may end a tie."""
        self.state[who[self.rng.random(self.people)[who] < self.law.pester]] = LOST

    def alive(self) -> float:
        """Return the value-weighted share of live ties."""
        return float(self.value[self.state == ALIVE].sum() / self.value.sum())

    def gain(self, day: int) -> Array:
        """A dormant tie is worth most, a live one a little when it is late."""
        keep = 0.3 * np.minimum((day - self.last) / self.gap / 3, 1) * (self.state == ALIVE)
        return np.asarray((self.state == DORMANT) * self.law.wake + keep)


@dataclass(frozen=True)
class WarmthLaw:
    """The laws of `Warmth`."""

    rate: float = 1 / 25  # contacts a day at full warmth, median over people
    half: float = 500.0  # days in which warmth halves
    lift: float = 0.12  # of what is missing, by a contact; by an answered touch 2.5 times that
    shock: float = 1 / 1200  # a day: life changes, and a quarter of the warmth is left
    floor: float = 0.25  # readiness to answer of a cold tie


class Warmth(World):
    """No states: warmth fades by itself, contact lifts it, and the warmer the more contact there is."""

    def __init__(self, law: WarmthLaw, people: int, rng: np.random.Generator) -> None:
        """Take the laws."""
        self.law = law
        super().__init__(people, rng)

    def begin(self) -> None:
        """Draw rates and warmth."""
        n, rng = self.people, self.rng
        self.rate = np.minimum(self.law.rate * np.exp(rng.standard_normal(n)), 0.5)
        self.half = self.law.half * np.exp(0.5 * rng.standard_normal(n))
        self.warmth = rng.beta(2, 1.2, n)

    def live(self, day: int) -> None:
        """Fade, be struck, meet."""
        rng, n = self.rng, self.people
        draw, side, luck, hour = rng.random(n), rng.random(n), rng.random(n), rng.random(n)
        self.warmth *= 0.5 ** (1 / self.half)
        self.warmth[luck < self.law.shock] *= 0.25
        met = np.flatnonzero(draw < self.rate * self.warmth**1.5)
        self.write(met, day + 0.4 * hour[met], side[met] < 0.5, touch=False)
        self.warmth[met] += self.law.lift * (1 - self.warmth[met])
        self.met(met, day)

    def answering(self, who: People, day: int) -> Array:
        """The warmer, the readier."""
        del day
        return np.asarray(self.law.floor + (1 - self.law.floor) * self.warmth[who])

    def answered(self, who: People, day: int) -> None:
        """An answered touch warms."""
        del day
        self.warmth[who] += 2.5 * self.law.lift * (1 - self.warmth[who])

    def pestered(self, who: People) -> None:
        """Too much cools."""
        self.warmth[who] *= 0.9

    def alive(self) -> float:
        """Return the value-weighted warmth."""
        return float((self.value * self.warmth).sum() / self.value.sum())

    def gain(self, day: int) -> Array:
        """What is missing can be given."""
        return (1 - self.warmth) * self.answering(np.arange(self.people), day)
