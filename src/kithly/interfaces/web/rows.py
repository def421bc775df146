"""Somebody in a list: how they belong, their eight years, and how long it has been."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from markupsafe import Markup

from kithly.app.views import PersonRow
from kithly.history import QUARTER_DAYS
from kithly.interfaces.pictures.marks import QUARTERS, strip
from kithly.people import Place
from kithly.ties import Band
from kithly.ties.words import duration

DAY: Final = 86_400  # seconds
MOST: Final = 2  # ways of belonging told in a row
IN_TOUCH: Final = frozenset({Band.STRONG, Band.WARM})
PLACES: Final = {Place.FAMILY.value: "family", Place.SERVICE.value: "service", Place.LEFT_OUT.value: "left out"}


def belongs(row: PersonRow) -> str:
    """Return how somebody belongs, in a few words: circles, eras (``likely`` until the user says so), or where else."""
    if row.place in PLACES:
        return PLACES[row.place]
    eras = (f"{'' if one.confirmed else 'likely '}{one.role}, {one.organisation}" for one in row.eras)
    told = [*row.circles, *eras][:MOST]
    return " · ".join([*(["left in peace"] if row.quiet else []), *told])


def lately(row: PersonRow) -> str:
    """Return how long it has been: ``3 days ago``, ``7 years quiet``, ``connected 2021``."""
    if row.remembered:
        return "remembered"
    if row.tie is None or row.tie.silent_days is None:
        return f"connected {row.connected_on[:4]}" if row.connected_on else ""
    if row.tie.silent_days < 1:
        return "today"
    told = duration(row.tie.silent_days)
    return f"{told} ago" if row.tie.band in IN_TOUCH else f"{told} quiet"


def strip_of(row: PersonRow, now: datetime) -> Markup:
    """Return the eight years of somebody as a strip; nothing where nothing was seen.

    Args:
        row: Who, with rhythm and last contact.
        now: The present, aware.
    """
    if row.rhythm is None or row.last is None:
        return Markup()
    usual = row.tie.usual_gap_days if row.tie else None
    return strip(
        row.rhythm.outgoing,
        row.rhythm.incoming,
        last=QUARTERS - (now - row.last).total_seconds() / DAY / QUARTER_DAYS,
        usual=usual / QUARTER_DAYS if usual else None,
    )
