"""The words of Kithly's own drafts, chosen by a seed so that no two of a week are alike."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from zlib import crc32

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FIELD = re.compile(r"\{[a-z_]+\}")
RUN = 7  # drafts whose phrases differ


def phrase(name: str, seed: int, **words: str) -> str:
    """Return one phrase, filled.

    Seeds within a run (0 to 6, 7 to 13 ...) give different phrases, so drafts numbered through a week differ; from
    run to run the lists are paired anew.

    Args:
        name: Name of the list, for example ``reconnect.mail``.
        seed: Number of the draft; any integer.
        words: What to fill in; braces in it stay what they are.
    """
    lines = _lists()[name]
    turned = seed + seed // RUN * crc32(name.encode())
    return lines[turned % len(lines)].format_map(words)


@cache
def phrase_words() -> frozenset[str]:
    """Return the lower-case words of all phrases: where they stand in a text, they tell nothing by themselves."""
    lines = (line for lines in _lists().values() for line in lines)
    return frozenset(word for line in lines for word in _WORD.findall(_FIELD.sub(" ", line).lower()))


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("kithly.messages").joinpath("phrases.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for family, groups in table.items():
        for name, lines in groups.items():
            found[f"{family}.{name}"] = tuple(lines["lines"] if isinstance(lines, dict) else lines)
    return found
