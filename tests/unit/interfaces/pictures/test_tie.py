"""The picture of the years: true to its numbers, readable without eyes, and fit for a strict page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from tests.unit.interfaces.svg import SVG, paths, read, strokes

from kithly.app.views import BiographyView, NamedView, QuarterView, SpanView
from kithly.interfaces.pictures.tie import GROUND, HEIGHT, STEP, TOP, without_chances, years

MOST_BYTES = 4_096


def quarter(place: int, *, out: int = 0, incoming: int = 0, strength: float | None = 0.5) -> QuarterView:
    starts = date(2012 + place // 4, 1 + 3 * (place % 4), 1)
    return QuarterView(starts=starts, out=out, incoming=incoming, strength=strength)


def life(
    *quarters: QuarterView, last: float = 0.0, usual: float | None = 1.0, spans: tuple[SpanView, ...] = ()
) -> BiographyView:
    return BiographyView(
        person=NamedView(id="ab", name="Ana"),
        title="Twelve years",
        quarters=quarters,
        last=last,
        usual=usual,
        spans=spans,
        curve="You wrote in 3 quarters, they in 2.",
        band="warm",
        band_word="Warm",
        band_before="",
        silence="",
        news="",
        answer=None,
        why_not="",
        why=(),
        in_touch=None,
        is_your_turn=False,
    )


def picture(biography: BiographyView) -> str:
    found = years(biography)
    assert found is not None
    return found.svg


def points(path: str) -> list[tuple[int, int]]:
    """Return the points of a curve of absolute and relative lines."""
    found: list[tuple[int, int]] = []
    for kind, x, y in re.findall(r"([MLl])(-?\d+) (-?\d+)", path):
        base = found[-1] if kind == "l" else (0, 0)
        found.append((base[0] + int(x), base[1] + int(y)))
    return found


TWELVE = tuple(quarter(place, out=place % 3, incoming=place % 7, strength=place / 47) for place in range(48))


def test_the_curve_goes_through_the_strength_at_each_quarter_s_end() -> None:
    drawn = points(paths(picture(life(*TWELVE, last=48.0)), "pen")[0])
    assert len(drawn) == 49
    assert drawn[-1] == (48 * STEP, TOP)
    for place, (x, y) in enumerate(drawn[1:]):
        assert x == (place + 1) * STEP
        assert y == pytest.approx(GROUND - (GROUND - TOP) * place / 47, abs=0.51)


def test_what_was_not_known_yet_is_not_drawn() -> None:
    unknown = [quarter(place, strength=None) for place in range(8)]
    drawn = points(paths(picture(life(*unknown, quarter(8), quarter(9, out=1), last=9.5)), "pen")[0])
    assert drawn[0] == (8 * STEP, GROUND)
    assert len(drawn) == 3


def test_the_strokes_are_those_of_the_strip() -> None:
    found = picture(life(quarter(0, out=1), quarter(1, out=3, incoming=9), last=2.0))
    above = strokes(paths(found, "pen")[1])
    below = strokes(paths(found, "ink-3")[0])
    assert [x for x, _ in above] == [5, 15]
    assert above[0][1] > above[1][1]
    assert below == [(15, 24)]


def test_a_silence_of_years_is_dotted_where_it_lay_and_the_line_goes_on_after_it() -> None:
    cells = [quarter(place, out=1 if place in {0, 20} else 0) for place in range(21)]
    found = years(life(*cells, last=20.5))
    assert found is not None
    assert paths(found.svg, "ink-3") == ["M22 138.5H200"]
    assert paths(found.svg, "rule")[1:] == ["M0 138.5H20", "M200 138.5H210"]
    assert any("longer than your usual gap" in key.text for key in found.keys)


def test_of_somebody_in_touch_the_legend_tells_of_no_silence() -> None:
    found = years(life(*TWELVE, last=48.0))
    assert found is not None
    assert [str(key.text).split(":")[0] for key in found.keys] == ["above", "below", "curve"]
    assert found.now == "now more than 9 in 10"


def test_shared_years_are_shaded_where_they_lie_and_named_in_the_legend() -> None:
    spans = (
        SpanView(name="your Halden years", starts=date(2013, 1, 1), ends=date(2015, 6, 30)),
        SpanView(name="your school years", starts=date(1990, 1, 1), ends=date(1999, 1, 1)),
        SpanView(name="your Acme years", starts=date(2020, 1, 1), ends=None),
    )
    found = years(life(*TWELVE, last=48.0, spans=spans))
    assert found is not None
    boxes = [box.attrib for box in read(found.svg).iter(f"{SVG}rect")]
    assert [(float(box["x"]), float(box["width"])) for box in boxes] == [(40, pytest.approx(100, abs=0.2)), (320, 160)]
    assert [str(key.text) for key in found.keys][2:4] == [
        "<bdi>your Halden years</bdi>, 2013–15",
        "<bdi>your Acme years</bdi>, since 2020",
    ]


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "سنوات القاهرة", "a\u202eb & <c> 'd'", "x" * 400])
def test_foreign_names_stay_words(name: str) -> None:
    hostile = replace(
        life(*TWELVE, last=3.0, spans=(SpanView(name=name, starts=date(2014, 1, 1), ends=None),)), curve=f"Of {name}."
    )
    found = years(hostile)
    assert found is not None
    assert read(found.svg).attrib["aria-label"] == f"Twelve years. Of {name}."
    for part in (*(key.sign for key in found.keys), found.years):
        read(part)
    told = "".join(f"<p>{key.text}</p>" for key in found.keys)
    assert name in "".join(ET.fromstring(f"<div>{told}</div>").itertext())  # noqa: S314 - our own


def test_each_year_is_as_wide_as_its_quarters_and_named_where_there_is_room() -> None:
    cells = [quarter(place, out=1) for place in range(2, 48)]
    found = years(life(*cells, last=46.0))
    assert found is not None
    items = [(one.attrib["class"], one.text) for one in read(found.years)]
    assert items[0] == ("part-2", None)
    assert items[1:4] == [("part-4", "2013"), ("part-4", None), ("part-4", "2015")]
    assert sum(int(kind[-1]) for kind, _ in items) == 46
    few = years(life(*[quarter(place, out=1) for place in range(36, 49)], last=13.0))
    assert few is not None
    assert [one.text for one in read(few.years)] == ["2021", "2022", "2023", None]


@pytest.mark.parametrize("last", [-5.0, 0.0, 12.3, 48.0, 60.0])
@pytest.mark.parametrize("usual", [None, 0.0, 3.0, 500.0])
@pytest.mark.parametrize("strength", [0.0, 1.0, None])
def test_whatever_the_numbers_the_picture_is_sound_and_small(
    last: float, usual: float | None, strength: float | None
) -> None:
    cells = [quarter(place, out=10**6 * (place % 2), incoming=10**6, strength=strength) for place in range(48)]
    found = years(life(*cells, last=last, usual=usual))
    assert found is not None
    root = read(found.svg)
    top = GROUND if strength is None else 0  # no room is kept for a curve that is not there
    assert root.attrib["viewBox"] == f"0 {top} 480 {HEIGHT - top}"
    assert len(found.svg.encode()) < MOST_BYTES
    assert "-0" not in found.svg
    assert (found.now == "") == (strength is None)


def test_of_somebody_who_is_not_ranked_only_the_words_are_told() -> None:
    found = years(without_chances(life(*TWELVE, last=48.0)))
    assert found is not None
    assert found.now == ""
    assert not any("chance" in key.text for key in found.keys)
    assert "You wrote in 32 quarters, they in 41." in found.svg
    assert len(paths(found.svg, "pen")) == 1  # the strokes above the line; no curve


def test_where_nothing_was_seen_there_is_no_picture() -> None:
    assert years(replace(life(), last=None)) is None
