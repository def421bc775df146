"""A network on a server is not backed up by Kithly, which says by what it is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kithly.app.network import Network
from kithly.app.owning.daily import OFF, back_up_today, is_due
from kithly.app.owning.making import back_up
from kithly.app.recall import Recall
from kithly.app.settings import Settings
from kithly.errors import UserError
from kithly.store import Store


def test_the_servers_own_tool_is_named(postgresql_prepared: str, tmp_path: Path) -> None:
    with Store.open(postgresql_prepared, backups=tmp_path) as store:
        settings, now = Settings(folder=tmp_path), datetime(2026, 3, 2, tzinfo=UTC)
        network = Network(store=store, settings=settings, now=now, zone=ZoneInfo("UTC"), recall=Recall(store))
        with pytest.raises(UserError, match="pg_dump") as told:
            back_up(network)
        assert told.value.hint.startswith("pg_dump --format=custom")
        assert not is_due(network)
        assert back_up_today(network).outcome == OFF
    assert list(tmp_path.iterdir()) == []
