"""The year ahead under usual contact, for all ties of an ego together, and what it said in years past.

Counted is whom ego knew on the day a forecast is made: new people are in no forecast, and not in what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from kithly.history import Interactions
from kithly.ties.answers_ahead import would_answer_ahead
from kithly.ties.calibration import Calibration
from kithly.ties.columns import DAY, LIGHT, Bools, Column, Floats, Ints
from kithly.ties.ego import ego_state
from kithly.ties.model import coefficients
from kithly.ties.network import Estimate
from kithly.ties.own_level import SHIFTS, first_belief, for_next_year, interval, learned
from kithly.ties.paths import IN_TOUCH, MONTH, MONTHS, Chances, Standing, chances, followed, in_touch_ahead
from kithly.ties.state import states

QUARTERS: Final = (3, 6, 9, 12)  # months whose windows do not overlap: a year is learned from these
ENOUGH: Final = 182 * DAY  # seconds of messages there must be before a past forecast is told


@dataclass(frozen=True, slots=True)
class Story:
    """All that happened, and who counts.

    Attributes:
        interactions: In the order of time, without duplicates.
        people: How many ties there are.
        counted: (people,) which of them are counted; the others only tell how much ego writes.
    """

    interactions: Interactions
    people: int
    counted: Bools

    @classmethod
    def of(cls, interactions: Interactions, counted: Bools) -> Story:
        """Tell a story.

        Args:
            interactions: In any order, without duplicates.
            counted: (people,) which ties are counted.
        """
        at = interactions.at
        ordered = interactions if (at[1:] >= at[:-1]).all() else interactions.rows(np.argsort(at, kind="stable"))
        return cls(ordered, len(counted), counted)

    def between(self, begin: float, end: float) -> Interactions:
        """Return what happened after one moment and until another."""
        first, last = np.searchsorted(self.interactions.at, (begin, end), side="right").tolist()
        columns = {name: getattr(self.interactions, name)[first:last] for name in Interactions.__dataclass_fields__}
        return Interactions(**columns)

    def in_touch(self, at: float, among: Bools) -> int:
        """Return with how many of some people there was contact lately. A click counts where there never were words."""
        lately = self.between(at - IN_TOUCH, at)
        click = (lately.flags & LIGHT) != 0
        found = self._who(lately.person[~click])
        if click.any():
            before = self.between(-np.inf, at)
            worded = self._who(before.person[(before.flags & LIGHT) == 0])
            found |= self._who(lately.person[click]) & ~worded
        return int(np.count_nonzero(found & among))

    def _who(self, persons: Ints) -> Bools:
        return np.bincount(persons, minlength=self.people) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A forecast of a year that is over.

    Attributes:
        made: When it would have been made, in seconds since 1970, UTC.
        until: Of when it spoke.
        known: How many people were known then.
        was: With how many of them ego was in touch when it was made.
        said: What it would have said.
        came: With how many of them ego was in touch then.
    """

    made: float
    until: float
    known: int
    was: int
    said: Estimate
    came: int

    @property
    def is_inside(self) -> bool:
        """Whether what came lies in the interval, whole numbers as they are shown."""
        return round(self.said.low) <= self.came <= round(self.said.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The year ahead.

    Attributes:
        places: (k,) the ties it speaks of: those counted in which something was seen.
        in_touch: With how many of them ego will be in touch, today and after each month; today is a fact.
        would_answer: How many of them would answer if ego wrote then, likewise.
        end: What may have become of each when the year is over.
        past: What was said of years that are over, the oldest first.
    """

    places: Ints
    in_touch: tuple[Estimate, ...]
    would_answer: tuple[Estimate, ...]
    end: Standing
    past: tuple[Kept, ...]


def forecast(story: Story, moments: Floats, *, today: Floats | None = None, reply: Calibration | None = None) -> Year:
    """Return the year ahead of the last moment, and what was said at the others, each of the next.

    A forecast at one moment uses nothing that happened after it. What came of earlier ones moves the level of later
    ones; see `own_level`.

    Args:
        story: What happened.
        moments: Seconds since 1970, UTC, ascending, a year apart; the last one is the present.
        today: (people, WIDTH) states of all ties at the last moment, with H = 90 days, where they are known already.
        reply: Calibration of the reply model on the ego's own past, for the number of those who would answer.
    """
    belief = first_belief(coefficients().strength.spread)
    past = []
    for made, until in zip(moments[:-1].tolist(), moments[1:].tolist(), strict=True):
        if not _has_enough(story, made) or not _reaches(story, until, float(moments[-1])):
            continue
        ahead = _Ahead.of(story, made)
        if ahead.was:
            past.append(_kept(story, ahead, belief, until))
            belief = _learned(story, ahead, belief, until)
    ahead = _Ahead.of(story, float(moments[-1]))
    rows = states(story.between(-np.inf, ahead.made), story.people) if today is None else today
    coming = for_next_year(belief)
    standings = tuple(followed(ahead.chances, float(coming @ SHIFTS)))
    level = ego_state(rows, ahead.made)
    return Year(
        places=np.flatnonzero(ahead.known),
        in_touch=tuple(ahead.said(coming, month) for month in range(MONTHS + 1)),
        would_answer=would_answer_ahead(rows[ahead.known], level, ahead.made, standings, calibration=reply),
        end=standings[-1],
        past=tuple(past),
    )


@dataclass(frozen=True, slots=True)
class _Ahead:
    """What each shift of the level expects, seen from one moment.

    Attributes:
        made: The moment.
        known: (people,) who is counted and known by then.
        was: With how many of them ego is in touch.
        chances: Of contact with each of them, month by month.
        expected: (MONTHS + 1, shifts) with how many ego will be in touch.
        variance: (MONTHS + 1, shifts) of that number, were all ties independent.
    """

    made: float
    known: Bools
    was: int
    chances: Chances
    expected: Floats
    variance: Floats

    @classmethod
    def of(cls, story: Story, made: float) -> _Ahead:
        """Look ahead from a moment, by what had happened until then."""
        rows = states(story.between(-np.inf, made), story.people, horizon=MONTH)
        known: Bools = story.counted & (rows[:, Column.REFERENCE] > -np.inf)
        found = chances(rows[known], ego_state(rows, made, horizon=MONTH), made, coefficients().strength)
        likely = [in_touch_ahead(found, shift) for shift in SHIFTS.tolist()]
        expected = np.stack([one.sum(axis=1) for one in likely], axis=1)
        variance = np.stack([(one * (1 - one)).sum(axis=1) for one in likely], axis=1)
        return cls(made, known, round(float(expected[0, 0])), found, expected, variance)

    def said(self, belief: Floats, month: int) -> Estimate:
        """Return with how many ego will be in touch after some months; ``belief`` is for this year."""
        if month == 0 or not self.known.any():
            return Estimate(expected=float(self.was), low=float(self.was), high=float(self.was))
        most = float(np.count_nonzero(self.known))
        expected = min(float(belief @ self.expected[month]), most)  # chances add up to a little more than 1, rounded
        low, high = interval(belief, self.expected[month], self.variance[month])
        return Estimate(expected=expected, low=min(max(low, 0.0), expected), high=max(min(high, most), expected))


def _has_enough(story: Story, made: float) -> bool:
    at = story.interactions.at
    return bool(len(at)) and float(at[0]) <= made - ENOUGH


def _reaches(story: Story, until: float, now: float) -> bool:
    """Say whether messages were brought up to a moment, a month short of it at most: else nobody knows what came."""
    at = story.interactions.at
    by_now = int(np.searchsorted(at, now, side="right"))
    return by_now > 0 and float(at[by_now - 1]) >= until - MONTH


def _kept(story: Story, ahead: _Ahead, belief: Floats, until: float) -> Kept:
    return Kept(
        made=ahead.made,
        until=until,
        known=int(np.count_nonzero(ahead.known)),
        was=ahead.was,
        said=ahead.said(for_next_year(belief), MONTHS),
        came=story.in_touch(until, ahead.known),
    )


def _learned(story: Story, ahead: _Ahead, belief: Floats, until: float) -> Floats:
    """Return the belief after a year that is over."""
    checks = np.linspace(ahead.made, until, len(QUARTERS) + 1)[1:]
    came = sum(story.in_touch(check, ahead.known) for check in checks.tolist())
    months = list(QUARTERS)
    return learned(
        belief, ahead.expected[months].sum(axis=0), ahead.variance[months].sum(axis=0), np.array(float(came))
    )
