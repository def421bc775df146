"""Names as text: hygiene for what is shown, a key for what is compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MAX_NAME = 200  # characters; longer "names" are text pasted into a name field

# Bidi controls, zero-width characters, BOM and soft hyphen: invisible, and used to disguise names.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_JOINERS = "\u200c\u200d"  # invisible too, but words of some scripts and many emoji hang on them
_UNSEEN = re.compile(_INVISIBLE.pattern.replace("\u200b-\u200f", "\u200b\u200e\u200f"))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s+")

# UTF-8 that some program took for Windows-1252 and wrote as UTF-8 again: "Ã©" for "é". What begins such a letter
# stands alone in real names; what follows one (a sign of money, a fraction, a raised letter) is in no name.
_WIDE = bytes(range(256)).decode("cp1252", "replace")
_BYTES = {chr(byte): byte for byte in range(256)} | {sign: byte for byte, sign in enumerate(_WIDE) if sign != "\ufffd"}
_AFTER = "[" + re.escape("".join(sign for sign, byte in _BYTES.items() if 0x80 <= byte < 0xC0)) + "]"
_TWICE = re.compile(rf"[ÂÃÄÅ]{_AFTER}|È[˜™š›]|[à-ï]{_AFTER}{{2}}|ð{_AFTER}{{3}}|(?:[Â-ß]{_AFTER}){{2}}")

_REMEMBERED = 1 << 12  # names and words of names; each is compared several times in a row
_JOINTS = frozenset("-_./,")  # signs that part words
_ASCII_KEY = {
    code: chr(code).lower() if chr(code).isalnum() else " " if chr(code) == " " or chr(code) in _JOINTS else None
    for code in range(128)
}


def clean_name(text: str) -> str:
    """Return a name fit to show: as `one_line` gives it, not encoded twice, and not longer than names are.

    Example:
        >>> clean_name("RenÃ© MÃ¼ller")
        'René Müller'
    """
    return one_line(text if text.isascii() else _once(text))[:MAX_NAME]


def _once(text: str) -> str:
    """Return a name as it was meant that was encoded twice; any other as it stands."""
    if len(text) > MAX_NAME * 4 or not _TWICE.search(text):
        return text
    try:
        return bytes(map(_BYTES.__getitem__, text)).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return text


def one_line(text: str) -> str:
    """Return text on one line: NFC, no invisible or control characters, single spaces."""
    if text.isascii() and text.isprintable():  # most names: nothing but spaces can be wrong
        return " ".join(text.split())
    return _cleaned(text, _INVISIBLE)


def text_line(text: str) -> str:
    """Return a line of running text: as `one_line` gives it, with the joiners that scripts and emoji need.

    Example:
        >>> len(text_line("\u202e👩\u200d👦")), len(one_line("\u202e👩\u200d👦"))
        (3, 2)
    """
    return _cleaned(text, _UNSEEN) if any(joiner in text for joiner in _JOINERS) else one_line(text)


def _cleaned(text: str, hidden: re.Pattern[str]) -> str:
    text = _CONTROL.sub(" ", hidden.sub("", unicodedata.normalize("NFC", text)))
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _SPACE.sub(" ", text).strip()


@lru_cache(_REMEMBERED)
def name_key(text: str) -> str:
    """Return a name fit to compare: clean, without case, accents, emoji and punctuation.

    Example:
        >>> name_key("  José  O'Neill-Ruiz 🎉 ")
        'jose oneill ruiz'
    """
    clean = clean_name(text)
    if clean.isascii():
        return " ".join(clean.translate(_ASCII_KEY).split())
    folded = unicodedata.normalize("NFKD", clean).casefold()
    kept = []
    for character in folded:
        category = unicodedata.category(character)
        if category[0] in "LN":
            kept.append(character)
        elif character in _JOINTS or category[0] == "Z":
            kept.append(" ")
    return _SPACE.sub(" ", "".join(kept)).strip()
