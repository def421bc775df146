"""The version of what is to be overwritten, as a program tells it: the mark of the answer in which it saw it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header

IF_MATCH = "If-Match"
ANY = "*"
_MARK = re.compile(r'(?:W/)?"?([^"]*)"?')

Seen = Annotated[
    str,
    Header(
        alias=IF_MATCH,
        max_length=500,
        description="The ETag of the answer in which you saw what you overwrite, or the `version` in it; `*` to "
        "overwrite whatever is there.",
    ),
]


def expected_in(told: str) -> str | None:
    """Return the version in a header; None where whatever is there may be overwritten.

    Example:
        >>> expected_in('"5f0c.AAAA"'), expected_in("AAAA"), expected_in("*")
        ('AAAA', 'AAAA', None)
    """
    found = _MARK.fullmatch(told.strip())
    mark = found[1] if found else told
    return None if mark == ANY else mark.rpartition(".")[2]
