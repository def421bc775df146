"""What is declared is used, what is used is declared, and the locks are hashed and name no host."""

from __future__ import annotations

import ast
import functools
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest
from supply.locks import pins as locked
from supply.locks import vendored

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OTHER_NAME = {
    "beautifulsoup4": "bs4",
    "charset-normalizer": "charset_normalizer",
    "dnspython": "dns",
    "fast-mail-parser": "fast_mail_parser",
    "graspologic-native": "graspologic_native",
    "phonenumberslite": "phonenumbers",
    "python-multipart": "python_multipart",
    "recurring-ical-events": "recurring_ical_events",
    "x-wr-timezone": "x_wr_timezone",
}
# Extras, and what authors of adapters bring.
OPTIONAL = {"apprise", "numpy", "psycopg", "py4j", "pyarrow", "pyspark", "pytest", "safetensors", "tokenizers"}
PIN = re.compile(r"[a-z0-9][a-z0-9._-]*==[0-9][^ ]*( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@functools.cache
def imported() -> set[str]:
    """Return what the code imports, also what it imports by a name: libraries without types, and those read late."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    found |= {name.name.partition(".")[0] for name in names}
                case ast.ImportFrom(module=str(module), level=0):
                    found.add(module.partition(".")[0])
                case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(module)), *_]):
                    found.add(module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"kithly", ""}


def declared() -> set[str]:
    names = {re.split(r"[<>=\[ ]", line)[0] for line in PROJECT["dependencies"]}
    return {OTHER_NAME.get(name, name) for name in names}


def test_every_dependency_is_imported_and_every_import_is_declared() -> None:
    assert declared() <= imported()
    assert imported() - declared() <= OPTIONAL


@pytest.mark.parametrize("lock", ["run.txt", "dev.txt", "audit.txt"])
def test_a_lock_holds_pins_with_hashes_and_nothing_else(lock: str) -> None:
    lines = (ROOT / "requirements" / lock).read_text("utf-8").splitlines()
    assert len(lines) > 30
    for line in lines:
        assert PIN.fullmatch(line) or HASH.fullmatch(line), line


def pins(lock: str) -> set[str]:
    lines = (ROOT / "requirements" / lock).read_text("utf-8").splitlines()
    return {line.split(" ")[0] for line in lines if "==" in line}


def test_both_locks_name_the_same_versions() -> None:
    assert pins("run.txt") <= pins("dev.txt")


def test_what_is_declared_stands_in_the_lock_it_is_installed_from() -> None:
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run, dev = ({pin.name for pin in locked(lock)} for lock in ("run", "dev"))
    extras = [line for lines in PROJECT["optional-dependencies"].values() for line in lines]
    groups = whole["dependency-groups"]
    assert {named(line) for line in [*PROJECT["dependencies"], *groups["build"]]} <= run
    assert {named(line) for line in [*extras, *groups["dev"]]} <= dev


def named(line: str) -> str:
    return re.split(r"[<>=\[ ]", line)[0].lower()


def test_each_locked_package_has_hashes() -> None:
    assert [pin.name for lock in ("run", "dev", "audit") for pin in locked(lock) if not pin.hashes] == []


def test_what_comes_from_npm_is_pinned_by_its_bytes_and_names_no_host() -> None:
    packages = vendored()
    assert len(packages) > 5
    assert [one.name for one in packages if len(one.sha512) != 128 or one.where is not None] == []
    wanted = json.loads((ROOT / "frontend/package.json").read_text("utf-8"))["dependencies"]
    assert wanted.items() <= {one.name: one.version for one in packages}.items()
