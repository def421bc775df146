"""Cells of a LinkedIn export: its date formats and its ways of writing a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

Era = Literal["2018", "2021", "2023", "2024", "2026"]
Row = tuple[str, ...]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def us_minute(moment: datetime) -> str:
    """Return ``9/5/26, 1:12 AM``.

    Example:
        >>> us_minute(datetime(2018, 9, 29, 0, 5))
        '9/29/18, 12:05 AM'
    """
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment.month}/{moment.day}/{moment:%y}, {moment.hour % 12 or 12}:{moment:%M} {half}"


def padded_minute(moment: datetime) -> str:
    """Return ``09/05/26, 01:12 AM``, as recommendations have it."""
    half = "AM" if moment.hour < 12 else "PM"
    return f"{moment:%m/%d/%y}, {moment.hour % 12 or 12:02}:{moment:%M} {half}"


def day_month_year(day: date) -> str:
    """Return ``08 Feb 2026``."""
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year}"


def month_year(day: date | None) -> str:
    """Return ``Feb 2026``, nothing for None."""
    return f"{_MONTHS[day.month - 1]} {day.year}" if day else ""


def month_day(day: date) -> str:
    """Return ``Feb 8``."""
    return f"{_MONTHS[day.month - 1]} {day.day}"


def utc_second(moment: datetime) -> str:
    """Return ``2024-10-26 11:43:11 UTC``."""
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def bare_second(moment: datetime) -> str:
    """Return ``2024-10-26 11:43:11``."""
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def slashed_second(moment: datetime) -> str:
    """Return ``2024/10/26 11:43:11 UTC``."""
    return f"{moment:%Y/%m/%d %H:%M:%S} UTC"


def java_second(moment: datetime) -> str:
    """Return ``Tue Jan 02 10:11:12 UTC 2024``."""
    weekday, month = _WEEKDAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{weekday} {month} {moment:%d %H:%M:%S} UTC {moment.year}"


def table(
    header: Row, rows: Iterable[Row], *, crlf: bool = False, all_quoted: bool = False, open_end: bool = False
) -> bytes:
    """Return a comma-separated file in UTF-8 without a byte order mark.

    Args:
        header: Column names.
        rows: Cells.
        crlf: Lines end in CR LF.
        all_quoted: Every field is quoted, the header's too.
        open_end: No line break after the last row.
    """
    ending = "\r\n" if crlf else "\n"
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=ending, quoting=csv.QUOTE_ALL if all_quoted else csv.QUOTE_MINIMAL)
    writer.writerow(header)
    writer.writerows(rows)
    whole = text.getvalue()
    return (whole.removesuffix(ending) if open_end else whole).encode()


def wide_table(header: Row, rows: Iterable[Row]) -> bytes:
    """Return a table as some files of 2018 are: UTF-16LE with a byte order mark, tabs, all quoted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    writer.writerows(rows)
    return b"\xff\xfe" + text.getvalue().encode("utf-16-le")
