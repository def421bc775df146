"""Which use cases there are, and which door calls which: read from the source, so that no list can say otherwise."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
APP, VIEWS = "kithly.app", "kithly.app.views"
DOORS = ("cli", "web", "rest", "mcp")
BEHIND = {"mcp": ("app/proposing/kinds.py",)}  # what a door calls by way of `app`: an assistant only proposes these


@cache
def uses() -> Mapping[str, set[str]]:
    """Return the doors that call each use case: public functions of `app` that take a network first.

    Returns:
        Names of doors by the use case's name below ``kithly.app``: ``today.day.today``.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for door in DOORS:
        own = sorted((SOURCE / "kithly" / "interfaces" / door).rglob("*.py"))
        for path in (*own, *(SOURCE / "kithly" / one for one in BEHIND.get(door, ()))):
            for name in _called(path):
                if name in use_cases():
                    found[name].add(door)
    return found


@cache
def use_cases() -> frozenset[str]:
    """Return every public function of `app` whose first argument is a network."""
    found = set()
    for path in (SOURCE / "kithly" / "app").rglob("*.py"):
        module = ".".join(path.relative_to(SOURCE).with_suffix("").parts)
        if module.startswith(VIEWS):
            continue
        found |= {f"{module.removeprefix(APP + '.')}.{name}" for name in _taking_a_network(path)}
    return frozenset(found)


def _taking_a_network(path: Path) -> Iterator[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
            told = node.args.args[0].annotation
            if isinstance(told, ast.Name) and told.id == "Network":
                yield node.name


def _called(path: Path) -> Iterator[str]:
    """Yield what a file imports from `app`, by function or by module and attribute."""
    tree = ast.parse(path.read_text("utf-8"))
    modules: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and f"{node.module}.".startswith(f"{APP}."):
            place = node.module.removeprefix(APP).removeprefix(".")
            for one in node.names:
                name = f"{place}.{one.name}".removeprefix(".")
                modules[one.asname or one.name] = name
                yield name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield f"{modules[node.value.id]}.{node.attr}"
