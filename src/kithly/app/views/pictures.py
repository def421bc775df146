"""A picture that was kept as a file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture that was kept.

    Attributes:
        path: Where.
        shows: What it shows: ``card``, ``tie``, ``calibration`` or ``forecast``.
        bytes: How large it is.
    """

    path: str
    shows: str
    bytes: int
