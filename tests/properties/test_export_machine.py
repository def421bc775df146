"""After any sequence of imports, decisions and undos, an export taken in gives the same network and the same export."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis.stateful import precondition, rule, run_state_machine_as_test
from tests.e2e.exporting_side import tree
from tests.properties.test_network_machine import QUICK, NetworkMachine

from kithly.app.network import Network
from kithly.app.owning.export.exporting import export
from kithly.app.owning.export.taking_in import take_in
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.store import Store


class ExportMachine(NetworkMachine):
    """A user who takes everything along, now and then, and goes on in the new place."""

    moved: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.room = tempfile.TemporaryDirectory(prefix="kithly-moves-")
        self.folder = Path(self.room.name) / "data"
        self.moves = 0

    def teardown(self) -> None:
        """Move a last time, and close everything."""
        self.move()
        super().teardown()
        self.room.cleanup()

    def place(self) -> Path:
        """Return where the next export goes."""
        self.moves += 1
        return Path(self.room.name) / f"export-{self.moves}"

    @precondition(lambda self: bool(self.people()))
    @rule()
    def move(self) -> None:
        """Go on in a new place: everything that is kept and derived is the same, and so is the next export."""
        with self.store.reading() as kept:
            before = kept.canonical(), self.compared(kept.derived())
        first, second = self.place(), self.place()
        export(self.network, first)
        there = Store.open(":memory:")
        recall = Recall(there)
        zone = ZoneInfo("UTC")
        network = Network(store=there, settings=Settings(folder=self.folder), now=self.now, zone=zone, recall=recall)
        take_in(network, first)
        with there.reading() as kept:
            assert (kept.canonical(), self.compared(kept.derived())) == before
        export(network, second)
        assert tree(first) == tree(second)
        self.store.close()
        self.store, self.recall = there, recall
        type(self).moved += 1


def test_after_any_sequence_a_network_that_moves_is_the_same() -> None:
    ExportMachine.moved = 0
    run_state_machine_as_test(ExportMachine, settings=settings(QUICK, max_examples=4, stateful_step_count=6))
    assert ExportMachine.moved >= 4


@pytest.mark.slow
@pytest.mark.timeout(1_800)
def test_after_many_long_sequences_a_network_that_moves_is_the_same() -> None:
    run_state_machine_as_test(
        ExportMachine, settings=settings(QUICK, max_examples=100, stateful_step_count=30, derandomize=False)
    )
