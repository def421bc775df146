"""What programs and people call days, relations and lists on cards, in plain English."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from kithly.records import one_line

MAX_LABEL = 60  # characters of a label; longer ones are notes

_APPLE = re.compile(r"_\$!<(.*?)>!\$_")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain_label(text: str) -> str:
    """Return a label without the marks Apple puts around its own.

    Example:
        >>> plain_label("_$!<MotherInLaw>!$_")
        'mother in law'
    """
    found = _APPLE.fullmatch(text.strip())
    label = _CAMEL.sub(" ", found[1]).lower() if found else text
    return one_line(label)[:MAX_LABEL]


def day_word(label: str) -> str:
    """Return what a day is called, in English where known."""
    return _table()["days"].get(label.casefold(), label)


def relation_word(label: str) -> str:
    """Return what somebody is called to another, in English where known."""
    return _table()["relations"].get(label.casefold(), label)


def is_everybody(label: str) -> bool:
    """Say whether a list is one that holds everybody, or the name of a format."""
    return label.casefold() in _table()["everybody"]


def is_starred(label: str) -> bool:
    """Say whether a list is the one of favourites."""
    return label.casefold() in _table()["starred"]


def has_legal_form(name: str) -> bool:
    """Say whether a name ends like a firm's."""
    words = name.casefold().replace(",", " ").split()
    return len(words) > 1 and words[-1] in _table()["legal"]


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads(resources.files(__package__ or "").joinpath("words.toml").read_text("utf-8"))
    return {
        "days": {word: name for name, words in table["days"].items() for word in words},
        "relations": {word: name for name, words in table["relations"].items() for word in words},
        "legal": dict.fromkeys(table["organisations"]["legal_forms"], ""),
        "everybody": dict.fromkeys(table["labels"]["everybody"], ""),
        "starred": dict.fromkeys(table["labels"]["starred"], ""),
    }
