"""Files nobody can read, remembered: a folder of ten thousand others is not looked through again each time."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any

from kithly import __version__
from kithly.sources import FileSource
from kithly.store import Reading, Writing

KEPT = "passed_over"  # name of the small fact
MOST = 50_000  # files remembered; of more, the first
LEVEL = 1  # of zlib


class PassedOver:
    """Why files were not read, by their fingerprint, as long as the same sources know the same.

    Attributes:
        reasons: Why each was not read.
    """

    def __init__(self, by: str, reasons: dict[str, str]) -> None:
        self._by = by
        self._before = len(reasons)
        self.reasons = reasons

    @classmethod
    def of(cls, tx: Reading, sources: Iterable[FileSource]) -> PassedOver:
        """Return what is remembered; nothing where a source is another by now, or the user said something since."""
        by = f"{__version__} {tx.decisions.reached()} " + " ".join(f"{one.name}={one.version}" for one in sources)
        told = _unpacked(tx.meta.get(KEPT) or "")
        if not told or told[0] != by:
            return cls(by, {})
        return cls(by, {mark: told[1][reason] for mark, reason in told[2].items()})

    def note(self, mark: str, reason: str) -> None:
        """Remember that nobody could read a file."""
        if len(self.reasons) < MOST:
            self.reasons[mark] = reason

    def keep(self, tx: Writing) -> None:
        """Keep what came to be known."""
        if len(self.reasons) == self._before:
            return
        listed = sorted(set(self.reasons.values()))
        place = {reason: number for number, reason in enumerate(listed)}
        told = [self._by, listed, {mark: place[reason] for mark, reason in self.reasons.items()}]
        tx.meta.set(KEPT, b64encode(zlib.compress(json.dumps(told).encode(), LEVEL)).decode())


def _unpacked(text: str) -> list[Any]:
    return list(json.loads(zlib.decompress(b64decode(text)))) if text else []
