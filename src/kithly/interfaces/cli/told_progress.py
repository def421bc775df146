"""How far an import is, told in a line now and then: for whoever listens, or has a terminal that cannot move."""

from __future__ import annotations

import time

import click

from kithly.app.bringing import import_files
from kithly.interfaces.cli.text import clean, plural

EVERY = 10.0  # seconds between two lines


class Told:
    """Says how far each file is, on standard error."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, state: import_files.Progress) -> None:
        """Take the state after one batch."""
        if time.monotonic() - self._last < EVERY:
            return
        self._last = time.monotonic()
        name = clean(state.path.rsplit("/", 1)[-1])
        part = f", {state.offset * 100 // state.size} of 100 parts of the file" if state.size else ""
        click.echo(f"{name}: {plural(state.read, 'record')} read{part}", err=True)
