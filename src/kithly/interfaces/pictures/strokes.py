"""Strokes on a line: what the rhythm strip and the picture of years have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from markupsafe import Markup

SHORTEST: Final = 1.0  # quarters; a shorter line of dots would be a speck
DRAWN: Final = Markup('fill="none" stroke="currentColor" stroke-width="2"')  # what all lines of a picture share
_SHARP: Final = 'vector-effect="non-scaling-stroke"'  # however a picture is stretched, its lines stay thin


@dataclass(frozen=True, slots=True, kw_only=True)
class Strokes:
    """Where strokes stand, in units of the picture.

    Attributes:
        step: From one quarter to the next.
        above: Where strokes above the line begin.
        line: The line itself.
        below: Where strokes below the line begin.
        heights: Of one, two to four, and five or more.
    """

    step: int
    above: int
    line: float
    below: int
    heights: tuple[int, int, int]

    def path(self, heights: Sequence[int], colour: str, *, up: bool) -> Markup:
        """Return one path of a stroke for every quarter that has one; nothing where none has.

        Args:
            heights: 0 to 3 of each quarter.
            colour: Class that colours it.
            up: Above the line, or below it.
        """
        start, sign = (self.above, -1) if up else (self.below, 1)
        drawn = [(place, sign * self.heights[min(height, 3) - 1]) for place, height in enumerate(heights) if height > 0]
        if not drawn:
            return Markup()
        steps = [f"M{drawn[0][0] * self.step + self.step // 2} {start}v{drawn[0][1]}"]
        for (before, back), (place, height) in pairwise(drawn):
            steps.append(f"m{(place - before) * self.step}{-back:+d}v{height}".replace("+", " "))
        return Markup(f'<path class="{colour}" d="{"".join(steps)}" {_SHARP}/>')  # noqa: S704 - numbers


def line(strokes: Strokes, start: float, end: float) -> Markup:
    """Return the line strokes stand on, between two quarters; nothing where it would go backwards."""
    if end <= start:
        return Markup()
    way = f"M{short(start * strokes.step)} {strokes.line}H{short(end * strokes.step)}"
    return Markup(f'<path class="rule" d="{way}" stroke-width="1" {_SHARP}/>')  # noqa: S704 - numbers


def dots(strokes: Strokes, start: float, end: float) -> Markup:
    """Return the dots of a silence between two quarters; nothing where it is too short to see."""
    begin = max(start, 0.0)
    if end - begin < SHORTEST:
        return Markup()
    way = f"M{short(begin * strokes.step + 2)} {strokes.line}H{short(end * strokes.step)}"
    round_ones = 'stroke-width="1.5" stroke-linecap="round" stroke-dasharray="0 4"'
    return Markup(f'<path class="ink-3" d="{way}" {round_ones} {_SHARP}/>')  # noqa: S704 - numbers


def short(number: float) -> str:
    """Return a number with one decimal at most."""
    return f"{number:.1f}".removesuffix(".0")
