"""What tests call CPU time: seconds on the machine the limits were set on."""

from __future__ import annotations

import time

from benchmarks.calibration import CALIBRATION_SECONDS, calibrate
from tests.pace import UNWEIGHED, fair, slowness, spent


def test_the_calibration_itself_takes_what_it_took_there() -> None:
    began = time.process_time()
    calibrate()
    assert spent(began) < 2 * CALIBRATION_SECONDS


def test_little_is_told_as_it_is_and_a_slow_machine_is_taken_out() -> None:
    assert fair(UNWEIGHED / 2) == UNWEIGHED / 2
    assert slowness() >= 1
    assert 0 < fair(100.0) <= 100.0
