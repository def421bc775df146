"""CPU time of a test as the machine would have needed it that the limits were set on."""

from __future__ import annotations

import time
from typing import Final

from benchmarks.calibration import CALIBRATION_SECONDS, CALIBRATION_TIMES, calibrate

PART: Final = 10  # of a whole calibration: some 0.03 s
UNWEIGHED: Final = 0.1  # CPU seconds that no limit is below: they need no calibration


def slowness() -> float:
    """Return how many times slower this machine is right now than the one the limits were set on; at least 1."""
    unit = min(calibrate(CALIBRATION_TIMES // PART) for _ in range(3))
    return max(1.0, unit * PART / CALIBRATION_SECONDS)


def spent(began: float) -> float:
    """Return the CPU seconds of this process since ``began`` (of ``time.process_time()``), slowness taken out."""
    return fair(time.process_time() - began)


def fair(seconds: float) -> float:
    """Return CPU seconds that were just measured, here or in a child, with this machine's slowness taken out."""
    return seconds if seconds < UNWEIGHED else seconds / slowness()
