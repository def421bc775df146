"""The mark of a band and the strip of eight years: right, small, and fit for a strict page."""

from __future__ import annotations

import pytest
from tests.unit.interfaces.svg import paths, read, strokes

from kithly.interfaces.pictures.marks import QUARTERS, WORDS, band_mark, strip
from kithly.ties import Band

NOTHING = [0] * QUARTERS
KILOBYTE = 1_024


def quarter(**heights: int) -> list[int]:
    """Return quarters of which a few have a stroke: ``quarter(q3=2)``."""
    return [heights.get(f"q{place}", 0) for place in range(QUARTERS)]


@pytest.mark.parametrize("band", Band)
def test_every_band_has_a_moon_that_readers_skip_and_a_word_they_read(band: Band) -> None:
    mark = read(band_mark(band))
    assert mark.attrib["aria-hidden"] == "true"
    assert (mark.attrib["width"], mark.attrib["height"]) == ("14", "14")
    assert WORDS[band][0].isupper()


def test_no_two_bands_look_alike() -> None:
    assert len({str(band_mark(band)) for band in Band}) == len(Band)
    assert band_mark("cooling") == band_mark(Band.COOLING)


def test_the_user_stands_above_the_line_and_they_below_taller_for_more() -> None:
    picture = strip(quarter(q0=1, q1=2, q31=3), quarter(q1=1), last=31.5, usual=1.0)
    above = strokes(paths(picture, "pen")[0])
    assert [place for place, _ in above] == [2, 7, 157]
    assert 0 > above[0][1] > above[1][1] > above[2][1]
    assert strokes(paths(picture, "ink-3")[0]) == [(7, -above[0][1])]


def test_the_line_ends_after_the_usual_gap_and_dots_go_on_to_now() -> None:
    picture = strip(quarter(q4=1), NOTHING, last=4.5, usual=2.5)
    assert paths(picture, "rule") == ["M20 10.5H35"]
    assert paths(picture, "ink-3") == ["M37 10.5H160"]
    assert "quiet longer than usual" in read(picture).attrib["aria-label"]


def test_no_dots_while_the_silence_is_usual() -> None:
    picture = strip(quarter(q31=1), NOTHING, last=31.2, usual=1.0)
    assert not paths(picture, "ink-3")
    assert paths(picture, "rule") == ["M155 10.5H160"]
    assert read(picture).attrib["aria-label"] == "Eight years: contact from you in 1 quarter, from them in 0."


def test_nothing_seen_draws_nothing() -> None:
    assert not strip(NOTHING, NOTHING, last=None, usual=None)


def test_a_tie_older_than_the_strip_is_dots_alone() -> None:
    picture = strip(NOTHING, NOTHING, last=-20.0, usual=0.5)
    assert paths(picture, "ink-3") == ["M2 10.5H160"]
    assert not paths(picture, "rule")
    assert read(picture).attrib["aria-label"] == "Eight years without a word, quiet longer than usual."


@pytest.mark.parametrize("usual", [0.0, 0.01, None, 40.0])
def test_the_fullest_strip_stays_below_a_kilobyte(usual: float | None) -> None:
    for silent in (0, 1, 2):
        full, last = [3] * (QUARTERS - silent) + [0] * silent, QUARTERS - silent - 0.123
        picture = strip(full, full, last=last, usual=usual)
        read(picture)
        assert len(picture.encode()) < KILOBYTE


def test_a_picture_can_be_stretched_without_thicker_lines() -> None:
    root = read(strip(quarter(q2=3), quarter(q3=1), last=3.5, usual=1.0))
    assert root.attrib["preserveAspectRatio"] == "none"
    assert all(one.attrib["vector-effect"] == "non-scaling-stroke" for one in root)
    assert root.attrib["role"] == "img"
