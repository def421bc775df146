"""What a touch is believed to do for a tie: alive, asleep but to be woken, or lost, told from its silence.

Nobody sees which of the three a tie is. Its silence is set against its own rhythm: how likely a live tie is
silent for so long, and how often a contact of this network was the last before a long sleep. A touch is
worth most where a tie has fallen asleep not too long ago, a little where a live one has been silent for a
while, and nothing where it is lost: silence as such is not the value of a touch.

The constants were chosen in simulated worlds of another form than this one (`evaluation/planner.py`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DAY = 86_400.0
GAP_WEIGHT = 2.0  # a person's own gaps count against so many of the population's
DEATH = 0.02  # chance that a contact is the last before a tie falls asleep, where nothing is known
DEATH_WEIGHT = 20.0  # contacts that knowing nothing counts for
STEADY = 30.0  # contacts after which that chance is half: who came back so often comes back again
MOST_DEATH = 0.5
ROUNDS = 4  # of setting the chance and the belief against each other; it moves no more after three
LOST = 2_000 * DAY  # mean time from falling asleep to being lost
WARM_ONCE = 2.0  # contacts at which a tie counts half as one there is something to win back
KEEP = 0.02  # worth of keeping a live tie warm, at a silence of its own usual gap, against winning one back
SHORTEST = 60 * DAY  # silence below this is nothing to keep warm against, however often they meet
LONGEST_RATIO = 16.0
UNSEEN = 1e-3  # belief in a tie nothing was seen of: after all others, by importance


def death_of(survived: Floats, contacts: Floats) -> float:
    """Return how often, in this network, a contact was the last before a tie fell asleep.

    Belief in who sleeps and this chance follow from each other; each round sets one against the other
    (expectation maximisation), drawn towards `DEATH` where few contacts were seen.

    Args:
        survived: (n,) chance that a live tie is silent as long as this one is.
        contacts: (n,) how many contacts were seen; ties without any are left out.
    """
    seen = contacts > 0
    survived, steady = survived[seen], STEADY / (STEADY + contacts[seen] - 1)
    tried = float((contacts[seen] * steady).sum())
    death = DEATH
    for _ in range(ROUNDS):
        asleep = float(_asleep(survived, np.minimum(death * steady, MOST_DEATH)).sum())
        death = (asleep + DEATH * DEATH_WEIGHT) / (tried + DEATH_WEIGHT)
    return death


def kept_by_touch(silence: Floats, gap: Floats, contacts: Floats, survived: Floats, *, death: float = DEATH) -> Floats:
    """Return what a touch that is answered keeps of each tie: the belief both `rank` and `choose` rest on.

    Args:
        silence: (n,) seconds since the last contact; inf for never.
        gap: (n,) the usual gap, in seconds.
        contacts: (n,) how many contacts were seen.
        survived: (n,) chance that a live tie is silent for so long, by its own rhythm.
        death: As `death_of` found it for the network.

    Returns:
        (n,) from 0, for nothing, to about 1, for a tie that surely sleeps and surely can be woken.
    """
    steady = STEADY / (STEADY + np.maximum(contacts - 1, 0))
    asleep = _asleep(survived, np.minimum(death * steady, MOST_DEATH))
    sleep = np.minimum(np.maximum(silence - gap, 0.0), 1e12)
    can_wake = np.exp(-sleep / LOST) * contacts / (contacts + WARM_ONCE)
    ratio = np.minimum(silence / np.maximum(gap, SHORTEST), LONGEST_RATIO)
    good = asleep * can_wake + KEEP * (1 - asleep) * ratio
    return np.asarray(np.where(contacts > 0, good, 0.0) + UNSEEN, np.float64)


def _asleep(survived: Floats, death: Floats) -> Floats:
    """Return the chance that a tie sleeps: its last contact was the last, or it is only late (Bayes)."""
    return np.asarray(death / ((1 - death) * survived + death), np.float64)


def upper_tail(z: Floats) -> Floats:
    """Return P(Z > z) of a standard normal, to about .0001.

    Reference: Page, E. (1977), Approximations to the cumulative normal function, Applied Statistics 26, p. 75.
    """
    bounded = np.clip(z, -8.0, 8.0)
    return np.asarray(1 / (1 + np.exp(2 * np.sqrt(2 / np.pi) * (bounded + 0.044715 * bounded**3))), np.float64)
