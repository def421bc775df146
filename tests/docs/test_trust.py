"""Every promise of the register is kept by a test that is there, and no check is left out in silence."""

from __future__ import annotations

import ast
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def _page() -> ModuleType:
    spec = importlib.util.spec_from_file_location("trust_page", ROOT / "docs" / "trust_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = _page()
CHECKS: dict[int, Mapping[str, Any]] = PAGE.checks()
STANDARD: Mapping[str, Any] = PAGE.requirements()


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the tests of a file, those in classes too."""
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    )


def lost(tests: list[str]) -> Iterator[str]:
    """Yield what is named and not there."""
    for one in tests:
        file, *inner = one.split("::")
        path = ROOT / file
        if not path.exists() or any(name.partition("[")[0] not in names_in(path) for name in inner):
            yield one


def test_every_check_has_its_row() -> None:
    assert sorted(CHECKS) == list(PAGE.NUMBERS)


@pytest.mark.parametrize("number", sorted(CHECKS))
def test_a_check_names_tests_that_are_there_or_says_why_there_is_none(number: int) -> None:
    row = CHECKS[number]
    assert set(row) <= {"says", "tests", "figure", "open"}
    assert row["says"].endswith(".")
    assert row["tests"] or row.get("open")
    assert not list(lost(row["tests"]))
    assert re.search(r"\d", row["figure"]) or row.get("open"), "a figure without a number"


def test_every_requirement_of_the_standard_is_answered_once() -> None:
    answered = Counter(one for row in STANDARD["row"] for one in PAGE.spread(row["ids"]))
    asked = {f"{section}.{n + 1}" for section, count in STANDARD["counts"].items() for n in range(count)}
    assert set(answered) == asked
    assert not [one for one, times in answered.items() if times > 1]
    assert len(asked) == 253


@pytest.mark.parametrize("row", STANDARD["row"], ids=lambda row: row["ids"][0])
def test_an_answer_names_what_proves_it(row: Mapping[str, Any]) -> None:
    assert set(row) <= {"ids", "state", "how", "tests", "checks", "docs"}
    assert not list(lost(row.get("tests", [])))
    assert set(row.get("checks", ())) <= set(CHECKS)
    assert all((ROOT / page).exists() for page in row.get("docs", ()))
    if row["state"] == "holds":
        assert row.get("tests") or row.get("checks")
    if row["state"] == "written":
        assert row["docs"]
    assert row["state"] in PAGE.STATES
