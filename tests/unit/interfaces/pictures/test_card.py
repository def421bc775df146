"""The card: true to its counts, the same bytes for the same counts, and light."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from tests.unit.interfaces.svg import SVG

from kithly.app.views import ExpectationView, YearView
from kithly.interfaces.pictures.card import HEIGHT, WIDTH, Counts, card
from kithly.ties import Band

MOST_BYTES = 16_384
YEARS = tuple(YearView(year=year, people=year % 9, contacts=50, so_far=year == 2026) for year in range(2015, 2027))
NOBODY = tuple(YearView(year=year, people=0, contacts=0, so_far=year == 2026) for year in range(2015, 2027))
SOME = ExpectationView(expected=1234.4, interval=(900.2, 1500.9))


def drawn(
    would_answer: ExpectationView = SOME, years: tuple[YearView, ...] = YEARS, day: date = date(2026, 3, 2)
) -> ET.Element:
    """Return a card as XML."""
    counts = Counts(would_answer=would_answer, bands={Band.STRONG: 12}, years=years, today=day)
    assert card(counts) == card(counts)
    assert len(card(counts)) <= MOST_BYTES
    return ET.fromstring(card(counts))  # noqa: S314 - our own picture


def told(root: ET.Element) -> list[str]:
    """Return the words of a card."""
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def bars(root: ET.Element) -> list[float]:
    """Return the heights of the bars."""
    return [float(one.attrib["height"]) for one in root.iter(f"{SVG}rect") if one.attrib.get("class") == "solid"]


def test_the_headline_is_how_many_would_answer_with_its_interval() -> None:
    found = told(drawn())
    assert found[:2] == ["About 1,234 people would answer", "within a week, if written to today: likely 900 to 1,501"]
    assert "12" in found
    assert "Counts only, no names · March 2026" in found


def test_one_person_is_one_person() -> None:
    assert told(drawn(ExpectationView(expected=1.2, interval=(0.0, 2.0))))[0] == "About 1 person would answer"


def test_nothing_seen_is_said() -> None:
    found = drawn(ExpectationView(expected=None, interval=None), NOBODY)
    assert told(found)[:2] == ["Who would answer cannot be told yet", "no message was seen"]
    assert bars(found) == []


def test_bars_are_as_high_as_their_years_and_nobody_draws_none() -> None:
    root = drawn()
    counts = [one.people for one in YEARS if one.people]
    assert len(bars(root)) == len(counts)
    assert bars(root)[0] / max(bars(root)) == pytest.approx(counts[0] / max(counts), abs=0.02)
    assert "2026" in told(root)


def test_everything_lies_within_the_picture() -> None:
    root = drawn()
    for one in root.iter(f"{SVG}rect"):
        if one.attrib.get("class") == "solid":
            x, y, width, height = (float(one.attrib[name]) for name in ("x", "y", "width", "height"))
            assert x >= 0
            assert y >= 0
            assert x + width <= WIDTH - 72 + 0.1
            assert y + height <= HEIGHT


def test_the_same_counts_of_a_month_give_the_same_bytes() -> None:
    counts = [Counts(would_answer=SOME, bands={}, years=YEARS, today=date(2026, 3, day)) for day in (2, 30)]
    assert card(counts[0]) == card(counts[1])
