"""How a test reads a picture."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN = re.compile(r"style=|<script|\bon[a-z]+=|href=|url\(", re.IGNORECASE)


def read(picture: str) -> ET.Element:
    """Return a picture as XML, sure to hold nothing a strict page forbids."""
    assert not FORBIDDEN.search(re.sub(r'="[^"]*"', "=", picture)), picture
    named = str(picture).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ET.fromstring(named)  # noqa: S314 - our own picture


def paths(picture: str, name: str) -> list[str]:
    """Return what the paths of one class draw."""
    return [one.attrib["d"] for one in read(picture).iter(f"{SVG}path") if one.attrib.get("class") == name]


def strokes(path: str) -> list[tuple[int, int]]:
    """Return the place (in units from the left) and the signed height of each stroke of a path."""
    found, x = [], 0
    for move, dx, height in re.findall(r"([Mm])(-?\d+)[ -]\d+v(-?\d+)", path):
        x = int(dx) if move == "M" else x + int(dx)
        found.append((x, int(height)))
    return found
