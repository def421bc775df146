"""A silence in the words of the pair: how long, and against which rhythm of the two."""

from __future__ import annotations

from kithly.ties.tie import Band, Tie
from kithly.ties.words import DAYS_IN_MONTH, counted, duration

FRESH_DAYS = 14  # days; a contact this near is told as a day, not as a silence
LAPSED = frozenset({Band.COOLING, Band.DORMANT})  # their rhythm is told as a thing of the past
MONTHS_IN_YEAR = 12
YEAR_DAYS = 365  # days; from here on a silence is told in years


def silence(tie: Tie) -> str:
    """Return how long the two have been silent, and how often they usually write, in one or two sentences.

    Args:
        tie: How ego stands with them.

    Example:
        >>> from dataclasses import replace
        >>> from kithly.ties.tie import UNKNOWN
        >>> silence(replace(UNKNOWN, band=Band.DORMANT, silent_days=2800, usual_gap_days=42.0))
        'Quiet for 7 years and 8 months. You two used to be in touch about every 6 weeks.'
    """
    if tie.silent_days is None or tie.band is Band.UNKNOWN:
        return ""
    return " ".join(part for part in (_since(tie.silent_days), _rhythm(tie)) if part)


def silence_briefly(tie: Tie) -> str:
    """Return the same for a line of a list: ``14 months, usually 3``; empty where nothing can be said.

    Example:
        >>> from dataclasses import replace
        >>> from kithly.ties.tie import UNKNOWN
        >>> silence_briefly(replace(UNKNOWN, band=Band.COOLING, silent_days=200, usual_gap_days=40.0))
        '7 months, usually 6 weeks'
        >>> silence_briefly(replace(UNKNOWN, band=Band.COOLING, silent_days=425, usual_gap_days=120.0))
        '14 months, usually 4'
    """
    if tie.silent_days is None or tie.band is Band.UNKNOWN:
        return ""
    quiet = duration(tie.silent_days) if tie.silent_days else "today"
    if not _has_rhythm(tie) or not tie.silent_days:
        return quiet
    usual = duration(tie.usual_gap_days or 0.0)
    number, _, unit = usual.partition(" ")
    return f"{quiet}, usually {number if unit.rstrip('s') == quiet.split()[-1].rstrip('s') else usual}"


def long_duration(days: float) -> str:
    """Return a length of time in years and months where it is longer than a year.

    Example:
        >>> long_duration(2800), long_duration(366), long_duration(100)
        ('7 years and 8 months', '1 year', '3 months')
    """
    if days < YEAR_DAYS:
        return duration(days)
    years, months = divmod(round(days / DAYS_IN_MONTH), MONTHS_IN_YEAR)
    told = [counted(years, "year")] if years else []
    return " and ".join([*told, counted(months, "month")] if months else told)


def _since(days: int) -> str:
    if days == 0:
        return "In touch today."
    if days < FRESH_DAYS:
        return f"In touch {counted(days, 'day')} ago."
    return f"Quiet for {long_duration(days)}."


def _has_rhythm(tie: Tie) -> bool:
    """Say whether enough was seen to speak of a rhythm."""
    return tie.usual_gap_days is not None and tie.band is not Band.FAINT


def _rhythm(tie: Tie) -> str:
    if not _has_rhythm(tie):
        return ""
    used = "used to be" if tie.band in LAPSED else "are usually"
    return f"You two {used} in touch about every {_period(tie.usual_gap_days or 0.0)}."


def _period(days: float) -> str:
    """Return ``6 weeks``, or ``week`` for one of them."""
    told = duration(days)
    number, _, unit = told.partition(" ")
    return unit if number == "1" else "day" if told == "less than a day" else told
