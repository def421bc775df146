"""Numbers and days in plain words, the same in every door."""

from __future__ import annotations

from datetime import date

MEGABYTE = 1_000_000  # bytes, as file managers count
KILOBYTE = 1_000
MINUTE, HOUR = 60, 3_600  # seconds
SURE_DIGITS = 2  # of a number that was estimated


def megabytes(size: int) -> str:
    """Return a size as people read it.

    Example:
        >>> megabytes(459_300_000), megabytes(2_300_000), megabytes(64_673), megabytes(900)
        ('459 MB', '2.3 MB', '65 kB', '1 kB')
    """
    if size >= 10 * MEGABYTE:
        return f"{size / MEGABYTE:,.0f} MB"
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f} MB"
    return f"{max(1, round(size / KILOBYTE))} kB"


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with what it counts.

    Example:
        >>> counted(1, "mail"), counted(1_200, "mail"), counted(3, "person", "people")
        ('1 mail', '1,200 mails', '3 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def roughly(number: float) -> int:
    """Return an estimated number with no more digits than it is sure of.

    Example:
        >>> roughly(49_780), roughly(123), roughly(7.4)
        (50000, 120, 7)
    """
    whole = round(number)
    return int(round(whole, SURE_DIGITS - len(str(abs(whole))))) if whole >= 10**SURE_DIGITS else whole


def day_words(day: date) -> str:
    """Return a day in words.

    Example:
        >>> day_words(date(2026, 11, 9))
        '9 November 2026'
    """
    return f"{day.day} {day:%B} {day.year}"


def month_words(day: date) -> str:
    """Return a month in words.

    Example:
        >>> month_words(date(2019, 3, 1))
        'March 2019'
    """
    return f"{day:%B} {day.year}"


def time_left(seconds: float) -> str:
    """Return how much longer something takes, in words.

    Example:
        >>> time_left(20), time_left(340), time_left(5_000)
        ('less than a minute', 'about 6 minutes', 'about 1.5 hours')
    """
    if seconds < MINUTE:
        return "less than a minute"
    if seconds < HOUR:
        return f"about {counted(max(1, round(seconds / MINUTE)), 'minute')}"
    return f"about {round(seconds / HOUR * 2) / 2:g} hours".replace("about 1 hours", "about 1 hour")
