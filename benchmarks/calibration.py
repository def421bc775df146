"""What every figure of CPU time is divided by: a fixed piece of work, done right before and after it."""

from __future__ import annotations

import email
import email.header
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

CALIBRATION_TIMES: Final = 6_000
CALIBRATION_SECONDS: Final = 0.26  # CPU time of `calibrate` on the machine the limits were set on
_MAIL: Final = (
    b"From: Ana Lee <ana@acme.example>\nTo: Ben Roe <ben@roe.example>\nSubject: =?utf-8?q?Caf=C3=A9?=\n"
    b"Date: Mon, 02 Mar 2026 09:00:00 +0100\nMessage-ID: <1@acme.example>\nContent-Type: text/plain\n\n"
    + b"A line of ordinary words that says nothing.\n"
    * 40
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one job cost in one round.

    Attributes:
        cpu: Seconds of the processor.
        ratio: The same, divided by the calibration beside it.
        note: What else is worth telling.
    """

    cpu: float
    ratio: float
    note: str = ""

    @property
    def calibrated(self) -> float:
        """Seconds it would have taken on the machine the limits were set on."""
        return self.ratio * CALIBRATION_SECONDS


def calibrate(times: int = CALIBRATION_TIMES) -> float:
    """Return the CPU seconds of parsing a fixed message so many times with the standard library."""
    began = time.process_time()
    for _ in range(times):
        message = email.message_from_bytes(_MAIL)
        message.get_payload(decode=True)
        str(email.header.make_header(email.header.decode_header(message["Subject"])))
    return time.process_time() - began


def measured(job: Callable[[], Figure], rounds: int) -> Figure:
    """Return the best of several rounds, each between two calibrations."""
    best: Figure | None = None
    for _ in range(rounds):
        before = calibrate()
        figure = job()
        unit = (before + calibrate()) / 2
        one = Figure(figure.cpu, figure.cpu / unit, figure.note)
        best = one if best is None or one.ratio < best.ratio else best
    if best is None:
        raise ValueError(rounds)
    return best
