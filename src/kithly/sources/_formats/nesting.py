"""Nesting: how deep JSON lies in itself, told from its bytes before a parser has to remember every level."""

from __future__ import annotations

from itertools import accumulate
from typing import Final

DEEPEST: Final = 100  # values within values; exports of people stay below 20

_BRACKETS: Final = b"[]{}"
_OTHERS: Final = bytes(byte for byte in range(256) if byte not in _BRACKETS)
_STEP: Final = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class Nesting:
    """The depth of a stream of JSON, as it is read piece by piece.

    Example:
        >>> nesting = Nesting()
        >>> nesting.deepest(b'{"a": ["[[[["]'), nesting.deepest(b', "b": {}}')
        (2, 2)
    """

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False
        self._rest = b""

    def deepest(self, data: bytes) -> int:
        """Take the next bytes, and return how deep the deepest of them lies."""
        data = self._rest + data
        slashes = len(data) - len(data.rstrip(b"\\"))
        self._rest = b"\\" * (slashes % 2)
        plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        parts = plain.split(b'"')
        outside = b"".join(parts[1::2] if self._in_string else parts[::2])
        self._in_string ^= len(parts) % 2 == 0
        depths = list(accumulate(map(_STEP.__getitem__, outside.translate(None, _OTHERS)), initial=self._depth))
        self._depth = depths[-1]
        return max(depths)
