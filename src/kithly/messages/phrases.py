"""The words of Kithly's own drafts, chosen by a seed so that no two of a week are alike."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def phrase(name: str, seed: int, **words: str) -> str:
    """Return one phrase, filled.

    Consecutive seeds give different phrases until the list is through, so drafts numbered through a week differ.

    Args:
        name: Name of the list, for example ``reconnect.mail``.
        seed: Number of the draft; any integer.
        words: What to fill in; braces in it stay what they are.
    """
    lines = _lists()[name]
    return lines[seed % len(lines)].format_map(words)


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("kithly.messages").joinpath("phrases.toml").read_text("utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for family, groups in table.items():
        for name, lines in groups.items():
            found[f"{family}.{name}"] = tuple(lines["lines"] if isinstance(lines, dict) else lines)
    return found
