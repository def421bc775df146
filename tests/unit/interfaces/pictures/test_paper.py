"""A picture as a file: well-formed whatever is written into it, coloured on any ground, and with nothing foreign."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from tests.unit.interfaces.svg import SVG

from kithly.interfaces.pictures.paper import DARK, LIGHT, clean, lines, placed, sheet, words

HOSTILE = (
    "<script>alert(1)</script>",
    '"><image href="https://evil.example/x.png"/>',
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "a\x00b\x0b\x1b[31m\ufffe\ud800",
    "\u202egnp.exe",
    'class="pen"',
)


def file(text: str) -> str:
    """Return a small file that says something three times."""
    return sheet(100, 50, title=text, about=text, parts=[words(0, 20, text), lines(0, 30, text, room=80)[0]])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    picture = file(text)
    root = ET.fromstring(picture)  # noqa: S314 - our own picture
    assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "title", "desc", "style", "rect", "text"}
    assert not re.search("\u202e|\x00|\x1b|<script|<!ENTITY|<image", picture)


@given(st.text())
def test_any_text_gives_a_well_formed_file(text: str) -> None:
    root = ET.fromstring(file(text))  # noqa: S314 - our own picture
    assert root.findtext(f"{SVG}title") == clean(text)


def test_a_file_asks_for_nothing_from_elsewhere() -> None:
    bare = file("Ana").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|href|url\(|@import|@font-face|<script|\bon[a-z]+=", bare)


def test_each_class_has_its_colour_where_no_style_sheet_is_read() -> None:
    assert f'class="pen" color="{LIGHT["pen"]}"' in sheet(
        9, 9, title="a", about="b", parts=[Markup('<path class="pen" d="M0 0"/>')]
    )


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["ink", "ink-2", "ink-3", "pen"])
def test_words_are_readable_on_their_ground(colours: dict[str, str], name: str) -> None:
    both = sorted((luminance(colours["paper"]), luminance(colours[name])))
    assert (both[1] + 0.05) / (both[0] + 0.05) >= 4.5
    assert f"--{name}," in file("Ana")


def test_long_words_are_broken_within_their_room() -> None:
    drawn, after = lines(0, 10, "word " * 40, room=200, size=10)
    told = re.findall(">([^<]+)</text>", drawn)
    assert len(told) > 3
    assert after == pytest.approx(10 + len(told) * 14.5)
    assert max(map(len, told)) <= 200 / (10 * 0.52)


def test_shapes_are_stretched_into_their_box() -> None:
    drawn = placed(Markup("<path/>"), at=(1, 2, 3.25, 4), of="0 0 9 9", more=Markup('fill="none"'))
    assert (
        'x="1" y="2" width="3.2" height="4" viewBox="0 0 9 9" preserveAspectRatio="none" overflow="visible" fill="none"'
        in drawn
    )
