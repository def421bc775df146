"""What programs call relations, days and telephone lines, in plain English where it is known."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from kithly.records import one_line

MAX_LABEL = 60  # characters; longer labels are sentences


def relation_label(text: str) -> str:
    """Return what somebody is to a person, in lower-case English where known, else the source's word.

    Example:
        >>> relation_label("Ehefrau")
        'spouse'
    """
    return _plain("relations", text) or "relation"


def day_label(text: str) -> str:
    """Return what a day is, in lower-case English where known, else the source's word."""
    return _plain("days", text) or "day"


def is_other_line(label: str) -> bool:
    """Say whether a number with this label reaches no person: a fax, a pager, a switchboard."""
    plain = one_line(label).casefold()
    return any(word in plain for word in _words()["lines"])


def _plain(kind: str, text: str) -> str:
    label = one_line(text).strip("*_$!<> ")[:MAX_LABEL]
    return _words()[kind].get(label.casefold(), label)


@cache
def _words() -> dict[str, dict[str, str]]:
    text = resources.files("kithly.sources._formats.book").joinpath("words.toml").read_text("utf-8")
    table = tomllib.loads(text)
    found = {
        kind: {word: label for label, words in table[kind].items() for word in (label, *words)}
        for kind in ("relations", "days")
    }
    return found | {"lines": dict.fromkeys(table["lines"], "")}
