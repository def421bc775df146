"""The keeper: today's backup is made in a process of its own, once, and ends with the server."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kithly.app.network import open_network
from kithly.errors import StoreBusy
from kithly.interfaces.web import keeper as keeping
from kithly.interfaces.web.keeper import Keeper
from kithly.testing.store_samples import contact, keep, sighted

PATIENCE = 30.0  # seconds


def soon(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not happened() and time.monotonic() < until:
        time.sleep(0.02)
    return happened()


def test_todays_backup_is_made_and_one_that_is_made_ends_with_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FIRST", 0.0)
    with open_network(tmp_path) as network:
        keep(network.store, "a", [sighted(contact("ana"))])
        keeper = Keeper(lambda: network)
        keeper.begin()
        assert soon(lambda: bool(list(network.settings.backups.glob("*-daily.zip"))))
        assert soon(lambda: not keeper.is_making)
        keeper.make()
        assert keeper.is_making
        keeper.end()
        assert not keeper.is_making
        assert len(list(network.settings.backups.glob("*.zip"))) == 1


def test_a_store_that_is_away_ends_no_keeper(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def busy() -> None:
        asked.append(1)
        raise StoreBusy("Another Kithly is writing right now.")

    monkeypatch.setattr(keeping, "FIRST", 0.0)
    monkeypatch.setattr(keeping, "EVERY", 0.0)
    keeper = Keeper(busy)  # type: ignore[arg-type] # it gives nothing
    keeper.begin()
    assert soon(lambda: len(asked) > 2)
    keeper.end()
