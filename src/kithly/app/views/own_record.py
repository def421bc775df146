"""How right the numbers were in the user's own past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBinView:
    """Chances of about the same height: their mean, what share of them came true, and how many there were."""

    shown: float
    came_true: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWindowView:
    """One window of 90 days that is over.

    Attributes:
        made: The day it would have been said, by what had happened before.
        for_: The day it spoke of.
        of: Of how many people, or hellos, a chance was said.
        expected: For how many it would have said it comes true.
        interval: Where the number should lie eight times in ten.
        came: For how many it did.
    """

    made: date
    for_: date
    of: int
    expected: float
    interval: tuple[float, float]
    came: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecordView:
    """How right one number was in the last four windows that are over, a year.

    Attributes:
        auc: How often, of one that came true and one that did not, the first was shown higher; None where all
            came true, or none.
        log_loss: Mean logarithmic loss, in nats.
        ece: How far what was shown lay from what came true, on average.
        bins: By tenths of chance, the lowest first.
        past_forecasts: Every window that is over, the newest first.
    """

    auc: float | None
    log_loss: float
    ece: float
    bins: tuple[RecordBinView, ...]
    past_forecasts: tuple[PastWindowView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationView:
    """How a model is moved to fit the user's own past.

    Attributes:
        shift: Added to the log-odds.
        slope: What they are multiplied with before; 1 changes nothing.
        spread: Standard deviation of the error that is left in the level, in log-odds.
        windows: From how many windows that are over it was learned.
        cases: From how many chances with their outcome.
    """

    shift: float
    slope: float
    spread: float
    windows: int
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RightnessView:
    """How right one number is: its record, or why there is none.

    Attributes:
        record: None where too little is over.
        calibration: How its model is moved.
        text: The record in a sentence, or what is missing for one.
    """

    record: OwnRecordView | None
    calibration: CalibrationView
    text: str
