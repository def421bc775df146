"""Small pictures beside words: the mark of a band, and the rhythm of a pair over eight years.

Each is a piece of SVG made here, with classes and presentation attributes only: the pages forbid inline
style. Every shape is drawn in ``currentColor``, so a stylesheet colours it by giving its class a ``color``:

=========  ============================================
class      what it is for
=========  ============================================
``moon``   the band mark as a whole
``strip``  the rhythm strip as a whole
``pen``    what the user wrote
``ink-3``  what they wrote, and the dots of a silence
``rule``   the line a strip stands on
=========  ============================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from kithly.interfaces.pictures.strokes import DRAWN, SHORTEST, Strokes, dots, line
from kithly.ties import BAND_WORDS, Band
from kithly.ties.words import counted

QUARTERS: Final = 32  # eight years
WORDS: Final[Mapping[Band, str]] = {band: word.capitalize() for band, word in BAND_WORDS.items()}

_RING: Final = '<circle cx="7" cy="7" r="5.25" fill="none" stroke="currentColor" stroke-width="1.5"%s/>'
_LIT: Final = '<path d="M7 1a6 6 0 0 1 0 12%sz" fill="currentColor"/>'  # the right half, and what more is lit
_MOONS: Final[Mapping[Band, str]] = {
    Band.STRONG: '<circle cx="7" cy="7" r="6" fill="currentColor"/>',
    Band.WARM: _RING % "" + _LIT % "A2.6 6 0 0 1 7 1",
    Band.COOLING: _RING % "" + _LIT % "",
    Band.DORMANT: _RING % "",
    Band.FAINT: '<circle cx="7" cy="7" r="2.25" fill="currentColor"/>',
    Band.UNKNOWN: _RING % ' stroke-dasharray="1.65 1.65"',
}

_STEP: Final = 5  # pixels between two quarters, at the size the strip is meant for
_ROW: Final = Strokes(step=_STEP, above=9, line=10.5, below=12, heights=(3, 6, 9))
_HEIGHT: Final = 21


def band_mark(band: Band | str) -> Markup:
    """Return the moon of a band, 14 pixels wide; the word always stands beside it, so it is hidden from readers."""
    size = 'width="14" height="14" viewBox="0 0 14 14"'
    hidden = 'aria-hidden="true" focusable="false"'
    return Markup(f'<svg class="moon" {size} {hidden}>{_MOONS[Band(band)]}</svg>')  # noqa: S704 - all from here


def moon(band: Band) -> Markup:
    """Return what the moon of a band is drawn of, in a box of 14 by 14."""
    return Markup(_MOONS[band])  # noqa: S704 - all from here


def strip(out: Sequence[int], incoming: Sequence[int], *, last: float | None, usual: float | None) -> Markup:
    """Return eight years of a pair: a stroke a quarter, above the line what the user wrote, below what they did.

    The line ends after the pair's usual gap since the last contact; dots go on from there to now. The scale is the
    same for everybody, so that rows compare. Where nothing was ever seen, nothing is drawn.

    Args:
        out: `QUARTERS` heights of what the user wrote, oldest first, the running quarter last: 0 nothing, 1 one,
            2 two to four, 3 five or more (`history.heights`).
        incoming: The same of what they wrote.
        last: The last contact, in quarters from the left end: `QUARTERS` is now, below 0 is before the strip; None
            where nothing was ever seen.
        usual: The pair's usual gap, in quarters; None where there is no rhythm yet.
    """
    if last is None:
        return Markup()
    quiet = min(last + (usual or 0.0), QUARTERS)
    parts = (
        line(_ROW, _first(out, incoming), quiet),
        dots(_ROW, quiet, QUARTERS),
        _ROW.path(out, "pen", up=True),
        _ROW.path(incoming, "ink-3", up=False),
    )
    width = QUARTERS * _STEP
    size = f'width="{width}" height="{_HEIGHT}" viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none"'
    label = _said(out, incoming, is_quiet=QUARTERS - quiet >= SHORTEST)
    # Fifty of these stand on a page: plain strings are joined, of which none comes from elsewhere.
    return Markup(f'<svg class="strip" role="img" aria-label="{label}" {size} {DRAWN}>{"".join(parts)}</svg>')  # noqa: S704 - so


def _first(out: Sequence[int], incoming: Sequence[int]) -> int:
    """Return the first quarter with a stroke; the left end where there is none."""
    return next((place for place, pair in enumerate(zip(out, incoming, strict=True)) if any(pair)), 0)


def _said(out: Sequence[int], incoming: Sequence[int], *, is_quiet: bool) -> str:
    """Return what the strip shows, in a sentence."""
    yours, theirs = (sum(1 for height in heights if height) for heights in (out, incoming))
    quiet = ", then quiet longer than usual" if is_quiet else ""
    if not yours and not theirs:
        return f"Eight years without a word{quiet.replace('then ', '')}."
    return f"Eight years: contact from you in {counted(yours, 'quarter')}, from them in {theirs}{quiet}."
