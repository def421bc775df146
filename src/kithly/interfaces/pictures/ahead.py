"""The year ahead under usual contact, and beside it what was said before and what came.

===========  ====================================================
class        what it is for
===========  ====================================================
``ahead``    the picture as a whole
``wash``     where the number lies eight times in ten
``pen``      what is expected, and what came
``ink-3``    what was said before, in its interval
``edge``     the ground, and now
===========  ====================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from kithly.interfaces.pictures.paper import lines, placed, sheet, words
from kithly.interfaces.pictures.strokes import DRAWN, short
from kithly.ties.words import MONTHS

SHARP: Final = 'vector-effect="non-scaling-stroke"'
WIDTH: Final = 720
EDGE: Final = 48
PLOT: Final = WIDTH - 2 * EDGE
HIGH: Final = 240
LINE_SAYS: Final = "line: expected under usual contact; ground: where it lies eight times in ten"
CROSS_SAYS: Final = "before today: the cross is what was said, with its eight times in ten; the dot what came"
NEAR: Final = 0.6  # of the width: further right the words of today end where it is
ROOM: Final = 1.08  # above the highest number


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is expected at one day, seen from today.

    Attributes:
        on: The day.
        expected: How many.
        low: Where the number lies eight times in ten: from here
        high: to here.
    """

    on: date
    expected: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said of a day that has passed, and what came.

    Attributes:
        on: The day it was said of.
        expected: How many were expected.
        low: Where the number would lie eight times in ten: from here
        high: to here.
        came: How many it were; None where that is not known yet.
    """

    on: date
    expected: float
    low: float
    high: float
    came: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """All that the picture shows.

    Attributes:
        title: What it is of.
        about: What it shows, in sentences.
        today: Where the one ends and the other begins.
        ahead: By day, ascending.
        said: By day, ascending.
    """

    title: str
    about: str
    today: date
    ahead: tuple[Ahead, ...]
    said: tuple[Said, ...] = ()


def outlook(view: Outlook) -> Markup:
    """Return the picture for a page; the page stands beside it with the words and numbers."""
    head = Markup('<svg class="ahead" role="img" aria-label="{}" {} {}>{}</svg>')
    size = 'width="100%" height="220" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible"'
    return head.format(f"{view.title}. {view.about}", Markup(size), DRAWN, shapes(view))  # noqa: S704 - numbers


def outlook_file(view: Outlook) -> str:
    """Return the picture as a file, with its words."""
    said, top = lines(EDGE, 78, view.about, room=PLOT)
    top += 14
    plot = placed(shapes(view), at=(EDGE, top, PLOT, HIGH), of="0 0 100 100", more=DRAWN)
    parts = [words(EDGE, 46, view.title, size=24, look="serif strong"), said, plot, *_axes(view, top)]
    y = top + HIGH + 50
    for place, told in enumerate((LINE_SAYS, CROSS_SAYS) if view.said else (LINE_SAYS,)):
        parts.append(words(EDGE, y + 20 * place, told, size=13, colour="ink-2"))
    return sheet(WIDTH, round(y + 40), title=view.title, about=view.about, parts=parts)


def top_of(view: Outlook) -> float:
    """Return the number at the upper edge of the picture."""
    numbers = [one.high for one in view.ahead] + [max(one.high, one.came or 0.0) for one in view.said]
    return max([*numbers, 1.0]) * ROOM


def shapes(view: Outlook) -> Markup:
    """Return all that is drawn, in a box of 100 by 100."""
    return Markup().join(_shapes(view))


class _Scale:
    """Where days and numbers lie in the box."""

    def __init__(self, view: Outlook) -> None:
        days = [view.today, *(one.on for one in view.ahead), *(one.on for one in view.said)]
        self.first, self.last = min(days), max(days)
        self._days = max((self.last - self.first).days, 1)
        self._most = top_of(view)

    def part(self, day: date) -> float:
        """Return how far from the left a day lies, 0 to 1."""
        return (day - self.first).days / self._days

    def x(self, day: date) -> str:
        """Return where a day lies."""
        return short(100 * self.part(day))

    def y(self, number: float) -> str:
        """Return where a number lies."""
        return short(100 - 100 * min(max(number / self._most, 0.0), 1.0))


def _shapes(view: Outlook) -> Iterator[Markup]:
    scale = _Scale(view)
    if view.ahead:
        over = "L".join(f"{scale.x(one.on)} {scale.y(one.high)}" for one in view.ahead)
        back = "L".join(f"{scale.x(one.on)} {scale.y(one.low)}" for one in reversed(view.ahead))
        line = "L".join(f"{scale.x(one.on)} {scale.y(one.expected)}" for one in view.ahead)
        ground = f'<path class="wash" d="M{over}L{back}z" fill="currentColor" stroke="none"/>'
        yield Markup(ground)  # noqa: S704 - numbers
        yield Markup(f'<path class="pen" d="M{line}" {SHARP}/>')  # noqa: S704 - numbers
    if view.said:
        yield from _before(view.said, scale)
    now = f'<path class="edge" d="M0 100H100M{scale.x(view.today)} 0V100" stroke-width="1" {SHARP}/>'
    yield Markup(now)  # noqa: S704 - numbers


def _before(said: Sequence[Said], scale: _Scale) -> Iterator[Markup]:
    upright = "".join(f"M{scale.x(one.on)} {scale.y(one.low)}V{scale.y(one.high)}" for one in said)
    yield Markup(f'<path class="ink-3" d="{upright}" stroke-width="1.5" {SHARP}/>')  # noqa: S704 - numbers
    across = "".join(f"M{scale.x(one.on)} {scale.y(one.expected)}m-.7 0h1.4" for one in said)
    yield Markup(f'<path class="ink-3" d="{across}" {SHARP}/>')  # noqa: S704 - numbers
    dots = "".join(f"M{scale.x(one.on)} {scale.y(one.came)}h.01" for one in said if one.came is not None)
    if dots:
        yield Markup(f'<path class="pen" d="{dots}" stroke-width="9" stroke-linecap="round" {SHARP}/>')  # noqa: S704 - numbers


def _axes(view: Outlook, top: float) -> Iterator[Markup]:
    scale = _Scale(view)
    now = EDGE + PLOT * scale.part(view.today)
    for day, x, look in ((scale.first, EDGE, ""), (scale.last, EDGE + PLOT, "end")):
        if day != view.today:
            yield words(x, top + HIGH + 20, f"{MONTHS[day.month - 1]} {day.year}", size=13, colour="ink-3", look=look)
    yield words(
        now, top + HIGH + 20, "today", size=13, colour="ink-2", look="middle" if scale.first < view.today else ""
    )
    most = top_of(view) / ROOM
    for number in (most, most / 2):
        y = top + HIGH * (1 - number / top_of(view))
        yield words(EDGE - 8, y + 4, f"{number:,.0f}", size=12, colour="ink-3", look="end")
