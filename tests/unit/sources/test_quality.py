"""Every registered source has a full row in quality.toml, and what it calls done exists."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
ASPECTS = {"golden", "damaged", "repeatable", "incremental", "removal", "limits", "how_to"}
FORMS = {"done": {"state", "at"}, "todo": {"state"}, "exempt": {"state", "why"}}

POINTS = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]
SOURCES = sorted({**POINTS["kithly.sources"], **POINTS["kithly.accounts"]})
ROWS = tomllib.loads((PROJECT / "src" / "kithly" / "sources" / "quality.toml").read_text("utf-8"))


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_has_a_full_row(source: str) -> None:
    assert set(ROWS.get(source, {})) == ASPECTS


def test_there_is_no_row_without_a_source() -> None:
    assert set(ROWS) <= set(SOURCES)


@pytest.mark.parametrize("source", sorted(ROWS))
def test_what_is_done_exists_and_what_is_exempt_says_why(source: str) -> None:
    for aspect, said in ROWS[source].items():
        assert set(said) == FORMS[said["state"]], f"{source}.{aspect}"
        assert said.get("why", "why"), f"{source}.{aspect}"
        assert (PROJECT / said.get("at", "pyproject.toml")).is_file(), f"{source}.{aspect}: {said.get('at')}"
