"""The gates: what each limit is, and what a figure means beside it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

TABLE: Final = Path(__file__).with_name("gates.toml")
QUIET: Final = 1.0  # load of the system below which the time on the clock means something


class Verdict(StrEnum):
    """What a figure means."""

    WITHIN = "within"
    AIM = "beyond the aim"
    HELD = "over, known"
    REFUSED = "REFUSED"
    BUSY = "not judged, busy"
    MISSING = "NOT MEASURED"

    @property
    def is_fine(self) -> bool:
        """Whether a run may end well with it."""
        return self not in {Verdict.REFUSED, Verdict.MISSING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One limit; what each field means stands in `gates.toml`."""

    name: str
    says: str
    sheet: str
    unit: str
    aim: float
    refuse: float
    clock: bool = False
    held: float | None = None
    why: str = ""

    def verdict(self, value: float | None, load: float = 0.0) -> Verdict:
        """Return what a figure means.

        Args:
            value: In the gate's unit; None where nothing was measured.
            load: Of the system while it was.
        """
        if value is None:
            return Verdict.MISSING
        if self.clock and load >= QUIET:
            return Verdict.BUSY
        if value > self.refuse:
            return Verdict.HELD if self.held is not None and value <= self.held else Verdict.REFUSED
        return Verdict.WITHIN if value <= self.aim else Verdict.AIM


def gates(table: Path = TABLE) -> dict[str, Gate]:
    """Return all gates by name, in the order of the table."""
    rows: dict[str, Any] = tomllib.loads(table.read_text("utf-8"))
    return {name: Gate(name=name, **row) for name, row in rows.items()}
