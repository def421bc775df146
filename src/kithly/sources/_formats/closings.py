"""The end of a mail's own words: a closing such as "Best regards" and what is below it, and a telephone's line."""

from __future__ import annotations

import re

from kithly.sources._formats.phrases import MOBILE_HEAD, Phrases, phrases

MAX_MARK = 60  # characters of a closing or a telephone's line
MAX_CLOSING = 8  # lines below a closing such as "Best regards"
MAX_CLOSING_WIDTH = 80  # characters of such a line
MOBILE_LINES = 3  # last lines among which a telephone's line is looked for
TRIM = " \t*_\u00a0\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"

_FLOURISH = re.compile(r"[^\w]+$")  # what people put behind a closing: a comma, an exclamation mark, a smile


def closing(own: list[str]) -> tuple[list[str], list[str]]:
    """Split off what stands below a closing, and a telephone's line."""
    filled = _last_filled(own)
    table = phrases()
    for place, index in enumerate(filled):
        if len(own[index]) > MAX_MARK:
            continue
        line = own[index].strip(TRIM)
        lower = line.casefold()
        if place >= len(filled) - MOBILE_LINES and _is_mobile(lower, table):
            return own[:index], own[index:]
        words = _FLOURISH.sub("", lower)
        if words not in table.endings:
            continue
        begin = _below_closing(own, index, is_thanks=words in table.thanks)
        if begin is not None and (begin > 0 or len(filled) > 1):
            return own[:begin], own[begin:]
    return own, []


def _last_filled(own: list[str]) -> list[int]:
    """Return the places of the last lines that are not blank."""
    filled: list[int] = []
    for index in range(len(own) - 1, -1, -1):
        if own[index] and not own[index].isspace():
            filled.append(index)
            if len(filled) > MAX_CLOSING:
                break
    filled.reverse()
    return filled


def _below_closing(own: list[str], index: int, *, is_thanks: bool) -> int | None:
    """Return where the signature begins that a closing opens, or None if what follows is none."""
    below = own[index + 1 :]
    if any(len(each) > MAX_CLOSING_WIDTH for each in below):
        return None
    if not is_thanks:
        return index
    says_more = any("?" in each for each in below) or not any(each.strip() for each in below)
    return None if says_more else index + 1


def before_mobile(own: list[str], signature: list[str]) -> list[str]:
    """Return the lines in front of a telephone's line that older words follow; the line goes to the signature."""
    table = phrases()
    heads = table.mobile_heads
    for index, each in enumerate(own):
        if each[:MOBILE_HEAD] not in heads or (index and own[index - 1].strip(TRIM)):
            continue
        line = each.strip(TRIM)
        if len(line) <= MAX_MARK and _names_device(line.casefold(), table) and _stands_alone(own, index):
            signature[:0] = [line]
            return own[:index]
    return own


def _names_device(lower: str, table: Phrases) -> bool:
    return _is_mobile(lower, table) and any(word in lower for word in table.devices)


def _stands_alone(own: list[str], index: int) -> bool:
    """Say whether a line is a paragraph of its own in front of others."""
    return index > 0 and index + 1 < len(own) and not own[index + 1].strip(TRIM)


def _is_mobile(lower: str, table: Phrases) -> bool:
    words = lower.lstrip("- ").partition("<")[0].rstrip()
    if words[:MOBILE_HEAD] not in table.mobile_heads or words[-1:] in {".", "?"} or not words.startswith(table.mobile):
        return False
    return "," not in words
