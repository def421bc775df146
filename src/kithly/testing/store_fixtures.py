"""What every contract of a store stands on: an empty database, opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kithly.store import Store


class StoreFixtures:
    """Inherit, and say in `target` where an empty database is or can be made."""

    @pytest.fixture
    def target(self) -> Path | str:
        """Return the path or address of an empty database; override it."""
        raise NotImplementedError

    @pytest.fixture
    def prepared(self, target: Path | str) -> Path | str:
        """Return the path or address of a database that may have its tables; override it to save time."""
        return target

    @pytest.fixture
    def store(self, prepared: Path | str) -> Iterator[Store]:
        """Yield the opened store."""
        with Store.open(prepared) as opened:
            yield opened
