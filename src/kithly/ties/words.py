"""Lengths of time and counts in plain words."""

from __future__ import annotations

from datetime import UTC, datetime

DAYS_IN_WEEK = 7
DAYS_IN_MONTH = 30.44
DAYS_IN_YEAR = 365.25
HARDLY = 0.05  # a probability below 1 in 20 is not told in tenths


def duration(days: float) -> str:
    """Return a length of time as one would say it.

    Args:
        days: Length in days; below zero counts as zero.

    Example:
        >>> duration(40), duration(425), duration(2200)
        ('6 weeks', '14 months', '6 years')
    """
    whole = int(max(days, 0.0) + 0.5)
    if whole < 1:
        return "less than a day"
    if whole < 2 * DAYS_IN_WEEK:
        return counted(whole, "day")
    if whole < 10 * DAYS_IN_WEEK:
        return counted(round(whole / DAYS_IN_WEEK), "week")
    months = round(whole / DAYS_IN_MONTH)
    if months < 24:
        return counted(months, "month")
    return counted(round(whole / DAYS_IN_YEAR), "year")


def counted(number: int, noun: str) -> str:
    """Return ``1 day``, ``2 days``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def spelt(number: int) -> str:
    """Return ``two`` up to twelve, ``13`` beyond."""
    return _SPELT[number] if 0 <= number < len(_SPELT) else f"{number:,}"


def times(number: int) -> str:
    """Return ``once``, ``twice``, ``3 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def in_ten(probability: float) -> str:
    """Return a probability as people say it.

    Example:
        >>> in_ten(0.71), in_ten(0.03), in_ten(0.98)
        ('about 7 in 10', 'less than 1 in 10', 'more than 9 in 10')
    """
    if probability < HARDLY:
        return "less than 1 in 10"
    if probability >= 1 - HARDLY:
        return "more than 9 in 10"
    return f"about {min(max(round(probability * 10), 1), 9)} in 10"


def chance(probability: float) -> str:
    """Return a probability as part of a sentence about what somebody will do.

    Example:
        >>> chance(0.71), chance(0.03), chance(0.98)
        ('about 7 in 10', 'hardly any chance', 'almost certain')
    """
    if probability < HARDLY:
        return "hardly any chance"
    return "almost certain" if probability >= 1 - HARDLY else in_ten(probability)


def month_of(at: float) -> str:
    """Return the month of an instant in UTC, ``March 2019``."""
    when = datetime.fromtimestamp(at, UTC)
    return f"{MONTHS[when.month - 1]} {when.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
