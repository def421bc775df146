"""The network as a picture to share: how many would answer, the bands and twelve years, and nobody's name.

It is made of counts alone: no person, company, circle or era is handed to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from markupsafe import Markup

from kithly.app.views import ExpectationView, StrengthView, YearsView, YearView
from kithly.interfaces.pictures.marks import moon
from kithly.interfaces.pictures.paper import placed, sheet, words
from kithly.ties import BAND_WORDS, Band
from kithly.ties.words import MONTHS

WIDTH: Final = 1200
HEIGHT: Final = 630  # 1.91 to 1, as pages that show shared pictures cut them
EDGE: Final = 72
ROOM: Final = WIDTH - 2 * EDGE
BANDS_AT: Final = 268
MOON: Final = 30
GROUND: Final = 536  # where the bars stand
TALLEST: Final = 130
BAR: Final = 0.62  # of a year's room
LEAST: Final = 2  # the height of a bar of one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """All that a card knows.

    Attributes:
        would_answer: How many would answer.
        bands: How many people there are of each band.
        years: How many people one was in contact with in each year, oldest first.
        today: The day it is made.
    """

    would_answer: ExpectationView
    bands: dict[Band, int]
    years: tuple[YearView, ...]
    today: date


def counts_of(whole: StrengthView, years: YearsView, today: date) -> Counts:
    """Return the counts a card is made of, and nothing else of the network."""
    bands = {band: whole.people.get(band.value, 0) for band in Band}
    return Counts(would_answer=whole.would_answer, bands=bands, years=years.years, today=today)


def card(counts: Counts) -> str:
    """Return the card as an SVG file; the same counts of a month give the same bytes."""
    headline, likely = _headline(counts.would_answer)
    parts = [
        words(EDGE, 122, headline, size=54, look="serif strong"),
        words(EDGE, 170, likely, size=25, colour="ink-2"),
        *_bands(counts.bands),
        *_years(counts.years),
        words(EDGE, 598, f"Counts only, no names · {_month(counts.today)}", size=19, colour="ink-3"),
        words(WIDTH - EDGE, 598, "Kithly", size=22, colour="ink-2", look="serif strong end"),
    ]
    return sheet(WIDTH, HEIGHT, title=headline, about=_about(counts, likely), parts=parts)


def _headline(view: ExpectationView) -> tuple[str, str]:
    if view.expected is None or view.interval is None:
        return "Who would answer cannot be told yet", "no message was seen"
    low, high = (f"{one:,.0f}" for one in view.interval)
    count = round(view.expected)
    people = "person" if count == 1 else "people"
    return f"About {count:,} {people} would answer", f"within a week, if written to today: likely {low} to {high}"


def _bands(bands: dict[Band, int]) -> Iterator[Markup]:
    """Yield the mark of each band with its count and word."""
    step = ROOM / len(Band)
    for place, band in enumerate(Band):
        x = EDGE + place * step
        yield placed(moon(band), at=(x, BANDS_AT - MOON + 3, MOON, MOON), of="0 0 14 14", more=Markup('class="moon"'))
        yield words(x + MOON + 14, BANDS_AT, f"{bands.get(band, 0):,}", size=34, look="serif strong")
        yield words(x, BANDS_AT + 36, BAND_WORDS[band], size=19, colour="ink-2")


def _years(years: tuple[YearView, ...]) -> Iterator[Markup]:
    """Yield a bar for each year, with its count above and the year beneath."""
    yield words(EDGE, GROUND - TALLEST - 46, "people in contact, year by year", size=19, colour="ink-3")
    most, width = max((one.people for one in years), default=0), BAR * ROOM / max(len(years), 1)
    step = (ROOM - width) / max(len(years) - 1, 1)
    for place, one in enumerate(years):
        x, height = EDGE + place * step, max(TALLEST * one.people / most, LEAST) if one.people else 0.0
        middle = x + width / 2
        yield _bar(x, width, height, is_lighter=one.so_far)
        yield words(middle, GROUND - height - 8, f"{one.people:,}", size=18, look="middle")
        yield words(middle, GROUND + 25, str(one.year), size=17, colour="ink-3", look="middle")
    yield Markup(f'<path class="edge" d="M{EDGE} {GROUND}.5H{WIDTH - EDGE}" stroke="currentColor"/>')  # noqa: S704 - numbers


def _named(one: YearView) -> str:
    return f"{one.year} so far" if one.so_far else str(one.year)


def _bar(x: float, width: float, height: float, *, is_lighter: bool) -> Markup:
    """Return one bar; that of a year that still runs is only outlined."""
    if not height:
        return Markup()
    if is_lighter:
        look = 'fill="none" stroke="currentColor" stroke-width="2"'
        x, width, height = x + 1, width - 2, max(height - 1, 1)
    else:
        look = 'fill="currentColor"'
    box = f'x="{x:.1f}" y="{GROUND - height:.1f}" width="{width:.1f}" height="{height:.1f}"'
    return Markup(f'<rect class="solid" {box} {look}/>')  # noqa: S704 - numbers


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _about(counts: Counts, likely: str) -> str:
    bands = ", ".join(f"{BAND_WORDS[band]} {counts.bands.get(band, 0):,}" for band in Band)
    years = ", ".join(f"{one.year} {one.people:,}" for one in counts.years)
    return f"{likely.capitalize()}. {bands.capitalize()}. People in contact, year by year: {years}."
