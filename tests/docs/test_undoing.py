"""Every use case that changes what is kept is walked by the undo machine, or has a test of its undo, or a reason.

Which they are is read from the source: whoever opens a transaction, itself or by what it calls, changes something;
whoever opens a change there makes one that the list of changes shows.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from tests.docs.app_uses import APP, SOURCE, use_cases
from tests.properties.deeds import DEEDS

ROOT = Path(__file__).parents[2]
TABLE: Mapping[str, Mapping[str, str]] = tomllib.loads(Path(__file__).with_name("undoing.toml").read_text("utf-8"))
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@cache
def functions() -> Mapping[str, tuple[ast.AST, frozenset[str]]]:
    """Return every function and method of `app`, each with what it names of `app`."""
    found: dict[str, tuple[ast.AST, frozenset[str]]] = {}
    for path in (SOURCE / "kithly" / "app").rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"))
        brought = {
            one.asname or one.name: f"{node.module}.{one.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and f"{node.module}.".startswith(f"{APP}.")
            for one in node.names
        }
        for name, node in _defined(tree):
            found[f"{module}.{name}"] = (node, frozenset(_named(node, module, name, brought)))
    return found


def _defined(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    for node in tree.body:
        if isinstance(node, FUNCTIONS):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, FUNCTIONS))


def _named(node: ast.AST, module: str, name: str, brought: Mapping[str, str]) -> Iterator[str]:
    for one in ast.walk(node):
        if isinstance(one, ast.Name):
            yield brought.get(one.id, f"{module}.{one.id}")
        elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
            if one.value.id == "self":
                yield f"{module}.{name.partition('.')[0]}.{one.attr}"
            elif one.value.id in brought:
                yield f"{brought[one.value.id]}.{one.attr}"


def reaching(first: set[str]) -> set[str]:
    """Return the use cases that are among some functions, or call one of them, however far off."""
    found, fresh = set(first), set(first)
    while fresh:
        classes = {one.rpartition(".")[0] for one in found if one.rpartition(".")[0].rpartition(".")[2][:1].isupper()}
        fresh = {name for name, (_, names) in functions().items() if names & (found | classes)} - found
        found |= fresh
    return {name.removeprefix(f"{APP}.") for name in found} & use_cases()


def calling(method: str, of: str = "") -> set[str]:
    """Return the functions that call a method of this name, of something whose name ends so."""
    return {
        name
        for name, (node, _) in functions().items()
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and one.attr == method and ast.unparse(one.value).endswith(of)
    }


@cache
def writing() -> set[str]:
    return reaching(calling("transaction"))


@cache
def changing() -> set[str]:
    return reaching(calling("open", of="changes"))


def walked() -> set[str]:
    return {use for deed in DEEDS.values() for use in deed.uses}


def excused(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in TABLE["no_undo"])


def test_every_change_is_walked_or_its_undo_is_tested() -> None:
    known = walked() | TABLE["tested"].keys() | TABLE["through"].keys()
    left = sorted(name for name in changing() - known if not excused(name))
    assert not left, f"nobody tests the undo of {left}: make them deeds, or name their test in undoing.toml"


def test_whatever_else_writes_says_why_it_has_no_undo() -> None:
    left = sorted(name for name in writing() - changing() - walked() if not excused(name))
    assert not left, f"nobody says why these have no undo: {left}"


def test_no_line_of_the_table_is_left_over() -> None:
    known = writing() | changing()
    assert not [name for name in (*TABLE["tested"], *TABLE["through"]) if name not in known]
    assert not [one for one in TABLE["no_undo"] if not any(fnmatchcase(name, one) for name in known)]
    assert not [name for name in walked() if name not in use_cases()]
    assert not TABLE["tested"].keys() & walked()
    assert all(len(why.split()) > 3 for why in TABLE["no_undo"].values())
    ends = walked() | TABLE["tested"].keys()
    assert not [name for name, through in TABLE["through"].items() if through not in ends]


def test_every_named_test_exists_and_undoes() -> None:
    for place in TABLE["tested"].values():
        path, _, name = place.partition("::")
        tree: Any = ast.parse((ROOT / path).read_text("utf-8"))
        tests = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in tests, place
        text = ast.unparse(tests[name])
        assert "undo(" in text or "'undo'" in text or "undo_" in name or "taken_back" in name, place


def test_many_are_found() -> None:
    assert len(walked()) > 40
    assert {"belonging.word.note", "outbox.going.go", "bringing.import_files.import_paths"} <= changing()
