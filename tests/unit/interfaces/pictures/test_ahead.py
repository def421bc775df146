"""The picture of the year ahead: days and numbers where they belong, and what was said before beside what came."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

from tests.unit.interfaces.svg import SVG, paths, read

from kithly.interfaces.pictures.ahead import ROOM, Ahead, Outlook, Said, outlook, outlook_file

TODAY = date(2026, 1, 1)
AHEAD = (
    Ahead(on=TODAY, expected=50, low=50, high=50),
    Ahead(on=date(2027, 1, 1), expected=40, low=30, high=60),
)
SAID = (
    Said(on=date(2025, 1, 1), expected=58, low=50, high=66, came=61),
    Said(on=date(2025, 7, 1), expected=20, low=10, high=100, came=None),
)


def view(said: tuple[Said, ...] = (), ahead: tuple[Ahead, ...] = AHEAD) -> Outlook:
    """Return what a picture shows."""
    return Outlook(title="The year ahead", about="It <may> fall.", today=TODAY, ahead=ahead, said=said)


def points(path: str) -> list[tuple[float, float]]:
    """Return the places a path goes to."""
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def test_the_line_goes_from_today_to_the_last_day_at_its_height() -> None:
    line = points(paths(outlook(view()), "pen")[0])
    most = 60 * ROOM
    assert line == [(0, round(100 - 100 * 50 / most, 1)), (100, round(100 - 100 * 40 / most, 1))]


def test_the_ground_is_the_interval() -> None:
    ground = points(paths(outlook(view()), "wash")[0])
    assert len(ground) == 4
    assert ground[1][1] < ground[2][1]  # the upper end lies higher


def test_what_was_said_before_lies_left_of_today_beside_what_came() -> None:
    picture = outlook(view(SAID))
    upright = points(paths(picture, "ink-3")[0])
    assert [x for x, _ in upright] == [0, 24.8]
    dots = points(paths(picture, "pen")[1])
    assert dots == [(0, round(100 - 100 * 61 / (100 * ROOM), 1))]  # what has not come yet has no dot
    assert points(paths(picture, "pen")[0])[0][0] == 50


def test_nothing_ahead_and_nothing_said_is_an_empty_picture() -> None:
    assert [one.attrib["class"] for one in read(outlook(view(ahead=()))).iter(f"{SVG}path")] == ["edge"]


def test_the_file_names_its_ends_and_says_what_the_signs_are() -> None:
    root = ET.fromstring(outlook_file(view(SAID)))  # noqa: S314 - our own picture
    told = [one.text or "" for one in root.iter(f"{SVG}text")]
    assert {"January 2025", "today", "January 2027", "It <may> fall."} <= set(told)
    assert any("the dot what came" in one for one in told)
    assert not any("the dot what came" in one for one in outlook_file(view()).splitlines())
