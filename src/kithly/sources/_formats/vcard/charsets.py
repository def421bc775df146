"""Which characters the bytes of a value mean: one file may hold several encodings, each said or not said."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from kithly.sources._formats.decode import STRAY, clean_text

# Codecs that are no encoding of characters, or that take very long.
_REFUSED = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "unicode-escape"))
LETTER = 4  # bytes of the longest letter in UTF-8
_STATEFUL = ("iso2022", "utf-7", "hz")  # plain ASCII in bytes, so that they are valid UTF-8 too


@dataclass(frozen=True, slots=True)
class Charsets:
    """How the characters of one card are decoded.

    Attributes:
        hints: Encodings that properties of the same card declare.
        fallback: What the characters of the file are where nothing else tells.
    """

    hints: tuple[str, ...] = ()
    fallback: str = "utf-8"

    def decode(self, data: bytes, declared: str = "", *, is_cut: bool = False) -> str:
        """Return the characters of a value.

        Args:
            data: Its bytes.
            declared: The encoding it says itself.
            is_cut: The card ends early, so that the last letter may be torn.
        """
        if data.isascii() and not declared:
            return data.decode("ascii").replace("\0", "")
        return clean_text(self._decode(data, declared, is_cut=is_cut))

    def _decode(self, data: bytes, declared: str, *, is_cut: bool) -> str:
        name = _known(declared)
        tried = [name] if name.startswith(_STATEFUL) else []
        tried += ["utf-8", name, *map(_known, self.hints), _known(self.fallback)]
        for encoding in dict.fromkeys(filter(None, tried)):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, ValueError):
                continue
        whole = data.decode("utf-8", "ignore")
        if is_cut and not whole.isascii() and len(data) - len(whole.encode()) < LETTER:
            return whole
        return data.decode("utf-8", STRAY) if self.fallback.startswith("utf-8") else data.decode("cp1252", "replace")


def _known(name: str) -> str:
    """Return the codec of an encoding; empty for none."""
    if not name or name.lower() in _REFUSED:
        return ""
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return ""
    is_text = getattr(found, "_is_text_encoding", True)
    return found.name if is_text and found.name not in _REFUSED else ""
