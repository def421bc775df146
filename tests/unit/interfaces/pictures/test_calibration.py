"""The picture of how right chances were: each group where it belongs, and honest about small ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.interfaces.svg import SVG, paths, read

from kithly.interfaces.pictures.calibration import by_chance, calibration, calibration_file, record_picture, told


@dataclass(frozen=True)
class Group:
    """Some ties."""

    shown: float
    came_true: float
    n: int


def dots(bins: list[Group]) -> list[tuple[float, float]]:
    """Return where the dots lie."""
    drawn = paths(calibration(bins, "so"), "pen")
    return [(float(x), float(y)) for one in drawn for x, y in re.findall(r"M([\d.]+) ([\d.]+)h", one)]


def test_a_dot_lies_at_what_was_shown_and_what_came_true() -> None:
    assert dots([Group(0.65, 0.64, 51), Group(0.1, 0.0, 9)]) == [(65, 36), (10, 100)]


def test_a_group_of_nobody_draws_nothing() -> None:
    assert dots([Group(0.5, 0.0, 0)]) == []
    assert dots([]) == []


@given(st.floats(0, 1), st.integers(1, 10_000))
def test_chance_alone_is_wider_for_few_ties_and_holds_what_came_true(part: float, n: int) -> None:
    low, high = by_chance(Group(0.5, part, n))
    assert 0 <= low <= part + 1e-9
    assert part - 1e-9 <= high <= 1
    wider = by_chance(Group(0.5, part, 4 * n))
    assert wider[1] - wider[0] <= high - low + 1e-9


def test_the_interval_is_the_one_of_the_books() -> None:
    assert by_chance(Group(0.5, 0.5, 10)) == pytest.approx((0.3122, 0.6878), abs=1e-3)


def test_the_picture_is_told_to_those_who_cannot_see_it() -> None:
    assert (
        read(calibration([Group(0.5, 0.5, 9)], "6 of 10 came true")).attrib["aria-label"].endswith("6 of 10 came true")
    )


def test_the_file_says_how_many_ties_each_dot_stands_for() -> None:
    root = ET.fromstring(calibration_file([Group(0.65, 0.64, 1_051)], "a <b> & c"))  # noqa: S314 - our own picture
    said = [one.text for one in root.iter(f"{SVG}text")]
    assert "1,051" in said
    assert "a <b> & c" in said
    assert root.findtext(f"{SVG}desc") == "a <b> & c"


def test_the_sentence_is_of_the_largest_group_that_could_have_gone_either_way() -> None:
    bins = [Group(0.04, 0.03, 900), Group(0.65, 0.64, 1_051), Group(0.45, 0.5, 51)]
    assert told(bins) == "Of the 1,051 ties shown at 60-70 %, 64 % came true in your own past year."
    assert told(bins[:1]) == "Of the 900 ties shown at 0-10 %, 3 % came true in your own past year."
    assert told([Group(1.0, 1.0, 1)]) == "Of the 1 tie shown at 90-100 %, 100 % came true in your own past year."
    assert told([Group(0.5, 0.0, 0)]) == "How right such numbers were in your own past cannot be told yet."


@dataclass(frozen=True)
class Past:
    """A record."""

    bins: tuple[Group, ...]


def test_a_record_is_drawn_told_and_told_in_numbers() -> None:
    shown = record_picture(Past((Group(0.04, 0.03, 900), Group(0.5, 1.0, 1), Group(0.7, 0.0, 0))))
    assert shown is not None
    assert shown.rows == ("Shown at 0-10 %: 3 % of 900 came true.", "Shown at 50-60 %: 100 % of 1 came true.")
    assert shown.text in read(shown.svg).attrib["aria-label"]


@pytest.mark.parametrize("record", [None, Past(()), Past((Group(0.5, 0.5, 0),))])
def test_no_record_shows_nothing(record: Past | None) -> None:
    assert record_picture(record) is None
