"""From looks at an item to one number: how likely it is that this person is the right one for it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Fitted by `evaluation/relevance.py --fit` on the settings that are not held out; what each number weighs stands in
# `terms_of`, and the last one is the start.
BY_MEANING = (10.06, 3.97, 0.54, 0.0, 0.0, 0.21, -6.74)
BY_WORDS = (12.87, 0.58, 0.11, -5.72)
FEW = 10.0  # people below which it says little that one stands out among them


def closeness(looks: Floats) -> Floats:
    """Return (items, people) how likely each person is the right one for each item, 0 to 1.

    Args:
        looks: (2 or 4, items, people) as `Profiles.looks` gives them.
    """
    weights = np.array(BY_MEANING if len(looks) == 4 else BY_WORDS)
    logits = np.tensordot(weights[:-1], terms_of(looks), axes=1) + weights[-1]
    found: Floats = 1.0 / (1.0 + np.exp(-logits))
    return found


def terms_of(looks: Floats) -> Floats:
    """Return what is weighed: everything shared as it is, then how far each look stands out among all people."""
    return np.concatenate([looks[::2], _standing_out(looks)])


def _standing_out(looks: Floats) -> Floats:
    """Return each look in standard deviations among the people, held back where there are few of them."""
    people = looks.shape[2]
    spread = looks.std(axis=2, keepdims=True)
    apart = (looks - looks.mean(axis=2, keepdims=True)) / np.where(spread > 0, spread, 1.0)
    found: Floats = apart * (people / (people + FEW))
    return found
