"""Secrets in the tree, and by `make audit` in all that git keeps: keys in the forms services give them."""

from __future__ import annotations

import hashlib
import math
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from supply.builds import tracked
from supply.locks import ROOT
from supply.waivers import Finding, open_findings, waivers

MOST_BYTES: Final = 4 << 20  # of one file; larger ones are no text of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What one kind of secret looks like.

    Attributes:
        rule: Its name.
        pattern: Where ``value`` is named, that is the secret, else all of it.
        entropy: Bits a character the secret has at least.
        hints: One of them stands in every text that has such a secret; none where that cannot be said.
    """

    rule: str
    pattern: re.Pattern[str]
    entropy: float
    hints: tuple[str, ...]


def _forms() -> tuple[Form, ...]:
    rows = tomllib.loads(Path(__file__).with_name("leaks.toml").read_text("utf-8"))["form"]
    return tuple(
        Form(
            rule=row["rule"],
            pattern=re.compile(row["pattern"]),
            entropy=row.get("entropy", 0.0),
            hints=tuple(row.get("hints", ())),
        )
        for row in rows
    )


FORMS: Final = _forms()


def in_text(text: str, path: str) -> Iterator[Finding]:
    """Yield what looks like a secret; the finding does not repeat it."""
    for form in FORMS:
        if form.hints and not any(hint in text for hint in form.hints):
            continue
        for match in form.pattern.finditer(text):
            value = match.groupdict().get("value") or match[0]
            if bits(value) >= form.entropy:
                line = text.count("\n", 0, match.start()) + 1
                mark = hashlib.sha256(value.encode()).hexdigest()
                yield Finding(tool="secrets", rule=form.rule, path=path, line=line, mark=mark)


def bits(text: str) -> float:
    """Return Shannon's entropy of a text, in bits a character."""
    size = len(text)
    return -sum(count / size * math.log2(count / size) for count in Counter(text).values())


def in_tree() -> Iterator[Finding]:
    """Yield what looks like a secret in the files of the project."""
    for path in sorted(tracked()):
        if (ROOT / path).stat().st_size <= MOST_BYTES:
            yield from in_text((ROOT / path).read_text("utf-8", "replace"), path)


def in_history() -> Iterator[Finding]:
    """Yield what looks like a secret in whatever git keeps and is not in the tree, under the name of the object."""
    known = {finding.mark for finding in in_tree()}
    words = ["git", "cat-file", "--batch-all-objects", "--unordered", "--batch", "--buffer"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE) as process:
        out = process.stdout
        while out is not None and (head := out.readline()):
            name, kind, size = head.decode().split()
            content = out.read(int(size) + 1)
            if kind == "blob" and int(size) <= MOST_BYTES:
                found = in_text(content.decode("utf-8", "replace"), f"git object {name}")
                yield from (one for one in found if one.mark not in known)


def main() -> int:
    """Print what is not let stand; returns 1 if there is anything."""
    told = open_findings(in_tree(), waivers("secrets"))
    sys.stdout.write("".join(f"{line}\n" for line in told) or "No secret is in the tree.\n")
    return bool(told)


if __name__ == "__main__":
    sys.exit(main())
