"""Where the documentation stands, for its tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Of the environment, what a bare one still has: where programs and this very checkout are found.
KEPT = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}

Script = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture
def script() -> Script:
    """Return a function that runs a Python script of the project in a bare environment."""

    def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            capture_output=True,
            check=False,
            cwd=ROOT,
            encoding="utf-8",
            env={**KEPT, "PYTHONUTF8": "1", **settings},
        )

    return run
