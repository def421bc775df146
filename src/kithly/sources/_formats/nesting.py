"""What a parser of JSON cannot bear, told from the bytes before it: values too deep in others, numbers too long."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Final

DEEPEST: Final = 100  # values within values; exports of people stay below 20

LONGEST_NUMBER: Final = 1_000  # characters; ijson's C code crashes at 4,301, where Python refuses to make a number
_NUMBER: Final = re.compile(  # too long, or beyond 1e400: the largest that a computer keeps is 1e308
    rb"[0-9.eE+-]{%d}|[eE][+-]?0*(?:[4-9][0-9]{2}|[1-9][0-9]{3})" % (LONGEST_NUMBER + 1)
)
NUMERALS: Final = b"0123456789.eE+-"
_BRACKETS: Final = b"[]{}"
_OTHERS: Final = bytes(byte for byte in range(256) if byte not in _BRACKETS)
_STEP: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class Nesting:
    """The depth and the numbers of a stream of JSON, as it is read piece by piece.

    Attributes:
        is_countable: Every number so far is one that can be reckoned with.

    Example:
        >>> nesting = Nesting()
        >>> nesting.deepest(b'{"a": ["[[[["]'), nesting.deepest(b', "b": {}}')
        (2, 2)
    """

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._rest = b""
        self._numeral = b""  # the number in which the bytes so far end
        self.is_countable = True

    def fault(self, data: bytes) -> str:
        """Take the next bytes, and return what in them no parser can bear; empty for nothing."""
        if self.deepest(data) > DEEPEST:
            return f"values within values, over {DEEPEST} deep"
        return "" if self.is_countable else "a number too large to count with"

    def deepest(self, data: bytes) -> int:
        """Take the next bytes, and return how deep the deepest of them lies."""
        data = self._rest + data
        slashes = len(data) - len(data.rstrip(b"\\"))
        self._rest = b"\\" * (slashes % 2)
        plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = plain.split(b'"')
        outside = b"".join(parts[1::2] if self._in_string else parts[::2])
        self._in_string ^= len(parts) % 2 == 0
        self._take_numbers(outside)
        depths = list(accumulate(map(_STEP.__getitem__, outside.translate(None, _OTHERS)), initial=self._depth))
        self._depth = depths[-1]
        return max(depths)

    def _take_numbers(self, outside: bytes) -> None:
        told = self._numeral + outside
        self.is_countable = self.is_countable and _NUMBER.search(told) is None
        self._numeral = told[len(told.rstrip(NUMERALS)) :][: LONGEST_NUMBER + 1]
