"""A QR code as a picture: dark on light in every theme, for cameras want it so."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

QUIET: Final = 4  # modules of light around it (ISO/IEC 18004, 9.1)
LEVEL: Final = "m"  # a seventh may be unreadable
DARK, LIGHT = "#000", "#fff"


def qr_code(text: str, label: str) -> Markup:
    """Return the code of a text.

    Args:
        text: What a camera reads.
        label: What it is, for those who do not see it.
    """
    import segno  # noqa: PLC0415 - slow to load, and needed only where a phone is paired

    rows = segno.make(text, error=LEVEL, micro=False).matrix
    size = len(rows) + 2 * QUIET
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" role="img" aria-label="{label}" shape-rendering="crispEdges">'
        '<rect width="{size}" height="{size}" fill="{light}"/><path fill="{dark}" d="{path}"/></svg>'
    ).format(size=size, label=label, light=LIGHT, dark=DARK, path=_path(rows))


def _path(rows: tuple[bytearray, ...]) -> str:
    """Return all dark modules, a run of them at a time."""
    drawn = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            run = next((n for n in range(len(row) - x) if not row[x + n]), len(row) - x)
            if run:
                drawn.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += max(run, 1)
    return "".join(drawn)
