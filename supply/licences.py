"""Under which licence each locked package stands, read from what is installed; what cannot be told is a finding."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from license_expression import LicenseExpression, get_spdx_licensing
from supply.locks import Pin, Vendored, pins, vendored

RULES: Final[Mapping[str, Any]] = tomllib.loads(Path(__file__).with_name("licences.toml").read_text("utf-8"))
UNKNOWN: Final = ""
_SPDX = get_spdx_licensing()
_FILE = re.compile(r"dist-info/.*(licen[cs]e|copying)", re.IGNORECASE)
_BSD: Final = "Redistribution and use in source and binary forms"
# The first words that only one licence has, for packages whose metadata names none.
_WORDS: Final = (
    ("MIT", re.compile(r"Permission is hereby granted, free of charge, to any person obtaining a copy")),
    (
        "BSD-3-Clause",
        re.compile(
            r"Redistribution and use in source and binary forms.{20,900}(?:Neither the name|names? of)", re.DOTALL
        ),
    ),
    ("BSD-2-Clause", re.compile(_BSD)),
    ("Apache-2.0", re.compile(r"Apache License\s+Version 2\.0, January 2004")),
    ("ISC", re.compile(r"Permission to use, copy, modify, and(?:/or)? distribute this software for any purpose")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """What is known of one package.

    Attributes:
        name: Of the package.
        version: As locked; of several for different systems all.
        spdx: An SPDX expression; empty where unknown.
        told_by: What told it: ``metadata``, ``licence file``, ``older metadata`` or ``read`` by a person.
        is_for_users: Whether a user's machine gets it.
    """

    name: str
    version: str
    spdx: str
    told_by: str
    is_for_users: bool


def every(run: Collection[Pin] | None = None, dev: Collection[Pin] | None = None) -> tuple[Licence, ...]:
    """Return all locked packages for Python, those for users first, by name."""
    users = pins("run") if run is None else run
    known = {one.name for one in users}
    others = [one for one in (pins("dev") if dev is None else dev) if one.name not in known]
    return (*_each(users, is_for_users=True), *_each(others, is_for_users=False))


def _each(locked: Collection[Pin], *, is_for_users: bool) -> Iterator[Licence]:
    """Yield one for each name: of several versions, the one this machine takes."""
    chosen: dict[str, Pin] = {}
    for pin in locked:
        if pin.name not in chosen or pin.is_for_here:
            chosen[pin.name] = pin
    for name in sorted(chosen):
        spdx, told_by = _of(chosen[name])
        version = ", ".join(dict.fromkeys(pin.version for pin in locked if pin.name == name))
        yield Licence(name=name, version=version, spdx=spdx, told_by=told_by, is_for_users=is_for_users)


def _of(pin: Pin) -> tuple[str, str]:
    if not pin.is_for_here:  # whether it happens to be installed must not matter
        return _read(pin.name), "read"
    try:
        found = distribution(pin.name)
    except PackageNotFoundError:
        return UNKNOWN, "not installed"
    if found.version != pin.version:
        return UNKNOWN, f"{found.version} is installed, {pin.version} locked"
    for told_by, look in (("metadata", by_expression), ("licence file", by_file), ("older metadata", by_old_names)):
        if told := look(found):
            return told, told_by
    return _read(pin.name), "read"


def _read(name: str) -> str:
    return str(RULES["read"].get(name, {}).get("licence", UNKNOWN))


def by_expression(found: Distribution) -> str:
    """Return what a package says of itself in SPDX; empty where it does not."""
    line = _field(found, "License")
    return _field(found, "License-Expression") or (line if _is_spdx(line) else UNKNOWN)


def _field(found: Distribution, name: str) -> str:
    return str(next(iter(found.metadata.get_all(name) or ()), "")).strip()


def by_old_names(found: Distribution) -> str:
    """Return what older fields of a package tell; empty where they tell nothing that is known."""
    classified = [one.rpartition(" :: ")[2] for one in found.metadata.get_all("Classifier") or [] if "License" in one]
    named = sorted({RULES["names"][one] for one in classified if one in RULES["names"]})
    line = _field(found, "License")
    return " OR ".join(named) or str(RULES["names"].get(line, UNKNOWN))


def _is_spdx(text: str) -> bool:
    return bool(text) and len(text) < 100 and not _SPDX.validate(text).errors


def by_file(found: Distribution) -> str:
    """Return what the words of a package's licence file tell; empty where no words are known."""
    for file in found.files or ():
        if _FILE.search(str(file)):
            words = " ".join(Path(str(file.locate())).read_text("utf-8", "replace").split())
            places = [(match.start(), name) for name, pattern in _WORDS for match in [pattern.search(words)] if match]
            if places:  # of several the package's own stands first, those of what it holds follow
                return min(places, key=lambda place: place[0])[1]
    return UNKNOWN


def is_allowed(spdx: str, allowed: Collection[str]) -> bool:
    """Whether every licence that binds is allowed; of alternatives one is enough."""
    return bool(spdx) and not _SPDX.validate(spdx).errors and _holds(_SPDX.parse(spdx), allowed)


def _holds(tree: LicenseExpression, allowed: Collection[str]) -> bool:
    parts = getattr(tree, "args", ())
    if not parts:
        return str(tree) in allowed
    held = [_holds(part, allowed) for part in parts]
    return any(held) if " OR " in str(tree) and type(tree).__name__ == "OR" else all(held)


def findings(found: Collection[Licence]) -> list[str]:
    """Return what is unknown or does not go with Kithly's own licence, a line each; also rules nobody needs."""
    tools = RULES["tools"]
    told = [_finding(one) for one in found]
    names = {one.name for one in found}
    read = {one.name for one in found if one.told_by == "read"}
    stale = [f"{name}: licences.toml tells of it, and needs not" for name in RULES["read"] if name not in read]
    gone = [f"{name}: a tool that is not locked any more" for name in tools if name not in names]
    npm = [f"{one.name} (npm): {one.licence}" for one in vendored() if not is_allowed(spdx_of(one), RULES["wheel"])]
    return [*(line for line in told if line), *stale, *gone, *npm]


def spdx_of(one: Vendored) -> str:
    """Return the licence of a package from npm as SPDX names it."""
    return str(RULES["names"].get(one.licence, one.licence))


def _finding(one: Licence) -> str | None:
    if not one.spdx:
        return f"{one.name}: unknown ({one.told_by})"
    tool = RULES["tools"].get(one.name)
    if is_allowed(one.spdx, RULES["users"]) or (tool and tool["licence"] == one.spdx and not one.is_for_users):
        return None
    return f"{one.name}: {one.spdx}"


def main() -> int:
    """Print what is wrong; returns 1 if anything is."""
    found = findings(every())
    sys.stdout.write("".join(f"{line}\n" for line in found) or "Every licence is known and goes with Apache-2.0.\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
