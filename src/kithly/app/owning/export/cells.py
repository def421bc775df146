"""Tables for people and programs: exact, and safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with ``=`` and the like for a formula, which can send what stands beside it
elsewhere. So in the safe form an apostrophe stands before such a line of a cell, and before one that has an apostrophe
already: taking one away from each line that begins with one gives the exact cell again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Final

MARK: Final = "'"
# What begins a formula in some program: OWASP's list, the same signs in full width, and our own mark.
_BEGINS: Final = re.compile(r"(^|[\r\n])(?=[=+\-@\t\r'|%\uff1d\uff0b\uff0d\uff20\u2212])")
_MARKED: Final = re.compile(rf"(^|[\r\n]){MARK}")
BOM: Final = b"\xef\xbb\xbf"  # by which spreadsheets know that the letters are UTF-8

Row = Sequence[str]


def safe(cell: str) -> str:
    """Return a cell in which no program finds a formula.

    Example:
        >>> safe("=1+1"), safe("-5"), safe("'tis"), safe("plain")
        ("'=1+1", "'-5", "''tis", 'plain')
    """
    return _BEGINS.sub(lambda found: found[1] + MARK, cell)


def exact(cell: str) -> str:
    """Return the cell that `safe` was given.

    Example:
        >>> exact("'=1+1")
        '=1+1'
    """
    return _MARKED.sub(lambda found: found[1], cell)


def lines_of(rows: Iterable[Row]) -> Iterable[bytes]:
    """Yield rows as lines of a table (RFC 4180), every cell between quotes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue().encode("utf-8", "replace")
        buffer.seek(0)
        buffer.truncate()
