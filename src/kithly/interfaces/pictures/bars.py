"""Bars beside words: one that shows an expected count in its interval, and a row of years.

They stretch to any width; the numbers they show always stand beside them, so they are hidden from readers.

===========  ============================================
class        what it is for
===========  ============================================
``measure``  a bar as a whole
``columns``  a row of years as a whole
``solid``    what is counted or expected
``wash``     the interval it lies in
===========  ============================================
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from kithly.interfaces.pictures.strokes import short

HIDDEN: Final = 'aria-hidden="true" focusable="false"'
TALL: Final = 40
STEP: Final = 10
BAR: Final = 7
LEAST: Final = 1.5  # of somebody something is seen


def measure(count: float, most: float, interval: Sequence[float] | None = None) -> Markup:
    """Return a bar for one count.

    Args:
        count: How many.
        most: How many fill the bar.
        interval: Where the count lies eight times in ten.
    """
    parts = []
    if interval:
        low, high = (_share(one, most) for one in interval)
        parts.append(f'<rect class="wash" x="{short(low)}%" width="{short(high - low)}%" height="12" rx="2"/>')
    parts.append(f'<rect class="solid" y="3" width="{short(_share(count, most))}%" height="6" rx="2"/>')
    inside = f'width="100%" height="12" fill="currentColor" {HIDDEN}'
    return Markup(f'<svg class="measure" {inside}>{"".join(parts)}</svg>')  # noqa: S704 - numbers


def columns(counts: Sequence[int]) -> Markup:
    """Return a small bar for each of some years, oldest first."""
    most = max(counts, default=0)
    tall = [max(TALL * one / most, LEAST) if one else 0 for one in counts]
    bars = "".join(
        f'<rect x="{place * STEP}" y="{short(TALL - height)}" width="{BAR}" height="{short(height)}"/>'
        for place, height in enumerate(tall)
        if height
    )
    box = f'viewBox="0 0 {max(len(counts) * STEP - STEP + BAR, 1)} {TALL}" preserveAspectRatio="none"'
    inside = f'width="100%" height="{TALL}" {box} fill="currentColor" {HIDDEN}'
    return Markup(f'<svg class="columns" {inside}><g class="solid">{bars}</g></svg>')  # noqa: S704 - numbers


def _share(count: float, most: float) -> float:
    return min(max(100 * count / most, 0.0), 100.0) if most else 0.0
