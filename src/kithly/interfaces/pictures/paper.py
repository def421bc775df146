"""A picture as a file of its own: readable on light and dark grounds, without fonts, scripts or anything foreign.

Shapes come from the other modules and are coloured by class, as in the pages. Here the same classes get their colours
from a small style sheet inside the file; where a program reads no style sheets, from the attribute ``color``. A page
that shows such a file inline may set the variables (``--ink``, ``--pen`` ...), and it then looks like the page.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup

from kithly.interfaces.pictures.strokes import short

LIGHT: Final[Mapping[str, str]] = {
    "paper": "#f8f6f1",
    "sheet": "#fffefb",
    "well": "#efece4",
    "rule": "#dcd7cb",
    "edge": "#858579",
    "ink": "#1c2433",
    "ink-2": "#475063",
    "ink-3": "#5f6675",
    "pen": "#24488f",
    "wash": "#e6ebf6",
}
DARK: Final[Mapping[str, str]] = {
    "paper": "#14171d",
    "sheet": "#1b1f27",
    "well": "#232832",
    "rule": "#323844",
    "edge": "#7f8694",
    "ink": "#ece8df",
    "ink-2": "#bfc0c3",
    "ink-3": "#a0a4ac",
    "pen": "#a8c0f5",
    "wash": "#232c40",
}
VARIABLES: Final[Mapping[str, str]] = {"wash": "pen-wash"}  # where a page calls a colour otherwise
SAME: Final[Mapping[str, str]] = {"solid": "pen", "moon": "pen"}  # classes of shapes that share a colour
SERIF: Final = "Literata, 'Iowan Old Style', Georgia, 'Noto Serif', serif"
SANS: Final = "'Source Sans 3', 'Segoe UI', system-ui, 'Noto Sans', sans-serif"
STRETCHED: Final = 'preserveAspectRatio="none" overflow="visible"'
WIDE: Final = 0.52  # width of an average letter against the size of the type; for where lines are broken

# What XML 1.0 has no place for (its production 2), and the invisible marks that turn the direction of a line.
_UNSAFE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_COLOURED = re.compile(r'class="([a-z0-9-]+)"')


def clean(text: str) -> str:
    """Return foreign text on one line, without what XML has no place for."""
    return " ".join(_UNSAFE.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).split())


def words(x: float, y: float, text: str, *, size: int = 15, colour: str = "ink", look: str = "") -> Markup:
    """Return one line of words.

    Args:
        x: Where it begins; its middle or end where ``look`` says so.
        y: Where it stands.
        text: What it says, foreign or not; here it is made safe.
        size: Of the type, in units of the picture.
        colour: Class that colours it.
        look: ``serif``, ``strong``, ``middle``, ``end``; several with blanks between them.
    """
    looks = look.split()
    anchor = next((one for one in ("middle", "end") if one in looks), "start")
    family = f' font-family="{SERIF}"' if "serif" in looks else ""
    weight = ' font-weight="600"' if "strong" in looks else ""
    place = f'x="{short(x)}" y="{short(y)}" font-size="{size}" text-anchor="{anchor}"'
    drawn = Markup('<text class="{}" {} fill="currentColor" stroke="none">{}</text>')
    return drawn.format(colour, Markup(place + family + weight), clean(text))  # noqa: S704 - all from here


def lines(x: float, y: float, text: str, *, room: float, size: int = 15, colour: str = "ink-2") -> tuple[Markup, float]:
    """Return words broken into lines, and where the next line would stand.

    Args:
        x: Where they begin.
        y: Where the first line stands.
        text: What they say.
        room: How wide a line may be.
        size: Of the type.
        colour: Class that colours them.
    """
    broken = textwrap.wrap(clean(text), max(int(room / (size * WIDE)), 1), break_long_words=True)
    step = size * 1.45
    drawn = (words(x, y + place * step, one, size=size, colour=colour) for place, one in enumerate(broken))
    return Markup().join(drawn), y + len(broken) * step


def placed(shapes: Markup, *, at: tuple[float, float, float, float], of: str, more: Markup) -> Markup:
    """Return shapes stretched into a box of the picture.

    Args:
        shapes: What is drawn.
        at: Left, top, width and height of the box.
        of: The ``viewBox`` the shapes were drawn in.
        more: Attributes they share.
    """
    x, y, width, height = (short(one) for one in at)
    box = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{of}" {STRETCHED}'
    return Markup("<svg {} {}>{}</svg>").format(Markup(box), more, shapes)  # noqa: S704 - numbers


def sheet(width: int, height: float, *, title: str, about: str, parts: Iterable[Markup]) -> str:
    """Return a whole file.

    Args:
        width: In pixels, as it is meant to be seen.
        height: The same.
        title: What the picture is.
        about: What it shows, in sentences, for those who cannot see it.
        parts: All that is drawn, the first at the bottom.
    """
    size = f'width="{width}" height="{short(height)}" viewBox="0 0 {width} {short(height)}"'
    drawn = Markup().join(parts)
    head = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" {} role="img" aria-labelledby="title about" font-family="{}">\n'
        '<title id="title">{}</title>\n<desc id="about">{}</desc>\n<style>{}</style>\n'
        '<rect class="paper" width="100%" height="100%" fill="currentColor"/>\n'
    ).format(Markup(size), Markup(SANS), clean(title), clean(about), Markup(_style()))  # noqa: S704 - from here
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + _COLOURED.sub(_both, head + drawn) + "\n</svg>\n"


def _both(found: re.Match[str]) -> str:
    """Return a class with the attribute that colours it where no style sheet is read."""
    name = found[1]
    colour = LIGHT.get(SAME.get(name, name))
    return f'{found[0]} color="{colour}"' if colour else found[0]


def _style() -> str:
    """Return the style sheet of a file: the page's variables where there are some, else our own colours."""

    def rules(colours: Mapping[str, str]) -> str:
        names = {**{one: one for one in colours}, **SAME}
        return "".join(
            f".{name}{{color:var(--{VARIABLES.get(tone, tone)},{colours[tone]})}}" for name, tone in names.items()
        )

    return f"{rules(LIGHT)}@media (prefers-color-scheme:dark){{{rules(DARK)}}}"
