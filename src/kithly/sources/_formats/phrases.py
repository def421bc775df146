"""The phrase table of mail programs, ready to look things up in."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

MOBILE_HEAD = 3  # letters that tell whether a line can be a telephone's: no phrase is shorter

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """What marks words as not the author's own. All lower case; see ``phrases.toml``."""

    wrote: frozenset[str]  # one word each
    wrote_inside: tuple[str, ...]  # phrases, and words of scripts without spaces
    original: frozenset[str]
    froms: frozenset[str]
    dates: frozenset[str]
    tos: frozenset[str]
    subjects: frozenset[str]
    mobile: tuple[str, ...]
    openings: frozenset[str]  # labels a header block may begin with: froms, dates, subjects
    mobile_heads: frozenset[str]  # first `MOBILE_HEAD` letters of those in mobile, as a line may begin with them
    devices: tuple[str, ...]
    closings: frozenset[str]
    thanks: frozenset[str]
    endings: frozenset[str]  # closings and thanks
    footers: tuple[str, ...]


@cache
def phrases() -> Phrases:
    """Return the table, read once."""
    table = tomllib.loads(resources.files("kithly.sources._formats").joinpath("phrases.toml").read_text("utf-8"))
    verbs: list[str] = table["wrote"]
    return Phrases(
        wrote=frozenset(verb for verb in verbs if _WORD.fullmatch(verb)),
        wrote_inside=tuple(verb for verb in verbs if not _WORD.fullmatch(verb) or verb > "\u0e00"),
        original=frozenset(table["original"]),
        froms=frozenset(table["from_labels"]),
        dates=frozenset(table["date_labels"]),
        tos=frozenset(table["to_labels"]),
        subjects=frozenset(table["subject_labels"]),
        mobile=tuple(table["mobile"]),
        openings=frozenset((*table["from_labels"], *table["date_labels"], *table["subject_labels"])),
        mobile_heads=frozenset(
            head for words in table["mobile"] for head in (words[:MOBILE_HEAD], words[:MOBILE_HEAD].capitalize())
        ),
        devices=tuple(table["devices"]),
        closings=frozenset(table["closings"]),
        thanks=frozenset(table["thanks"]),
        endings=frozenset((*table["closings"], *table["thanks"])),
        footers=tuple(table["footers"]),
    )


def has_verb(line: str) -> bool:
    """Say whether a line holds a verb such as "wrote" in any language of the table."""
    if " wrote" in line:
        return True
    lower = line.casefold()
    table = phrases()
    if not table.wrote.isdisjoint(_WORD.findall(lower)):
        return True
    return not lower.isascii() and any(verb in lower for verb in table.wrote_inside)
