"""The version of what is to be overwritten, as a program tells it: the mark of the answer in which it saw it."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import Header

IF_MATCH = "If-Match"
ANY = "*"
_TAG = re.compile(r'(?:W/)?"([^"]*)"|([^\s,"]+)')

Seen = Annotated[
    str,
    Header(
        alias=IF_MATCH,
        max_length=500,
        description="The ETag of the answer in which you saw what you overwrite, or the `version` in it; `*` to "
        "overwrite whatever is there. Of several, parted by commas, one must fit.",
    ),
]


def expected_in(told: str) -> str | None:
    """Return the versions in a header, parted by commas; None where whatever is there may be overwritten.

    Example:
        >>> expected_in('"5f0c.AAAA"'), expected_in("AAAA"), expected_in("*")
        ('AAAA', 'AAAA', None)
        >>> expected_in('"5f0c.AAAA", W/"BBBB"'), expected_in('"*"')
        ('AAAA,BBBB', '*')
    """
    if told.strip() == ANY:
        return None
    return ",".join((quoted or bare).rpartition(".")[2] for quoted, bare in _TAG.findall(told))
