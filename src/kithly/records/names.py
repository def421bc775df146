"""Names as text: hygiene for what is shown, a key for what is compared."""

from __future__ import annotations

import re
import unicodedata

MAX_NAME = 200  # characters; longer "names" are text pasted into a name field

# Bidi controls, zero-width characters, BOM and soft hyphen: invisible, and used to disguise names.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s+")


def clean_name(text: str) -> str:
    """Return a name fit to show: NFC, no invisible or control characters, single spaces."""
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text)))
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _SPACE.sub(" ", text).strip()[:MAX_NAME]


def name_key(text: str) -> str:
    """Return a name fit to compare: clean, without case, accents, emoji and punctuation.

    Example:
        >>> name_key("  José  O'Neill-Ruiz 🎉 ")
        'jose oneill ruiz'
    """
    folded = unicodedata.normalize("NFKD", clean_name(text)).casefold()
    kept = []
    for character in folded:
        category = unicodedata.category(character)
        if category[0] in "LN":
            kept.append(character)
        elif character in "-_./," or category[0] == "Z":
            kept.append(" ")
    return _SPACE.sub(" ", "".join(kept)).strip()
