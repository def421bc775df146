"""The port for the meaning of text: whoever can turn texts into directions can be asked what fits whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Meaning(Protocol):
    """Turns texts into vectors, so that texts that mean nearly the same point nearly the same way.

    Attributes:
        name: What it is called, for the user's eyes.
    """

    name: str

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Return (texts, width) rows of length one; a row of zeros for a text without any meaning.

        The row of a text depends on this text alone, and nothing leaves the machine.
        """
        ...
