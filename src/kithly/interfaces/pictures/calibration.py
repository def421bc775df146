"""How right chances were: what was shown against what came true, a dot for each group of ties.

On the line from corner to corner both are the same: a dot above it was shown too low, one below it too high. The
upright line through a dot is what chance alone makes of so few or so many ties, eight times in ten.

Reference:
    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference: the score interval.

===============  ==========================================
class            what it is for
===============  ==========================================
``calibration``  the picture as a whole
``edge``         the frame, and the line where both are same
``ink-3``        what chance alone makes of a group
``pen``          a group of ties
===============  ==========================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, Protocol

from markupsafe import Markup

from kithly.interfaces.pictures.paper import lines, placed, sheet, words
from kithly.interfaces.pictures.strokes import DRAWN, short

BOX: Final = "0 0 100 100"
SHARP: Final = 'vector-effect="non-scaling-stroke"'
NORMAL_80: Final = 1.2816  # quantile .9 of the normal distribution
EITHER_WAY: Final = (0.3, 0.8)  # chances in between tell more of a record than those that are nearly certain
WIDTH: Final = 560
EDGE: Final = 64
PLOT: Final = WIDTH - 2 * EDGE
TITLE: Final = "Shown, and come true"


class Bin(Protocol):
    """Ties that were shown with nearly the same chance."""

    @property
    def shown(self) -> float:
        """The chance they were shown with, on average, 0 to 1."""

    @property
    def came_true(self) -> float:
        """The part of them that came true, 0 to 1."""

    @property
    def n(self) -> int:
        """How many there were."""


class Record(Protocol):
    """How right the numbers were in the user's own past."""

    @property
    def bins(self) -> Sequence[Bin]:
        """Groups of ties, the least likely first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPicture:
    """A record as a page shows it.

    Attributes:
        svg: The picture.
        text: The same in a sentence.
        rows: The same in numbers, a sentence for each group.
    """

    svg: Markup
    text: str
    rows: tuple[str, ...]


def record_picture(record: Record | None) -> RecordPicture | None:
    """Return a record as a page shows it; None where there is none yet, or nothing in it."""
    bins = [one for one in record.bins if one.n > 0] if record else []
    if not bins:
        return None
    text = told(bins)
    return RecordPicture(svg=calibration(bins, text), text=text, rows=tuple(_row(one) for one in bins))


def _row(one: Bin) -> str:
    low, high = tenth(one.shown)
    return f"Shown at {low}-{high} %: {100 * one.came_true:.0f} % of {one.n:,} came true."


def calibration(bins: Sequence[Bin], about: str) -> Markup:
    """Return the picture for a page; the page stands beside it with the words and numbers.

    Args:
        bins: Groups of ties, the least likely first; those of nobody draw nothing.
        about: What it shows, in a sentence.
    """
    head = Markup('<svg class="calibration" role="img" aria-label="{}" {} {}>{}</svg>')
    size = f'width="100%" height="280" viewBox="{BOX}" preserveAspectRatio="none" overflow="visible"'
    return head.format(f"{TITLE}. {about}", Markup(size), DRAWN, shapes(bins))  # noqa: S704 - numbers


def calibration_file(bins: Sequence[Bin], about: str) -> str:
    """Return the picture as a file, with its words.

    Args:
        bins: Groups of ties, the least likely first.
        about: What it shows, in a sentence.
    """
    said, top = lines(EDGE, 78, about, room=PLOT + EDGE / 2)
    top += 12
    plot = placed(shapes(bins), at=(EDGE, top, PLOT, PLOT), of=BOX, more=DRAWN)
    parts = [words(EDGE, 46, TITLE, size=24, look="serif strong"), said, plot, *_axes(top), *_counts(bins, top)]
    parts.append(
        words(EDGE, top + PLOT + 46, "across: the chance shown; up: how many came true", size=13, colour="ink-2")
    )
    parts.append(words(EDGE, top + PLOT + 66, "beside each dot: how many ties", size=13, colour="ink-3"))
    return sheet(WIDTH, round(top + PLOT + 86), title=TITLE, about=about, parts=parts)


def told(bins: Sequence[Bin]) -> str:
    """Return the picture in a sentence: of the largest group among those that could have gone either way."""
    known = [one for one in bins if one.n > 0]
    if not known:
        return "How right such numbers were in your own past cannot be told yet."
    open_ones = [one for one in known if EITHER_WAY[0] <= one.shown <= EITHER_WAY[1]]
    one = max(open_ones or known, key=lambda group: (group.n, group.shown))
    low, high = tenth(one.shown)
    ties = "the 1 tie" if one.n == 1 else f"the {one.n:,} ties"
    return f"Of {ties} shown at {low}-{high} %, {100 * one.came_true:.0f} % came true in your own past year."


def tenth(shown: float) -> tuple[int, int]:
    """Return the tenth a chance lies in, in parts of a hundred."""
    low = 10 * min(int(10 * shown), 9)
    return low, low + 10


def shapes(bins: Sequence[Bin]) -> Markup:
    """Return all that is drawn, in a box of 100 by 100."""
    return Markup().join(_shapes([one for one in bins if one.n > 0]))


def by_chance(one: Bin) -> tuple[float, float]:
    """Return between which parts a group of this size may come true by chance alone, as seen from what came true."""
    z, n, p = NORMAL_80, one.n, one.came_true
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _shapes(bins: Sequence[Bin]) -> Iterator[Markup]:
    yield Markup(f'<path class="edge" d="M0 0V100H100" stroke-width="1" {SHARP}/>')  # noqa: S704 - all from here
    dashed = 'stroke-width="1" stroke-dasharray="4 4"'
    yield Markup(f'<path class="edge" d="M0 100L100 0" {dashed} {SHARP}/>')  # noqa: S704 - all from here
    if not bins:
        return
    spans = ((one.shown, *by_chance(one)) for one in bins)
    upright = "".join(f"M{_x(shown)} {_y(low)}V{_y(high)}" for shown, low, high in spans)
    yield Markup(f'<path class="ink-3" d="{upright}" stroke-width="1.5" {SHARP}/>')  # noqa: S704 - numbers
    dots = "".join(f"M{_x(one.shown)} {_y(one.came_true)}h.01" for one in bins)
    yield Markup(f'<path class="pen" d="{dots}" stroke-width="9" stroke-linecap="round" {SHARP}/>')  # noqa: S704 - numbers


def _axes(top: float) -> Iterator[Markup]:
    for tenth in range(0, 11, 2):
        away = PLOT * tenth / 10
        told = f"{tenth} in 10" if tenth else "0"
        yield words(EDGE + away, top + PLOT + 20, told, size=12, colour="ink-3", look="middle")
        if tenth:
            yield words(EDGE - 8, top + PLOT - away + 4, told, size=12, colour="ink-3", look="end")


def _counts(bins: Sequence[Bin], top: float) -> Iterator[Markup]:
    for one in bins:
        if one.n > 0:
            x, y = EDGE + PLOT * one.shown, top + PLOT * (1 - one.came_true)
            yield words(x + 9, y + 4, f"{one.n:,}", size=12, colour="ink-2")


def _x(part: float) -> str:
    return short(100 * min(max(part, 0.0), 1.0))


def _y(part: float) -> str:
    return short(100 - 100 * min(max(part, 0.0), 1.0))
