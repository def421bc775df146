"""Archives made to hurt are imported as any user would: nothing is written outside, and nothing grows."""

from __future__ import annotations

import pytest
from tests.e2e.hostile_archives import BOMBS, LISTS, NAMES, write_all
from tests.e2e.hostile_imports import Imported, imported

SECONDS = 5.0  # of CPU, beyond the start of the program
MEGABYTES, MEGABYTES_LISTED = 200, 240  # of memory in all; where 100,000 names are listed before it is refused


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Imported]:
    """Return what became of each; what lay there before lies there still, and nothing else."""
    folder = tmp_path_factory.mktemp("archives")
    write_all(folder / "given")
    before = sorted(folder.rglob("*"))
    found = imported(folder / "given", folder / "out")
    assert sorted(path for path in folder.rglob("*") if folder / "out" not in (path, *path.parents)) == before
    assert not list(folder.rglob("*evil*"))
    return found


def test_an_archive_made_to_hurt_costs_little_and_what_is_honest_is_read(told: dict[str, Imported]) -> None:
    for name in (*BOMBS, *NAMES, *LISTS):
        told[name].held_to(seconds=SECONDS, megabytes=MEGABYTES_LISTED if name in LISTS else MEGABYTES)
    for name in (*BOMBS, *(name for name in LISTS if "it says" not in name)):
        assert told[name].notes, name
    for name in NAMES:
        assert told[name].totals["new"] >= 1, name
        assert "passwd" not in str(told[name].view), name
