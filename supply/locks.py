"""What the locks name: packages for Python with the hashes of their files, and what the web app has from npm."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.markers import Marker

ROOT: Final = Path(__file__).parents[1]
NPM: Final = "node_modules/"
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """One locked package for Python.

    Attributes:
        name: As its index spells it, in lower case.
        version: The only one that is taken.
        marker: Where it is needed; empty where everywhere.
        hashes: SHA-256 of every file that is taken, as hexadecimal digits.
    """

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def is_for_here(self) -> bool:
        """Whether this machine needs it."""
        return not self.marker or Marker(self.marker).evaluate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendored:
    """One locked package from npm.

    Attributes:
        name: With its scope.
        version: The only one that is taken.
        licence: What it says of itself, in SPDX.
        sha512: Of the archive it comes in, as hexadecimal digits.
        where: Whether the archive's own address is named, which would be a host.
    """

    name: str
    version: str
    licence: str
    sha512: str
    where: str | None


def pins(lock: str) -> tuple[Pin, ...]:
    """Return what a lock names.

    Args:
        lock: ``run`` or ``dev``.
    """
    text = (ROOT / "requirements" / f"{lock}.txt").read_text("utf-8").replace(" \\\n", " ")
    return tuple(_pin(line) for line in text.splitlines())


def _pin(line: str) -> Pin:
    told, *_ = line.partition(" --hash=")
    named, _, marker = told.partition(" ; ")
    name, _, version = named.strip().partition("==")
    return Pin(name=name, version=version, marker=marker.strip(), hashes=tuple(sorted(_HASH.findall(line))))


def vendored() -> tuple[Vendored, ...]:
    """Return what the lock of npm names, in its order."""
    lock = json.loads((ROOT / "frontend/package-lock.json").read_text("utf-8"))
    return tuple(_vendored(place.rpartition(NPM)[2], one) for place, one in lock["packages"].items() if place)


def _vendored(name: str, one: dict[str, Any]) -> Vendored:
    kind, _, told = str(one.get("integrity", "")).partition("-")
    return Vendored(
        name=name,
        version=one["version"],
        licence=str(one.get("license", "")),
        sha512=base64.b64decode(told).hex() if kind == "sha512" else "",
        where=one.get("resolved"),
    )
