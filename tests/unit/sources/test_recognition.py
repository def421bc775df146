"""Every source is offered every other source's samples, and refuses them."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Final

import pytest

from kithly.sources import FileSource, Item, items

PROJECT: Final = Path(__file__).parents[3]
GOLDEN: Final = PROJECT / "tests" / "golden"
SEVERAL: Final = {"schemas"}  # what old databases were made of: files of several sources
FOLDERS: Final = {"linkedin": "linkedin_export"}  # where a folder of samples has another name than its source
ENTRIES: Final[dict[str, str]] = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"][
    "entry-points"
]["kithly.sources"]
SOURCES: Final = [EntryPoint(name, place, "kithly.sources").load()() for name, place in sorted(ENTRIES.items())]


def samples() -> list[tuple[str, Item]]:
    """Return every sample with the source it belongs to; the records beside them are JSON of ours."""
    found: list[tuple[str, Item]] = []
    for folder in sorted(path for path in GOLDEN.iterdir() if path.is_dir() and path.name not in SEVERAL):
        owner = FOLDERS.get(folder.name, folder.name)
        found.extend((owner, item) for item in items(folder))
    return found


@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_a_source_refuses_the_samples_of_every_other(source: FileSource) -> None:
    taken = [item.path for owner, item in samples() if owner != source.name and source.recognises(item)]
    assert not taken


@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_a_source_takes_some_sample_of_its_own(source: FileSource) -> None:
    own = [item for owner, item in samples() if owner == source.name]
    assert not own or any(source.recognises(item) for item in own)
