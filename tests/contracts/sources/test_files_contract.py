"""Every registered source of files keeps the contract that is offered to authors of further ones."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Final

import pytest

from kithly.sources import FileSource
from kithly.testing.sources import SourceContract

PROJECT: Final = Path(__file__).parents[3]
GOLDEN: Final = PROJECT / "tests" / "golden"
FOLDERS: Final = {"linkedin_export": "linkedin"}  # where a folder of samples has another name than its source
ENTRIES: Final[dict[str, str]] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"][
    "entry-points"
]["kithly.sources"]


@pytest.mark.parametrize("name", sorted(ENTRIES))
class TestFileSources(SourceContract):
    @pytest.fixture
    def source(self, name: str) -> FileSource:
        source: FileSource = EntryPoint(name, ENTRIES[name], "kithly.sources").load()()
        return source

    @pytest.fixture
    def samples(self, name: str) -> Path:
        return GOLDEN / FOLDERS.get(name, name)
