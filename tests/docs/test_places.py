"""The pages that lead through the code name only places that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("architecture", "where-to-change")
HOUSE = [path.name for path in ROOT.iterdir()] + [
    path.relative_to(ROOT).as_posix()
    for folder in ("src", "tests", "docs", "evaluation", "benchmarks", "scripts", "supply")
    for path in (ROOT / folder).rglob("*")
    if "__pycache__" not in path.parts
]
PLACE = re.compile(r"`([a-z_]+(?:/[a-z_]+)*(?:\.(?:py|toml|json|txt|md)|(?<=[a-z])/[a-z_]+))`")


def places(page: str) -> set[str]:
    return set(PLACE.findall((ROOT / "docs" / "explanation" / f"{page}.md").read_text("utf-8")))


@pytest.mark.parametrize("page", PAGES)
def test_every_place_a_page_names_exists(page: str) -> None:
    named = places(page)
    assert len(named) > 15
    assert not [one for one in sorted(named) if not any(f"/{path}".endswith(f"/{one}") for path in HOUSE)]
