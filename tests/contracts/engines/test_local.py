"""The engine of one machine keeps the contract, whether its rows fit into memory or lie on disk."""

from __future__ import annotations

import pytest

from kithly.engines.local import Local
from kithly.testing.engines import EngineContract


class TestInMemory(EngineContract):
    @pytest.fixture
    def engine(self) -> Local:
        return Local()


class TestOnDisk(EngineContract):
    @pytest.fixture
    def engine(self) -> Local:
        return Local(at_once=700)
