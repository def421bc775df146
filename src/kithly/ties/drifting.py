"""With whom silence is likely to outgrow the pair's own rhythm under usual contact."""

from __future__ import annotations

import numpy as np

from kithly.ties.columns import DAY, Floats
from kithly.ties.paths import IN_TOUCH, MONTH, WITHIN, Standing
from kithly.ties.rhythm import SHORTEST_GAP, WARM_GAPS


def quiet_chance(end: Standing, silent_days: Floats, usual_gap_days: Floats) -> Floats:
    """Return the chance that the two will have gone quiet by then: beyond four usual gaps, and 90 days. Shape: (n,).

    By the pair's own rhythm, so that whoever writes each January is not said to drift away every summer.

    Args:
        end: What may have become of each tie.
        silent_days: (n,) silence today.
        usual_gap_days: (n,) usual gap between active days.
    """
    limit = np.maximum(WARM_GAPS * np.maximum(usual_gap_days, SHORTEST_GAP), IN_TOUCH / DAY)
    months = len(end.since)
    ages = (np.arange(months) + WITHIN) * MONTH / DAY
    renewed = (end.since * (ages[:, None] <= limit)).sum(axis=0)
    return np.asarray(1 - renewed - end.silent * (silent_days + months * MONTH / DAY <= limit))
