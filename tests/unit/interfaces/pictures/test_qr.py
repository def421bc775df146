"""The QR code: every module where it belongs, light around it, and nothing a strict page forbids."""

from __future__ import annotations

import re

import segno
from tests.unit.interfaces.svg import read

from kithly.interfaces.pictures.qr import QUIET, qr_code

LINK = "http://192.168.178.20:8790/pair/with/" + "x" * 43


def test_every_dark_module_is_drawn_and_no_other() -> None:
    drawn = set()
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", qr_code(LINK, "Code")):
        drawn |= {(int(x) - QUIET + step, int(y) - QUIET) for step in range(int(run))}
    rows = segno.make(LINK, error="m", micro=False).matrix
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}


def test_it_has_a_name_and_breaks_no_policy() -> None:
    picture = read(qr_code(LINK, 'A "code"'))
    assert picture.attrib["aria-label"] == 'A "code"'
    assert picture.attrib["role"] == "img"
