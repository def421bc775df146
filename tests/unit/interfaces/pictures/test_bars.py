"""Bars: as long as their counts, within their interval, and never outside their box."""

from __future__ import annotations

import pytest
from tests.unit.interfaces.svg import SVG, read

from kithly.interfaces.pictures.bars import STEP, TALL, columns, measure


def boxes(picture: str, name: str) -> list[dict[str, str]]:
    """Return the boxes of a class, or all of them within a group of it."""
    root = read(picture)
    alone = [one.attrib for one in root.iter(f"{SVG}rect") if one.attrib.get("class") == name]
    grouped = [one.attrib for group in root.iter(f"{SVG}g") if group.attrib.get("class") == name for one in group]
    return alone + grouped


def test_a_bar_is_its_share_of_the_longest() -> None:
    assert boxes(measure(21, 84), "solid")[0]["width"] == "25%"
    assert boxes(measure(21, 84), "wash") == []


def test_the_interval_lies_around_the_count() -> None:
    wash = boxes(measure(5, 10, (2, 8)), "wash")[0]
    assert (wash["x"], wash["width"]) == ("20%", "60%")


@pytest.mark.parametrize(("count", "most"), [(0, 0), (0, 5), (9, 5), (-1, 5)])
def test_no_bar_leaves_its_box(count: float, most: float) -> None:
    width = float(boxes(measure(count, most), "solid")[0]["width"].rstrip("%"))
    assert 0 <= width <= 100


def test_a_year_of_somebody_is_seen_and_a_year_of_nobody_is_not() -> None:
    found = boxes(columns([0, 1, 1_000]), "solid")
    assert [one["x"] for one in found] == [str(STEP), str(2 * STEP)]
    assert float(found[0]["height"]) >= 1
    assert float(found[1]["height"]) == TALL
    assert all(float(one["y"]) + float(one["height"]) == TALL for one in found)


@pytest.mark.parametrize("counts", [[], [0, 0]])
def test_years_of_nobody_draw_an_empty_row(counts: list[int]) -> None:
    assert boxes(columns(counts), "solid") == []
