"""The house stays small and speaks of itself only: sizes, names, and words that do not belong here."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = (
    *(".ci", "benchmarks", "changelog.d", "docs", "evaluation", "frontend", "requirements", "scripts", "src"),
    *("supply", "tests"),
)
CODE = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
WRITTEN = {".cfg", ".ini", ".json", ".md", ".py", ".sh", ".toml", ".txt", ".yml", ""}

MAX_FILE, MAX_FUNCTION, LONG_FUNCTION, MEDIAN_FUNCTION = 400, 60, 30, 10  # lines
NO_NAMES = {"utils", "util", "common", "misc", "helpers", "helper", "core", "base", "manager", "service"}
ADAPTER_PROTOCOL = "src/kithly/sources/base.py"

# Written apart, so that this file may hold them.
PLACES = re.compile(r"(?<![^\s\"'`=(:,\[])(?:/wo" + r"rk/|/tm" + r"p/v\b|/ro" + "ot/|/ho" + r"me/[a-z]+/)")
HOSTS = re.compile("py" + r"pi\.org|python" + r"hosted|npm" + r"js\.(?:org|com)")
ELSEWHERE = re.compile(r"\biss" + r"ue #?\d|\b(?:this|last|next|previous|an?) sess" + r"ion\b", re.IGNORECASE)
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]+\})\+")


def texts() -> Iterator[Path]:
    yield from (
        path
        for path in ROOT.iterdir()
        if path.is_file() and path.suffix in WRITTEN and path.name not in {"LICENSE", ".git"}
    )
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and path.suffix in WRITTEN and "__pycache__" not in path.parts:
                yield path


@cache
def tree(path: Path) -> ast.Module:
    """Return a file parsed once for every rule."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("pattern", [PLACES, HOSTS, ELSEWHERE], ids=["places", "hosts", "elsewhere"])
def test_nothing_names_a_machine_a_registry_or_how_it_was_made(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in texts()
        for match in [pattern.search(path.read_text("utf-8", errors="replace"))]
        if match
    ]
    assert not found


def test_no_file_of_code_is_longer_than_its_subject() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert not {path: lines for path, lines in long.items() if lines > MAX_FILE}


def test_functions_are_short() -> None:
    sizes = [(lines, name, path.relative_to(ROOT)) for path in CODE for name, lines in functions(path)]
    lines = sorted(size[0] for size in sizes)
    assert not [size for size in sizes if size[0] > MAX_FUNCTION]
    assert lines[int(len(lines) * 0.9)] <= LONG_FUNCTION
    assert statistics.median(lines) <= MEDIAN_FUNCTION


def test_no_module_is_called_after_nothing_in_particular() -> None:
    vague = [str(path.relative_to(ROOT)) for path in (ROOT / "src").rglob("*") if path.stem in NO_NAMES]
    assert vague == [ADAPTER_PROTOCOL]


def test_no_pattern_has_a_possessive_group() -> None:
    """Python before 3.11.5 loses matches of `(...)*+`; single characters and classes are safe."""
    patterns = {
        str(path.relative_to(ROOT)): node.value
        for path in (ROOT / "src").rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and POSSESSIVE_GROUP.search(node.value)
    }
    assert not patterns


def test_an_init_only_passes_names_on() -> None:
    for path in (ROOT / "src").rglob("__init__.py"):
        for node in tree(path).body:
            plain = isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign)
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            assert plain or docstring, f"{path.relative_to(ROOT)}:{node.lineno}"


def test_no_page_reproaches() -> None:
    pages = (ROOT / "src/kithly/interfaces/web/templates").rglob("*.html")
    assert not [
        path.name for path in pages if re.search(r"you have not|overdue", path.read_text("utf-8"), re.IGNORECASE)
    ]
