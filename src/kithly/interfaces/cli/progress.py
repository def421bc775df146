"""A progress line with rate and time left, for imports longer than a second."""

from __future__ import annotations

import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from kithly.app.bringing import import_files

PATIENCE = 1.0  # seconds before a progress line appears at all


class Bar:
    """Shows how far each file is, on standard error."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def show(self, state: import_files.Progress) -> None:
        """Take the state after one batch."""
        if time.monotonic() - self._began < PATIENCE:
            return
        if self._progress is None:
            self._progress = _line()
            self._progress.start()
        if state.path not in self._tasks:
            name = state.path.rsplit("/", 1)[-1][:28]
            self._tasks[state.path] = self._progress.add_task(name, total=state.size or None, rate="")
        rate = state.read / (time.monotonic() - self._began)
        self._progress.update(
            self._tasks[state.path], completed=state.offset, rate=f"{state.read:,} read, {rate:,.0f}/s"
        )

    def close(self) -> None:
        """Take the line away."""
        if self._progress is not None:
            self._progress.stop()


def _line() -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=16),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )
