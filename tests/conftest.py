"""Rules for the whole suite: in CI a skipped test is a failure; the environment never leaks in."""

from __future__ import annotations

import gc
import itertools
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from kithly.store import connecting

# On a shared machine a slow example says nothing. In CI the same examples are tried each time, so that a red run
# speaks of the change; new ones are looked for by `make fuzz`.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)

CI = os.environ.get("CI", "").lower() == "true"

settings.load_profile("ci" if CI else "here")

NO_KEYRING = "keyring.backends.fail.Keyring"  # never the user's own


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where nothing may be left out."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where a skip is a failure: {report.longrepr}"
    return report


def pytest_configure() -> None:
    """Keep the user's own keyring out of what is made for a whole module, before any test begins.

    The database of a test need not survive a power cut, so its commits wait for no disk; `test_power_cut` runs apart.
    """
    os.environ["PYTHON_KEYRING_BACKEND"] = NO_KEYRING
    connecting.SYNCHRONOUS = "NORMAL"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests to their own targets unless they are asked for by marker."""
    if config.getoption("markexpr"):
        return
    slow = [item for item in items if item.get_closest_marker("slow") is not None]
    left_out = {id(item) for item in slow}  # comparing every item with every other would take many seconds
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if id(item) not in left_out]


def pytest_collection_finish() -> None:
    """Keep twenty thousand tests, which stay until the end, out of every later collection of garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield places for a network of a test's own, without making them: most tests need none."""
    base = tmp_path_factory.mktemp("networks")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, _nowhere: Iterator[Path]) -> None:
    """Keep the user's own network and settings out of every test."""
    for name in [name for name in os.environ if name.startswith("KITHLY_") and name != "KITHLY_CORPORA"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KITHLY_DATA", str(next(_nowhere)))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", NO_KEYRING)


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of public sample files; a missing one is a failure where it was promised."""
    named = os.environ.get("KITHLY_CORPORA")
    if not named:
        pytest.skip("KITHLY_CORPORA is not set")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"KITHLY_CORPORA names no folder: {folder}")
    return folder
