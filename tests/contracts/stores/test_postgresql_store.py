"""The store on PostgreSQL keeps the same contract."""

from __future__ import annotations

import pytest

from kithly.testing.stores import StoreContract


class TestPostgresql(StoreContract):
    @pytest.fixture
    def target(self, postgresql_empty: str) -> str:
        return postgresql_empty

    @pytest.fixture
    def prepared(self, postgresql_prepared: str) -> str:
        return postgresql_prepared
