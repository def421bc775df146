"""The first line of a post of ego's own: a question or an observation with its link, and the rest left to ego."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from importlib.resources import files

from kithly.messages.brief import usable, usable_quote
from kithly.messages.voice import ENGLISH, LANGUAGES

DISCUSSED, READING, NOW = "discussed", "reading", "now"  # what an idea is made of
TITLE_MOST = 140  # characters of a title; what is longer is a text


def opening(kind: str, language: str, *, topic: str = "", title: str = "", url: str = "", now: str = "") -> str:
    """Return the beginning of a post; empty where nothing is known that is fit to stand in one.

    It says nothing that is not known, and nothing about anybody: what ego thinks is ego's to write.

    Args:
        kind: `DISCUSSED`, `READING` or `NOW`.
        language: ISO 639-1 code; English where there is no table.
        topic: What several people write about.
        title: What was read.
        url: Where.
        now: What ego does now, in their words.

    Example:
        >>> opening("discussed", "en", topic="tram signalling").startswith("Tram signalling: w")
        True
    """
    told = {"topic": usable(topic), "title": usable_quote(title), "now": usable(now, sites=True), "url": url}
    needed = {DISCUSSED: "topic", READING: "title", NOW: "now"}[kind]
    if not told[needed] or (kind == READING and not url):
        return ""
    lines = _table(language if language in LANGUAGES else ENGLISH)[kind]
    seed = int.from_bytes(blake2b("\x1f".join(told.values()).encode("utf-8", "replace"), digest_size=4).digest())
    text = lines[seed % len(lines)].format(**told)
    return text[:1].upper() + text[1:]


@cache
def _table(language: str) -> Mapping[str, list[str]]:
    return tomllib.loads(files("kithly.messages").joinpath("openings", f"{language}.toml").read_text("utf-8"))
