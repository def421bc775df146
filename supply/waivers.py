"""Findings of scanners, and which of them are let stand: one place, each with a reason and a day."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

PLACE: Final = Path(__file__).with_name("waivers.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place at which a scanner stopped.

    Attributes:
        tool: Which scanner.
        rule: The scanner's name of it.
        path: Below the project's folder.
        line: Of the file, from 1.
        told: What is wrong, in the scanner's words; never a secret itself.
        mark: Of a secret: what tells it from others without giving it away.
    """

    tool: str
    rule: str
    path: str
    line: int
    told: str = ""
    mark: str = ""

    def __str__(self) -> str:
        """Return it as a line that editors can follow."""
        return f"{self.path}:{self.line}: {self.tool} {self.rule} {self.told}".rstrip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """What is let stand.

    Attributes:
        tool: Which scanner.
        rule: The scanner's name of it.
        where: A path, in which ``*`` stands for one name.
        count: How many there are, exactly.
        on: When somebody looked.
        why: What makes it harmless.
    """

    tool: str
    rule: str
    where: str
    count: int
    on: date
    why: str

    def covers(self, finding: Finding) -> bool:
        """Whether this is about a finding."""
        is_there = re.fullmatch(re.escape(self.where).replace(r"\*", "[^/]+"), finding.path)
        return is_there is not None and (self.tool, self.rule) == (finding.tool, finding.rule)


def waivers(tool: str) -> tuple[Waiver, ...]:
    """Return what is let stand of one scanner."""
    rows = tomllib.loads(PLACE.read_text("utf-8"))["waiver"]
    return tuple(Waiver(**row) for row in rows if row["tool"] == tool)


def open_findings(found: Iterable[Finding], waived: Sequence[Waiver]) -> list[str]:
    """Return what is not let stand, and waivers whose count is not what was found, a line each."""
    told, counted = [], Counter[Waiver]()
    for finding in found:
        covering = next((one for one in waived if one.covers(finding)), None)
        if covering is None:
            told.append(str(finding))
        else:
            counted[covering] += 1
    changed = [one for one in waived if counted[one] != one.count]
    return [*told, *(f"{one.where}: {one.rule} {counted[one]} times, {one.count} are waived" for one in changed)]
