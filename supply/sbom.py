"""What Kithly is made of, as a CycloneDX document: the locked packages and what the wheel holds from npm.

    python -m supply.sbom [FILE]

The same tree gives the same bytes: its number is made of its content, and its day is that of the build
(``SOURCE_DATE_EPOCH``), as in the wheel.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
import uuid
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentScope, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from supply.licences import Licence, every, spdx_of
from supply.locks import ROOT, Pin, Vendored, pins, vendored

EPOCH: Final = 1_580_601_600  # what hatchling takes where no day is given: 2020-02-02
NUMBERS: Final = uuid.UUID("6d7a1c1e-2f0e-5a57-9c8e-3d1b7f4e9a10")  # the space of our serial numbers
_NAME = re.compile(r"[-_.]+")


def document() -> str:
    """Return the document as JSON."""
    bom = _bom()
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def flaw(text: str) -> str | None:
    """Return what is wrong with a document by the schema of CycloneDX 1.6; None where nothing is."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return None if found is None else str(found)


def _bom() -> Bom:
    licences = {one.name: one for one in every(dev=())}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    root = _root(project["project"]["license"])
    graph = {pin.name: _needs(pin.name) for pin in pins("run")}
    users = _reached(map(_plain, project["project"]["dependencies"]), graph)
    build = _reached(map(_plain, project["dependency-groups"]["build"]), graph) - users
    python = {pin: _python(pin, licences[pin.name], is_used=pin.name not in build) for pin in pins("run")}
    npm = [_npm(one) for one in vendored()]
    at = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", EPOCH)), UTC)
    bom = Bom(components=[*python.values(), *npm], metadata=BomMetaData(component=root, timestamp=at))
    bom.register_dependency(root, [*(one for pin, one in python.items() if pin.name not in build), *npm])
    for pin, one in python.items():
        bom.register_dependency(one, [other for named, other in python.items() if named.name in graph[pin.name]])
    bom.serial_number = uuid.uuid5(NUMBERS, "\n".join(sorted(f"{one.purl}{one.scope}" for one in bom.components)))
    return bom


def _plain(line: str) -> str:
    return _NAME.sub("-", Requirement(line).name).lower()


def _needs(name: str) -> frozenset[str]:
    """Return what an installed package asks for here."""
    try:
        lines = map(Requirement, requires(name) or ())
    except PackageNotFoundError:
        return frozenset()
    return frozenset(_plain(str(one)) for one in lines if one.marker is None or one.marker.evaluate({"extra": ""}))


def _reached(first: Iterator[str], graph: Mapping[str, Collection[str]]) -> frozenset[str]:
    found, waiting = set[str](), list(first)
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting.extend(graph.get(name, ()))
    return frozenset(found)


def _root(licence: str) -> Component:
    version = re.search(r'__version__ = "(.+)"', (ROOT / "src/kithly/__init__.py").read_text("utf-8"))
    return Component(
        name="kithly",
        version=version[1] if version else None,
        type=ComponentType.APPLICATION,
        bom_ref="kithly",
        licenses=[LicenseFactory().make_with_id(licence)],
    )


def _python(pin: Pin, licence: Licence, *, is_used: bool) -> Component:
    purl = PackageURL("pypi", name=pin.name, version=pin.version)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=one) for one in pin.hashes]
    scope = ComponentScope.REQUIRED if is_used else ComponentScope.EXCLUDED
    return Component(
        name=pin.name,
        version=pin.version,
        bom_ref=str(purl),
        purl=purl,
        scope=scope,
        hashes=hashes,
        licenses=[LicenseFactory().make_from_string(licence.spdx)],
    )


def _npm(one: Vendored) -> Component:
    scope, _, name = one.name.rpartition("/")
    purl = PackageURL("npm", namespace=scope or None, name=name, version=one.version)
    return Component(
        name=name,
        group=scope or None,
        version=one.version,
        bom_ref=str(purl),
        purl=purl,
        scope=ComponentScope.REQUIRED,
        hashes=[HashType(alg=HashAlgorithm.SHA_512, content=one.sha512)],
        licenses=[LicenseFactory().make_from_string(spdx_of(one))],
    )


def main() -> int:
    """Write the document, or print it; returns 1 if it is not what the schema asks for."""
    text = document()
    if told := flaw(text):
        sys.stderr.write(f"{told}\n")
        return 1
    if sys.argv[1:]:
        target = Path(sys.argv[1])
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
