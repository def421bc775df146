"""The words of Kithly's own drafts: a table per language, chosen by a seed so that no two of a week are alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

LANGUAGES = ("en", "de", "es", "fr", "pt")  # that have a table
OTHERWISE = "en"  # what is written to people one writes to in a language without a table
RUN = 7  # drafts whose phrases differ
NO_BREAK = "\N{NO-BREAK SPACE}"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_FIELD = re.compile(r"\{[a-z_]+\}")
_CAPITAL = re.compile(r"(?<=[\w,;}“”»] )[^\W\d_]+(?:['’][^\W\d_]+)*")
_ADDRESS = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")  # [tu|vous]: the informal words, then the formal ones
_WORDLESS = frozenset({"places", "writing"})  # tables of single words; the first names what a record has to prove


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """The phrases of one language, in one form of address.

    Attributes:
        language: ISO 639-1 code.
        is_formal: Whether the formal address is used.
        lists: Phrases by name, for example ``reconnect.mail``.
        places: How the places of messages are called, by channel; ``here`` is the place of the message itself.
        writing: Single words and marks of the language.
    """

    language: str
    is_formal: bool
    lists: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    writing: Mapping[str, str]

    def has(self, name: str) -> bool:
        """Say whether there are phrases of that name."""
        return name in self.lists

    def phrase(self, name: str, seed: int, /, **words: str) -> str:
        """Return one phrase, filled.

        Seeds within a run (0 to 6, 7 to 13 ...) give different phrases, so drafts numbered through a week differ;
        from run to run the lists are paired anew.

        Args:
            name: Name of the list, for example ``reconnect.mail``.
            seed: Number of the draft; any integer.
            words: What to fill in; braces in it stay what they are.
        """
        lines = self.lists[name]
        turned = seed + seed // RUN * crc32(name.encode())
        return lines[turned % len(lines)].format_map(words)


@cache
def phrasebook(language: str, *, is_formal: bool = False) -> Phrasebook:
    """Return the phrases of a language; English ones where it has no table."""
    code = language if language in LANGUAGES else OTHERWISE
    table = _table(code)
    return Phrasebook(
        language=code,
        is_formal=is_formal,
        lists=_lists(code, is_formal=is_formal),
        places={name: str(word) for name, word in table["places"].items()},
        writing={name: str(word) for name, word in table["writing"].items()},
    )


@cache
def phrase_words(language: str = OTHERWISE) -> frozenset[str]:
    """Return the lower-case words of all phrases: where they stand in a text, they tell nothing by themselves."""
    return frozenset(word for line in phrase_lines(language) for word in _WORD.findall(_FIELD.sub(" ", line).lower()))


@cache
def capital_words(language: str) -> frozenset[str]:
    """Return the words that phrases of a language write with a capital inside a sentence, and which are no names."""
    words = (word for line in phrase_lines(language) for word in _CAPITAL.findall(line))
    return frozenset(word for word in words if word[0].isupper())


@cache
def phrase_lines(language: str) -> tuple[str, ...]:
    """Return all phrases of a language in both forms of address, unfilled."""
    code = language if language in LANGUAGES else OTHERWISE
    forms = [_lists(code, is_formal=is_formal) for is_formal in (False, True)]
    return tuple(dict.fromkeys(line for lists in forms for lines in lists.values() for line in lines))


@cache
def _lists(language: str, *, is_formal: bool) -> Mapping[str, tuple[str, ...]]:
    table = _table(language)
    marks = str(table["writing"].get("unbreakable", ""))
    found: dict[str, tuple[str, ...]] = {}
    for family, groups in table.items():
        for name, lines in groups.items() if family not in _WORDLESS else ():
            told = lines["lines"] if isinstance(lines, dict) else lines
            found[f"{family}.{name}"] = tuple(_unbroken(_addressed(line, is_formal=is_formal), marks) for line in told)
    return found


def _addressed(line: str, *, is_formal: bool) -> str:
    """Return a phrase in one form of address."""
    return _ADDRESS.sub(lambda match: match[2 if is_formal else 1], line)


def _unbroken(line: str, marks: str) -> str:
    """Return a phrase whose marks never stand alone at the end or beginning of a line."""
    for mark in marks.split():
        line = (
            line.replace(f"{mark} ", f"{mark}{NO_BREAK}") if mark == "«" else line.replace(f" {mark}", NO_BREAK + mark)
        )
    return line


@cache
def _table(language: str) -> dict[str, dict[str, Any]]:
    folder = files("kithly.messages").joinpath("phrases")
    found: dict[str, dict[str, Any]] = {}
    for part in (folder, folder.joinpath("occasions")):
        table = tomllib.loads(part.joinpath(f"{language}.toml").read_text("utf-8"))
        for family, groups in table.items():
            found[family] = found.get(family, {}) | groups
    return found
