"""Sentences that Facebook and Instagram write into chats themselves, in the languages of a table."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final

LONGEST: Final = 200  # characters of such a sentence


@cache
def _rows() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("kithly.sources.meta_export").joinpath("words.toml").read_text("utf-8"))


@cache
def _sentences(kind: str) -> re.Pattern[str]:
    forms = dict.fromkeys(form for row in _rows().values() for form in row.get(kind, ()))
    return re.compile("|".join(re.escape(form).replace(r"\{\}", ".{0,80}") for form in forms), re.DOTALL)


@cache
def names(kind: str) -> frozenset[str]:
    """Return all words of a kind: `gone`, `name`, `username`."""
    return frozenset(word for row in _rows().values() for word in row.get(kind, ()))


def is_sentence(kind: str, text: str) -> bool:
    """Say whether a text is a sentence of a kind (`notice`, `reaction`, `sent`), and nothing else."""
    if not text or len(text) > LONGEST:
        return False
    return _sentences(kind).fullmatch(text.strip().rstrip(".").strip().casefold()) is not None
