"""Links that a terminal can open: only of kinds that are known, and unable to break out of their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

BEGIN, END = "\x1b]8;;", "\x1b\\"  # OSC 8: the address between them, then the words, then an empty address
LONGEST = 2_000  # characters of an address; longer ones are cut or refused by terminals
_KINDS = re.compile(r"(?:https?://|mailto:)[^/\s]", re.IGNORECASE)
_PLAIN = "".join(map(chr, range(0x21, 0x7F)))  # what may stand in an address as it is


def address(url: str) -> str:
    """Return an address fit for a link; empty where it is none.

    Args:
        url: As a record has it. Only ``http``, ``https`` and ``mailto`` are known; one with a control character,
            a blank or an invisible mark of direction is no address.
    """
    told = url.strip(" ")
    if not _KINDS.match(told) or not told.isprintable() or " " in told:
        return ""
    safe = quote(told.encode("utf-8", "ignore"), safe=_PLAIN)
    return safe if len(safe) <= LONGEST else ""


def mail(to: str) -> str:
    """Return the link to write to a mail address; empty where it is none."""
    return address(f"mailto:{quote(to.strip(), safe='@+-._', errors='ignore')}") if "@" in to else ""


def linked(text: str, links: Mapping[str, str]) -> str:
    """Return text that is ready to be printed, with the first place of each label as a link.

    Args:
        text: Cleaned and wrapped: a label may go over the end of a line.
        links: Address by label; what is no address is left out.
    """
    places = sorted(_places(text, links), reverse=True)
    for start, end, url in places:
        parts = re.split(r"(\n *)", text[start:end])
        text = text[:start] + "".join(_one(part, url) for part in parts) + text[end:]
    return text


def _places(text: str, links: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Return where the labels stand, the longest first, none within another."""
    taken: list[tuple[int, int, str]] = []
    for label in sorted(links, key=len, reverse=True):
        url, words = address(links[label]), label.split()
        if not url or not words:
            continue
        for found in re.finditer(r"\s+".join(map(re.escape, words)), text):
            if all(found.end() <= start or found.start() >= end for start, end, _ in taken):
                taken.append((found.start(), found.end(), url))
                break
    return taken


def _one(part: str, url: str) -> str:
    return part if not part.strip() else f"{BEGIN}{url}{END}{part}{BEGIN}{END}"
