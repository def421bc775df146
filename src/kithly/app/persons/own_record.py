"""How right the numbers were in the user's own past, as shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import numpy as np

from kithly.app.derived.own_record import kept_past
from kithly.app.network import Network
from kithly.app.views import (
    CalibrationView,
    OwnRecordView,
    PastWindowView,
    RecordBinView,
    RightnessView,
)
from kithly.ties import (
    Calibration,
    Group,
    Outcomes,
    Record,
    Window,
    calibrations,
    coefficients,
    counted,
    no_past,
    record,
)
from kithly.ties.own_record import LEAST_CASES

TELLING: Final = (0.25, 0.85)  # chances of which a sentence is told: near 0 or 1 anybody would be right
FEWEST: Final = 10  # chances of about the same height, before a sentence is told of them
UNTOLD: Final = (
    "How right {what} in your own past cannot be told yet: that needs 90 days that are over, with messages before "
    "them and after them, and five people or more whom you knew before."
)
TOO_FEW: Final = (
    "How right {what} in your own past cannot be told yet: that needs {least} of them whose time is over, and there "
    "are {cases} so far."
)


def rightness(network: Network) -> tuple[RightnessView, RightnessView]:
    """Return how right the chances of contact, and of an answer, were."""
    return network.recall.get("rightness", lambda: _rightness(network))


def _rightness(network: Network) -> tuple[RightnessView, RightnessView]:
    with network.store.reading() as kept:
        past = kept_past(kept) or no_past()
    models, moved = coefficients(), calibrations(past)
    contact = record(past.strength, models.strength, past.first)
    answer = record(past.reply, models.reply, past.first)
    return (
        _view(contact, moved.strength, _contacts(contact, past.strength)),
        _view(answer, moved.reply, _answers(answer, past.reply)),
    )


def _view(found: Record | None, moved: Calibration, text: str) -> RightnessView:
    return RightnessView(
        record=_record(found) if found else None,
        calibration=CalibrationView(
            shift=round(moved.shift, 4),
            slope=round(moved.slope, 4),
            spread=round(moved.spread, 4),
            windows=moved.windows,
            cases=moved.cases,
        ),
        text=text,
    )


def _record(found: Record) -> OwnRecordView:
    return OwnRecordView(
        auc=None if found.auc is None else round(found.auc, 4),
        log_loss=round(found.log_loss, 4),
        ece=round(found.ece, 4),
        bins=tuple(
            RecordBinView(shown=round(one.shown, 4), came_true=round(one.came_true, 4), n=one.n) for one in found.groups
        ),
        past_forecasts=tuple(_window(one) for one in found.windows),
    )


def _window(one: Window) -> PastWindowView:
    return PastWindowView(
        made=_day(one.start),
        for_=_day(one.end),
        of=one.people,
        expected=round(one.said.expected, 2),
        interval=(round(one.said.low, 2), round(one.said.high, 2)),
        came=one.came,
    )


def _day(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).date()


def _contacts(found: Record | None, outcomes: Outcomes) -> str:
    if found is None:
        return _missing("the chances of contact were", outcomes)
    group = _telling(found)
    return (
        f"Of the ties shown at {group.shown:.0%} or so, {group.came_true:.0%} came true in your own past year "
        f"({counted(group.n, 'case')})."
    )


def _answers(found: Record | None, outcomes: Outcomes) -> str:
    if found is None:
        return _missing("the chances of an answer were", outcomes)
    group = _telling(found)
    return (
        f"Of your hellos shown at {group.shown:.0%} or so, {group.came_true:.0%} were answered within a week "
        f"({counted(group.n, 'case')})."
    )


def _telling(found: Record) -> Group:
    """Return the group a sentence is told of: one of many, and neither nearly sure nor nearly hopeless."""
    low, high = TELLING
    fair = [one for one in found.groups if low <= one.shown <= high and one.n >= FEWEST]
    return max(fair or found.groups, key=lambda one: one.n)


def _missing(what: str, outcomes: Outcomes) -> str:
    cases = int(np.sum(outcomes.said))
    return (TOO_FEW if cases else UNTOLD).format(what=what, least=LEAST_CASES, cases=cases)
