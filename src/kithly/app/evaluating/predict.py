"""Predictions for given questions, from any log of who wrote to whom: the product's own two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from kithly.app.evaluating import tables
from kithly.app.evaluating.tables import Floats, Ints
from kithly.app.views import PredictedView
from kithly.errors import SettingsError
from kithly.ties import (
    Archive,
    Calibration,
    Columns,
    Model,
    Past,
    Seen,
    answers_expected,
    archive_of,
    coefficients,
    contacts_expected,
    marks_of,
    own_history,
    probability,
    seen_when,
    uncalibrated,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyarrow as pa

DAY: Final = 86_400.0  # seconds
SHORTEST: Final = 0.01  # days; a quarter of an hour
LONGEST: Final = 36_525.0  # days; a hundred years
MOST_RECIPIENTS: Final = 1e9


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """How far ahead is looked.

    Attributes:
        horizon_days: H: strength is contact within so many days.
        reply_days: Reply is an answer within so many days.
        own_history: Whether each ego's own past calibrates both, as far as it was over before the question.
    """

    horizon_days: float
    reply_days: float
    own_history: bool = False

    def check(self) -> None:
        """Raise where a length makes no sense.

        Raises:
            SettingsError: It is not above 0, or beyond a hundred years.
        """
        for name, days in (("horizon-days", self.horizon_days), ("reply-days", self.reply_days)):
            if not SHORTEST <= days <= LONGEST:
                raise SettingsError(
                    name, f"--{name} must lie between {SHORTEST} and {LONGEST:,.0f} days.", hint=tables.HELP
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Questions:
    """What is asked. Shape of each array: (q,)."""

    tie: Ints
    ego: Ints
    when: Floats


def predict(interactions: Path, queries: Path, out: Path, windows: Windows) -> PredictedView:
    """Add both chances to questions, each from what came strictly before it, and write them.

    Args:
        interactions: Parquet: sender, recipient, ts (seconds), and where known n_rcpt.
        queries: Parquet: ego, alter, ts. To how many a message goes makes no difference here: fitted in, it
            told less of other kinds of data than it told of its own.
        out: Where to: the questions in their order with ``strength`` (empty where the two were never in contact
            before) and ``reply`` added.
        windows: How far ahead.

    Raises:
        KithlyError: A file or a number cannot be used; the sentence says which.
    """
    windows.check()
    told = tables.read(interactions, ("sender", "recipient", "ts"))
    asked = tables.read(queries, ("ego", "alter", "ts"))
    archive, questions = _read(told, asked, (interactions, queries), windows)
    seen = seen_when(archive, questions.tie, questions.when)
    models = coefficients()
    strength = _chances(archive, questions, seen, models.strength, contacts_expected if windows.own_history else None)
    reply = _chances(archive, questions, seen, models.reply, answers_expected if windows.own_history else None)
    tables.write(_with(asked, strength=strength, reply=reply, known=seen.known), out)
    used = len(archive.interactions)
    return PredictedView(
        queries=len(strength),
        never_in_contact=int(np.count_nonzero(~seen.known)),
        interactions=told.num_rows,
        to_oneself=told.num_rows - _between_two(told),
        views=used,
        out=str(out),
        version=models.version,
    )


def _between_two(told: pa.Table) -> int:
    """Return how many rows are between two people."""
    compute = tables.arrow().compute
    return int(compute.sum(compute.not_equal(told["sender"], told["recipient"])).as_py() or 0)


def _read(told: pa.Table, asked: pa.Table, paths: tuple[Path, Path], windows: Windows) -> tuple[Archive, _Questions]:
    """Return what happened to the egos asked about, and the questions."""
    log, questions = paths
    (sender, recipient, ego, alter), names = tables.numbered(
        [
            (told["sender"], "sender", log),
            (told["recipient"], "recipient", log),
            (asked["ego"], "ego", questions),
            (asked["alter"], "alter", questions),
        ]
    )
    columns = Columns(
        sender=sender,
        recipient=recipient,
        at=np.ceil(tables.instants(told, "ts", log)).astype(np.int64),  # upwards: nothing gets earlier than it was
        recipients=_recipients(told, log).astype(np.int64),
        marks=marks_of(tables.name_numbers(names)),
    )
    found = archive_of(
        columns,
        np.unique(ego),
        horizon=windows.horizon_days * DAY,
        reply_within=windows.reply_days * DAY,
        also=(ego, alter),
    )
    tie = found.find(ego, alter)
    when = tables.instants(asked, "ts", questions)
    return found.archive, _Questions(tie=tie, ego=found.archive.ego[tie], when=when)


def _recipients(table: pa.Table, path: Path) -> Floats:
    return np.clip(tables.numbers(table, "n_rcpt", path, default=1.0), 1.0, MOST_RECIPIENTS)


def _chances(
    archive: Archive,
    questions: _Questions,
    seen: Seen,
    model: Model,
    expected: Callable[[Archive], Past] | None,
) -> Floats:
    """Return a model's chances, calibrated on the own past where one is expected."""
    log_odds = model.log_odds(model.contributions(seen.features))
    calibration: Calibration = uncalibrated(model)
    if expected is not None and len(archive.interactions):
        calibration = own_history(archive, model, expected, questions.ego, questions.when)
    return probability(calibration(log_odds))


def _with(asked: pa.Table, *, strength: Floats, reply: Floats, known: NDArray[np.bool_]) -> pa.Table:
    """Return the questions with both columns, in the place of any of the same name."""
    pyarrow = tables.arrow()
    table = asked.drop_columns([name for name in ("strength", "reply") if name in asked.column_names])
    table = table.append_column("strength", pyarrow.array(strength, mask=~known))
    return table.append_column("reply", pyarrow.array(reply))
