"""Folding: words in the spelling that all their transliterations share."""

from __future__ import annotations

from functools import lru_cache

REMEMBERED = 1 << 16  # words; names repeat their parts
_LATIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "a", "œ": "o", "ı": "i", "ħ": "h",
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "є": "ye", "ґ": "g",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k",
    "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t",
    "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
# Two Greek letters for one sound; ELOT 743 writes them so.
_GREEK = (("ου", "ou"), ("γγ", "ng"), ("ευ", "ev"), ("αυ", "av"))


@lru_cache(REMEMBERED)
def fold(word: str) -> str:
    """Return one word in the spelling that all its transliterations share.

    Example:
        >>> fold("mueller") == fold("Müller".casefold().replace("ü", "u"))
        True
        >>> fold("sergey") == fold("sergei")
        True
    """
    if not word.isascii():
        if "\u03b1" <= max(word) <= "\u03c9":
            for letters, sound in _GREEK:
                word = word.replace(letters, sound)
            word = "b" + word[2:] if word.startswith("μπ") else word
        word = word.translate(_LATIN)
    folded = word.replace("ae", "a").replace("oe", "o")
    folded = folded.replace("ue", "u")  # codespell:ignore ue
    folded = folded.replace("y", "i").replace("ii", "i")
    return folded or word
