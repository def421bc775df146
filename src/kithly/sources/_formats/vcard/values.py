"""Values of properties: escapes undone, parts and lists split."""

from __future__ import annotations

import re
import unicodedata

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BREAKS = re.compile(r"\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")


def unescape(text: str) -> str:
    """Return a value as it is meant: escapes undone, line breaks in one form, NFC."""
    if "\\" in text:
        text = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else _kept(found[1]), text)
    return unicodedata.normalize("NFC", _BREAKS.sub("\n", text)).strip()


def parts(text: str, sign: str = ";") -> list[str]:
    """Split a value at a sign that is not escaped; the parts have their escapes undone."""
    if "\\" not in text:
        return [unescape(part) for part in text.split(sign)]
    found = re.findall(rf"((?:\\.|[^{sign}\\]|\\$)*)(?:{sign}|$)", text, re.DOTALL)
    if len(found) > 1 and not found[-1] and not text.endswith(sign):
        found.pop()  # the empty match at the end
    return [unescape(part) for part in found]


def listed(text: str) -> list[str]:
    """Return the entries of a list, empty ones left out."""
    return [part for part in parts(text, ",") if part]


def escape(text: str) -> str:
    """Return text as a value."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _kept(letter: str) -> str:
    """Return what an escaped letter stands for: of what needs no escape, both are kept (a path, a smiley)."""
    return letter if letter in ";,:\\\"'" else "\\" + letter
