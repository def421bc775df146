"""What is said when Spark stops: the line that tells the cause, not the one that comes first."""

from __future__ import annotations

import pytest
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException, PythonException

from kithly.engines.spark import _cause

OF_A_WORKER = """
  An exception was thrown from the Python worker. Please see the stack trace below.
Traceback (most recent call last):
  File "worker.py", line 3, in main
ModuleNotFoundError: No module named 'kithly'
"""


@pytest.mark.parametrize(
    ("failure", "told"),
    [
        (PythonException(OF_A_WORKER), "ModuleNotFoundError: No module named 'kithly'"),
        (PySparkException("All masters are unresponsive!\n\tat java.base"), "All masters are unresponsive!"),
        (
            Py4JError("An error occurred while calling None.x.\n: java.lang.Oh: No context.\n\tat x"),
            "java.lang.Oh: No context.",
        ),
        (PySparkException(""), "PySparkException"),
    ],
)
def test_the_line_that_tells_the_cause_is_shown(failure: Exception, told: str) -> None:
    assert _cause(failure) == told
