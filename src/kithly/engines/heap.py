"""Rows put aside until all rows of the same egos are there: in memory while they are few, else on disk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

FORM: Final = np.dtype(
    [("ego", np.int32), ("alter", np.int32), ("at", np.int64), ("recipients", np.int8), ("outgoing", np.bool_)]
)
"""One message as one ego sees it. Recipients beyond `MASS_MAIL` are not put aside."""


class Heap:
    """The rows of some egos.

    Args:
        file: Where they go when there are more than may stay in memory.
        most: How many may stay.
    """

    def __init__(self, file: Path, *, most: int) -> None:
        self._file, self._most = file, most
        self._rows: list[np.ndarray] = []
        self._held = 0

    def add(self, rows: np.ndarray) -> None:
        """Put rows aside."""
        self._rows.append(rows)
        self._held += len(rows)
        if self._held > self._most:
            self._put_down()

    def _put_down(self) -> None:
        with self._file.open("ab") as file:
            for rows in self._rows:
                rows.tofile(file)
        self._rows, self._held = [], 0

    def take(self) -> np.ndarray:
        """Return all rows, ordered by ego, and forget them."""
        if self._file.exists():
            self._rows.insert(0, np.fromfile(self._file, FORM))
            self._file.unlink()
        rows = np.concatenate(self._rows) if self._rows else np.zeros(0, FORM)
        self._rows, self._held = [], 0
        place_bits = len(rows).bit_length()
        key = (rows["ego"].astype(np.int64) << place_bits) | np.arange(len(rows))
        key.sort()  # to sort integers is several times faster than to sort places
        ordered: np.ndarray = rows[key & ((1 << place_bits) - 1)]
        return ordered
