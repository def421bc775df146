"""The store on SQLite keeps its contract."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.testing.stores import StoreContract


class TestSqlite(StoreContract):
    @pytest.fixture
    def target(self, tmp_path: Path) -> Path:
        return tmp_path / "data" / "network.db"
