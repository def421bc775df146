"""The rows of a Parquet archive, a batch at a time: those that count as columns, the others counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as pd

from kithly.engines.archive import (
    LARGEST,
    MASS,
    NO_FIELD,
    NOT_SEEN,
    REASONS,
    RECIPIENT,
    RECIPIENTS,
    SENDER,
    TIME,
    TO_SELF,
    TOO_EARLY,
    TOO_LATE,
    Kind,
    checked,
    checked_egos,
)
from kithly.engines.engine import Order, Summary
from kithly.errors import UserError
from kithly.history import MASS_MAIL

BATCH: Final = 1 << 20  # rows read at once


@dataclass(frozen=True, slots=True)
class Rows:
    """Messages that count. Shape of each: (n,)."""

    sender: pa.Array
    recipient: pa.Array
    at: np.ndarray
    recipients: np.ndarray


class Archive:
    """A Parquet file or a folder of them.

    Attributes:
        ids: How people are named in it.
    """

    def __init__(self, order: Order) -> None:
        try:
            self._files = pd.dataset(order.archive, format="parquet")
        except (OSError, pa.ArrowInvalid) as error:
            raise UserError(
                f"{order.archive} cannot be read as Parquet.", hint="Name a Parquet file, or a folder of them."
            ) from error
        kinds = {field.name: _kind(field.type) for field in self._files.schema}
        checked(order.archive, kinds)
        checked_egos(order.egos, kinds[SENDER])
        self.ids = pa.string() if kinds[SENDER] == "text" else pa.int64()
        self._name, self._has_count = order.archive, RECIPIENTS in kinds
        self._now = order.now
        self._egos = None if order.egos is None else pa.array(sorted(order.egos, key=str), self.ids)
        self._read, self._without_count = 0, 0
        self._left_out: Counter[str] = Counter(dict.fromkeys(REASONS, 0))

    def rows(self) -> Iterator[Rows]:
        """Give the rows that count."""
        names = [SENDER, RECIPIENT, TIME, *([RECIPIENTS] if self._has_count else [])]
        try:
            for batch in self._files.to_batches(columns=names, batch_size=BATCH):
                yield self._counted(batch)
        except (OSError, pa.ArrowException) as error:
            raise UserError(
                f"{self._name} is damaged, or its files differ in form: {first_line(error)}.",
                hint="Write the archive again, all files with the same columns.",
            ) from error

    def counts(self) -> Summary:
        """Return what became of the rows that were gone through."""
        return Summary(read=self._read, left_out=dict(self._left_out), without_count=self._without_count)

    def _counted(self, batch: pa.RecordBatch) -> Rows:
        sender, recipient = batch[SENDER].cast(self.ids), batch[RECIPIENT].cast(self.ids)
        time = _whole(batch[TIME])
        at = time.fill_null(0).to_numpy()
        count = _whole(batch[RECIPIENTS]).fill_null(0).to_numpy() if self._has_count else at * 0
        why = {
            NO_FIELD: _missing(sender) | _missing(recipient) | time.is_null().to_numpy(zero_copy_only=False),
            TO_SELF: _true(pc.equal(sender, recipient)),
            TOO_EARLY: at <= 0,
            TOO_LATE: at > self._now,
            MASS: count > MASS_MAIL,
            NOT_SEEN: ~(self.is_ego(sender) | self.is_ego(recipient)),
        }
        kept = self._told(why)
        self._without_count += int((count[kept] < 1).sum())
        chosen = pa.array(kept)
        return Rows(sender.take(chosen), recipient.take(chosen), at[kept], np.maximum(count[kept], 1))

    def is_ego(self, ids: pa.Array) -> np.ndarray:
        """Return whose own box was seen."""
        if self._egos is None:
            return np.ones(len(ids), bool)
        return _true(pc.is_in(ids, value_set=self._egos))

    def _told(self, why: dict[str, np.ndarray]) -> np.ndarray:
        """Count the rows by the first reason that applies; return the places of the rest."""
        kept = np.ones(len(why[NO_FIELD]), bool)
        self._read += len(kept)
        for reason, applies in why.items():
            self._left_out[reason] += int((kept & applies).sum())
            kept &= ~applies
        return np.flatnonzero(kept)


def first_line(error: Exception) -> str:
    """Return what a failure says first, without a full stop."""
    return str(error).strip().partition("\n")[0].rstrip(".")


def _kind(of: pa.DataType) -> Kind:
    if pa.types.is_dictionary(of):
        return _kind(of.value_type)
    if pa.types.is_integer(of) and of != pa.uint64():
        return "number"
    if pa.types.is_floating(of):
        return "real"
    if pa.types.is_string(of) or pa.types.is_large_string(of):
        return "text"
    return "time" if pa.types.is_timestamp(of) else "other"


def _whole(values: pa.Array) -> pa.Array:
    """Return numbers or instants as whole numbers; what is no finite number is missing."""
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("s", values.type.tz), safe=False)
    if pa.types.is_floating(values.type):
        values = values.cast(pa.float64())
        values = pc.if_else(pc.less(pc.abs(values), LARGEST), pc.floor(values), None)
    return values.cast(pa.int64())


def _missing(ids: pa.Array) -> np.ndarray:
    missing: np.ndarray = ids.is_null().to_numpy(zero_copy_only=False)
    if pa.types.is_string(ids.type):
        missing |= _true(pc.equal(ids, ""))
    return missing


def _true(found: pa.Array) -> np.ndarray:
    """Return where it is True; what is not known is not."""
    answer: np.ndarray = found.fill_null(False).to_numpy(zero_copy_only=False)
    return answer
