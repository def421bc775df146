"""A tie: how ego stands with one alter at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kithly.records import Because


class Band(StrEnum):
    """Silence compared with the pair's own rhythm."""

    STRONG = "strong"
    WARM = "warm"
    COOLING = "cooling"
    DORMANT = "dormant"
    FAINT = "faint"
    UNKNOWN = "unknown"


BAND_WORDS: Final[Mapping[Band, str]] = {
    Band.STRONG: "strong",
    Band.WARM: "warm",
    Band.COOLING: "going quiet",
    Band.DORMANT: "worth waking",
    Band.FAINT: "faint",
    Band.UNKNOWN: "cannot tell yet",
}
"""What each band is called wherever it is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How ego stands with one alter at one moment.

    Attributes:
        strength: P(contact either way within the next 90 days if things go on as usual), 0 to 1;
            None where nothing was seen.
        reply: P(they answer within 7 days if ego writes now), 0 to 1; None where no words were ever
            exchanged: a click tells nothing of answers.
        band: Silence against the pair's own rhythm.
        silent_days: Whole days since the last interaction.
        usual_gap_days: The pair's usual gap between active days, in days.
        drift_90: Strength in 90 days if neither writes, minus strength now; negative is fading.
        because: Evidence, strongest first; empty only for an unknown tie.
    """

    strength: float | None
    reply: float | None
    band: Band
    silent_days: int | None
    usual_gap_days: float | None
    drift_90: float | None
    because: tuple[Because, ...]


UNKNOWN = Tie(
    strength=None, reply=None, band=Band.UNKNOWN, silent_days=None, usual_gap_days=None, drift_90=None, because=()
)
