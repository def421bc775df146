"""The years of one tie as a file: the picture of the person page, with its words beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from kithly.app.views import BiographyView, PersonPageView
from kithly.interfaces.pictures.paper import lines, placed, sheet, words
from kithly.interfaces.pictures.strokes import DRAWN
from kithly.interfaces.pictures.tie import GROUND, HEIGHT, STEP, is_ranked, keys, life_of, shapes, tells_chances

WIDTH: Final = 720
EDGE: Final = 32
ROOM: Final = WIDTH - 2 * EDGE
FEW_YEARS: Final = 9  # so many years are all named; of more, every second


def tie_file(page: PersonPageView) -> str:
    """Return the years with one person as an SVG file; where nothing was seen, one that says so."""
    name, life, told = page.person.name, life_of(page), _told(page)
    said, y = lines(EDGE, 84, told, room=ROOM)
    parts = [words(EDGE, 54, name, size=26, look="serif strong"), said]
    if life.quarters:
        drawn, y = _years(life, y + 16)
        legend, y = _legend(life, y)
        parts += [*drawn, *legend]
    title = f"{name}: {life.title}" if life.title else name
    return sheet(WIDTH, round(y + 12), title=title, about=f"{told} {life.curve}", parts=parts)


def _told(page: PersonPageView) -> str:
    """Return what is said of the two; of who is not ranked, what the user decided."""
    if not is_ranked(page):
        return " ".join(page.standing)
    life = page.biography
    answer = life.answer.text if life.answer else life.why_not
    return " ".join(one for one in (f"{life.band_word}.", life.silence, answer) if one)


def _legend(life: BiographyView, y: float) -> tuple[list[Markup], float]:
    """Return what the signs stand for, and where the next line stands."""
    drawn = []
    for key in keys(life):
        line, after = lines(EDGE + 26, y, key.text.striptags(), room=ROOM - 26, size=13)
        drawn += [Markup('<g transform="translate({} {})">{}</g>').format(EDGE, round(y) - 11, key.sign), line]
        y = after + 3
    return drawn, y


def _years(biography: BiographyView, y: float) -> tuple[list[Markup], float]:
    """Return the picture with the years beneath it, and where the next line stands."""
    count = len(biography.quarters)
    top = 0 if tells_chances(biography) else GROUND
    height = HEIGHT - top
    picture = placed(shapes(biography), at=(EDGE, y, ROOM, height), of=f"0 {top} {count * STEP} {height}", more=DRAWN)
    return [picture, *_named_years(biography, y + height + 18)], y + height + 44


def _named_years(biography: BiographyView, y: float) -> Iterator[Markup]:
    begins = [(place, one.starts.year) for place, one in enumerate(biography.quarters) if one.starts.month == 1]
    every = 1 if len(begins) <= FEW_YEARS else 2
    for place, year in begins[::every]:
        x = EDGE + place * ROOM / len(biography.quarters)
        yield words(x, y, str(year), size=13, colour="ink-3")
