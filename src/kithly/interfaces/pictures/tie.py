"""The picture of the person page: the years of a tie as a curve, with what each side wrote beneath it.

The picture stretches to any width; its lines stay thin, and no word stands in it. Beside the classes of `marks`
it uses

==============  ======================================================================
class           what it is for
==============  ======================================================================
``course``      the picture as a whole
``wash``        the ground below the curve, and the key of it
``well``        the ground of shaded years, and the key of it
``years``       the list of years beneath; a row of boxes, its items share the width:
``part-1`` ..   an item that is 1 to 4 quarters wide (``flex: 1 1 0`` .. ``flex: 4 1 0``)
``key``         the small sign before each entry of the legend
==============  ======================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Final

from markupsafe import Markup, escape

from kithly.app.persons.life import MOST
from kithly.app.views import BiographyView, PersonPageView, SpanView
from kithly.history import heights
from kithly.interfaces.pictures.strokes import DRAWN, SHORTEST, Strokes, dots, line, short
from kithly.people import Place
from kithly.ties.words import counted, in_ten

STEP: Final = 10  # units from one quarter to the next
TOP: Final = 24  # where a chance of 1 lies; above it is room for what stands at the end of the curve
GROUND: Final = 104  # where a chance of 0 lies
ROW: Final = Strokes(step=STEP, above=136, line=138.5, below=141, heights=(8, 16, 24))
HEIGHT: Final = 168
LONG: Final = 4.0  # quarters; a silence of the past that was longer than usual by so much breaks the line
FEW_YEARS: Final = 7  # so many years are all named; of more, every second
_DOTTED: Final = 'stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-dasharray="0 4"'
YOU_SAYS: Final = "above: you wrote"
THEY_SAY: Final = "below: they wrote"
MET_TOO: Final = ", or you met"
DOTS_SAY: Final = "longer than your usual gap"
CURVE_SAYS: Final = "curve: chance that you two are in touch within 90 days, if things go on as usual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One entry of the legend: a small sign, and what it stands for."""

    sign: Markup
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class YearsPicture:
    """The years of one tie.

    Attributes:
        svg: The curve over the strokes, with a sentence for those who cannot see it.
        years: A list of the years beneath it; hidden from readers, to whom the sentence tells them.
        keys: The legend.
        now: What stands at the end of the curve: ``now about 6 in 10``; empty where there is none.
    """

    svg: Markup
    years: Markup
    keys: tuple[Key, ...]
    now: str


def years(biography: BiographyView) -> YearsPicture | None:
    """Return the picture of the years; None where nothing was seen.

    Where no chance is told there is no curve, and no room is kept for it.
    """
    if not biography.quarters:
        return None
    count = len(biography.quarters)
    top = 0 if tells_chances(biography) else GROUND
    box = f'height="{HEIGHT - top}" viewBox="0 {top} {count * STEP} {HEIGHT - top}"'
    size = f'width="100%" {box} preserveAspectRatio="none"'
    picture = Markup('<svg class="course" role="img" aria-label="{}" {} {}>{}</svg>')
    label = f"{biography.title}. {biography.curve}"
    now = biography.quarters[-1].strength
    return YearsPicture(
        svg=picture.format(label, Markup(size), DRAWN, shapes(biography)),  # noqa: S704 - numbers
        years=_years(biography),
        keys=keys(biography),
        now="" if now is None else f"now {in_ten(now)}",
    )


def tells_chances(biography: BiographyView) -> bool:
    """Say whether there is a curve at all."""
    return any(quarter.strength is not None for quarter in biography.quarters)


def shapes(biography: BiographyView) -> Markup:
    """Return all that is drawn: shaded years, the curve, the strokes beneath; `STEP` wide for each quarter."""
    drawn = [
        *(_shade(biography, span) for span in biography.spans),
        *_curve(biography),
        _edge(len(biography.quarters)),
        *_strokes(biography),
    ]
    return Markup().join(drawn)


def is_ranked(page: PersonPageView) -> bool:
    """Say whether a chance of anything may be told of somebody: not of family, services, or who died."""
    return page.person.place == Place.NETWORK and not page.person.remembered


def life_of(page: PersonPageView) -> BiographyView:
    """Return somebody's years as they are shown."""
    return page.biography if is_ranked(page) else without_chances(page.biography)


def without_chances(biography: BiographyView) -> BiographyView:
    """Return the same years of somebody who is not ranked: what was written, and no chance of anything."""
    quarters = tuple(replace(quarter, strength=None) for quarter in biography.quarters)
    out, incoming = (sum(getattr(one, side) > one.met for one in quarters) for side in ("out", "incoming"))
    met = sum(1 for one in quarters if one.met)
    together = f" You met in {counted(met, 'quarter')}." if met else ""
    curve = f"You wrote in {counted(out, 'quarter')}, they in {incoming}.{together}"
    return replace(biography, quarters=quarters, curve=curve)


def place_of(biography: BiographyView, day: date) -> float:
    """Return where a day lies, in quarters from the left end, within the picture."""
    starts = [quarter.starts for quarter in biography.quarters]
    if day < starts[0]:
        return 0.0
    for place, (start, end) in enumerate(pairwise(starts)):
        if day < end:
            return place + (day - start).days / (end - start).days
    return float(len(starts))


def _shade(biography: BiographyView, span: SpanView) -> Markup:
    """Return the ground of some years; nothing where they lie outside the picture."""
    start = place_of(biography, span.starts)
    end = len(biography.quarters) if span.ends is None else place_of(biography, span.ends)
    if end <= start:
        return Markup()
    box = f'x="{short(start * STEP)}" width="{short((end - start) * STEP)}" height="{HEIGHT}"'
    return Markup(f'<rect class="well" {box} fill="currentColor" stroke="none"/>')  # noqa: S704 - numbers


def _curve(biography: BiographyView) -> Iterator[Markup]:
    """Yield the ground below the curve, and the curve."""
    points = [
        ((place + 1) * STEP, round(GROUND - (GROUND - TOP) * quarter.strength))
        for place, quarter in enumerate(biography.quarters)
        if quarter.strength is not None
    ]
    if not points:
        return
    (x, y), start = points[0], points[0][0] - STEP
    is_older = len(biography.quarters) == MOST and not start  # else it rises from nothing within its first quarter
    rise = f"{start} {y if is_older else GROUND}L{x} {y}"
    steps = "".join(f"l{x - before} {y - above}" for (before, above), (x, y) in pairwise(points))
    below = f"M{start} {GROUND}L{rise}{steps}V{GROUND}z"
    yield Markup(f'<path class="wash" d="{below}" fill="currentColor" stroke="none"/>')  # noqa: S704 - numbers
    yield Markup(f'<path class="pen" d="M{rise}{steps}" vector-effect="non-scaling-stroke"/>')  # noqa: S704 - numbers


def _edge(count: int) -> Markup:
    way = f"M0 {GROUND + 0.5}H{count * STEP}"
    edge = f'<path class="rule" d="{way}" stroke-width="1" vector-effect="non-scaling-stroke"/>'
    return Markup(edge)  # noqa: S704 - numbers


def _strokes(biography: BiographyView) -> Iterator[Markup]:
    """Yield the line of the strokes, dots where it is broken by a long silence, and the strokes."""
    at = next((place for place, quarter in enumerate(biography.quarters) if quarter.strength is not None), 0)
    start = float(at)
    for quiet, until in _silences(biography):
        yield line(ROW, start, quiet)
        yield dots(ROW, quiet, until)
        start = until
    yield line(ROW, start, len(biography.quarters))
    yield ROW.path(heights([quarter.out for quarter in biography.quarters]).tolist(), "pen", up=True)
    yield ROW.path(heights([quarter.incoming for quarter in biography.quarters]).tolist(), "ink-3", up=False)


def _silences(biography: BiographyView) -> Iterator[tuple[float, float]]:
    """Yield from when to when a silence was longer than usual: each of a year or more, and the one that lasts."""
    usual, count = biography.usual or 0.0, len(biography.quarters)
    active = [float(place) for place, quarter in enumerate(biography.quarters) if quarter.out or quarter.incoming]
    for before, after in pairwise(active):
        quiet = before + 1 + usual
        if after - quiet >= LONG:
            yield quiet, after
    last = max((biography.last or 0.0) + usual, 0.0)
    if count - last >= SHORTEST:
        yield last, count


def _years(biography: BiographyView) -> Markup:
    """Return the years as boxes as wide as their quarters; a year is named where it begins."""
    boxes: list[tuple[int, int, bool]] = []  # year, quarters, whether it begins in the picture
    for quarter in biography.quarters:
        if boxes and boxes[-1][0] == quarter.starts.year:
            boxes[-1] = (boxes[-1][0], boxes[-1][1] + 1, boxes[-1][2])
        else:
            boxes.append((quarter.starts.year, 1, quarter.starts.month == 1))
    every = 1 if len(boxes) <= FEW_YEARS else 2
    named = [year for year, _, begins in boxes if begins][::every]
    if boxes[-1][1] == 1 and boxes[-1][0] in named:
        named.remove(boxes[-1][0])  # there is no room for it
    items = [
        Markup('<li class="part-{}">{}</li>').format(parts, year if year in named else "") for year, parts, _ in boxes
    ]
    return Markup('<ol class="years" aria-hidden="true">{}</ol>').format(Markup().join(items))


def keys(biography: BiographyView) -> tuple[Key, ...]:
    """Return the legend: only of what the picture holds."""
    met = MET_TOO if any(quarter.met for quarter in biography.quarters) else ""
    found = [Key(sign=_sign(ink), text=escape(said + met)) for ink, said in (("pen", YOU_SAYS), ("ink-3", THEY_SAY))]
    if any(_silences(biography)):
        found.append(Key(sign=_sign("ink-3", dotted=True), text=escape(DOTS_SAY)))
    found += [Key(sign=_box("well"), text=_span_said(span)) for span in biography.spans if _shade(biography, span)]
    if biography.quarters[-1].strength is not None:
        found.append(Key(sign=_box("wash"), text=escape(CURVE_SAYS)))
    return tuple(found)


def _span_said(span: SpanView) -> Markup:
    """Return ``your Halden Marine years, 2013–17``; the name keeps its own direction."""
    return Markup("<bdi>{}</bdi>, {}").format(span.name, _years_said(span))


def _years_said(span: SpanView) -> str:
    first = span.starts.year
    if span.ends is None:
        return f"since {first}"
    last = span.ends.year
    if first == last:
        return str(first)
    return f"{first}–{last % 100:02}" if first // 100 == last // 100 else f"{first}–{last}"


def _sign(colour: str, *, dotted: bool = False) -> Markup:
    drawn = _DOTTED if dotted else DRAWN
    return _key(f'<path class="{colour}" d="M1 6H15" {drawn}/>')


def _box(colour: str) -> Markup:
    return _key(f'<rect class="{colour}" width="16" height="12" rx="1" fill="currentColor"/>')


def _key(shape: str) -> Markup:
    size = 'width="16" height="12" viewBox="0 0 16 12"'
    hidden = 'aria-hidden="true" focusable="false"'
    return Markup(f'<svg class="key" {size} {hidden}>{shape}</svg>')  # noqa: S704 - all from here
