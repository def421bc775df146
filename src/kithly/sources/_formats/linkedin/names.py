"""Names as members write them, made fit to show: without titles, degrees, pronouns and ornament.

What is taken off must be unmistakable; the rest stays as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from kithly.records import clean_name
from kithly.sources._formats.linkedin.lexicon import lexicon

CACHED = 8_192  # names remembered: a message names people again and again
ANONYMOUS = "LinkedIn Member"

_LEXICON = lexicon("names")
_NOBODY = frozenset(_LEXICON["nobody"])


def _words(name: str) -> frozenset[str]:
    return frozenset(str(_LEXICON[name]).split())


_DEGREES = _words("degrees")
_AFTER_COMMA = _DEGREES | _words("after_comma")
_HONORIFICS = _words("honorifics")
_PARTICLES = _words("particles")
_GENERATIONS = _words("generations")
_PRONOUN = "(?:" + "|".join(str(_LEXICON["pronouns"]).split()) + ")"
_PRONOUNS = re.compile(rf"[(\[{{]\s*{_PRONOUN}(?:\s*[/|,·-]\s*{_PRONOUN})*\s*[)\]}}]", re.IGNORECASE)
_BARE_PRONOUNS = re.compile(rf"\s{_PRONOUN}(?:/{_PRONOUN})+$", re.IGNORECASE)
_EMPTY = frozenset({"NA", "N/A", "n/a", "-", "--", "null", "NULL", "None", "none", "NONE"})  # Null and Na are families
_EMPTY_BRACKETS = re.compile(r"[(\[{]\s*[)\]}]")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=CACHED)
def shown_name(text: str) -> str:
    """Return a full name fit to show.

    Example:
        >>> shown_name("Dr. Zoë  Müller, PhD (she/her) 🚀")
        'Zoë Müller'
    """
    name = _BARE_PRONOUNS.sub("", _PRONOUNS.sub(" ", clean_name(text)))
    name = _EMPTY_BRACKETS.sub(" ", _without_ornament(name))
    name = _without_honorific(_without_degrees(_SPACE.sub(" ", name).strip()))
    return _cased(name.strip(" ,;|·-–—/&")) or clean_name(text)


def cell(text: str) -> str:
    """Return a name cell as written, or an empty text where a program wrote that it is empty."""
    return "" if text.strip() in _EMPTY else text


def whole_name(first: str, last: str) -> str:
    """Return the two cells of a name as one text, to be cleaned; empty cells leave nothing behind."""
    return f"{cell(first)} {cell(last)}".strip()


def given_name(first: str, full: str) -> str:
    """Return the name to greet with, or an empty text if it is an initial or cannot be told.

    Args:
        first: The field of the given name as written.
        full: The full name as shown, whose spelling is used.
    """
    words = shown_name(first).split()
    start = full.split()[: len(words)]
    if [word.casefold() for word in start] != [word.casefold() for word in words]:
        start = words
    name = " ".join(start if len(start) <= 2 else start[:1])
    return name if sum(letter.isalnum() for letter in name) > 1 or not name.isascii() else ""


def is_anonymous(name: str) -> bool:
    """Say whether LinkedIn hides who this is, or nobody is named."""
    plain = clean_name(cell(name)).casefold()
    return not plain or plain in _NOBODY or plain.startswith(("https://", "http://"))


def is_credential(text: str) -> bool:
    """Say whether a piece after a comma is degrees or certificates, not a name."""
    words = [word for word in re.split(r"[\s/&|+]+", text.strip()) if word]
    return bool(words) and all(_is_degree(word, _AFTER_COMMA) or _looks_certified(word) for word in words)


def _without_ornament(name: str) -> str:
    if name.isascii():
        return name
    return "".join(
        " "
        if unicodedata.category(letter) in {"So", "Sk", "Cs", "Co", "Cn"} or letter in "\ufe0f\u200d★®™✔"
        else letter
        for letter in name
    )


def _without_degrees(name: str) -> str:
    head, *pieces = name.split(",")
    kept = [head] + [piece for piece in pieces if piece.strip() and not is_credential(piece)]
    words = ",".join(kept).split()
    while len(words) > 2 and _is_degree(words[-1], _DEGREES):
        words.pop()
    return " ".join(words)


def _without_honorific(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in _HONORIFICS and (len(words) > 2 or "." in words[0]):
        words.pop(0)
    return " ".join(words)


def _is_degree(word: str, known: frozenset[str]) -> bool:
    plain = word.strip(".,;()®™*").replace(".", "").casefold()
    return plain in known and any(letter.isupper() for letter in word)


def _looks_certified(word: str) -> bool:
    """Know letters after a comma like ``SHRM-SCP`` or ``M.Sc.``, but no generation and no surname."""
    plain = word.strip(".,;()®™*")
    if plain.replace(".", "").casefold() in _GENERATIONS:
        return False
    letters = [letter for letter in plain if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    dotted = "." in plain and capitals >= 1 and len(letters) <= 6
    return (
        bool(letters)
        and len(plain) <= 12
        and plain.isascii()
        and (dotted or (capitals >= 2 and capitals * 2 >= len(letters)))
    )


def _cased(name: str) -> str:
    """Write a name that is all capitals or all small in the usual way, where that can be told."""
    if not (name.isupper() or name.islower()):
        return name
    words = name.split()
    if len(words) < 2 or not all(_can_be_cased(word) for word in words):
        return name
    return " ".join(_one_cased(word, first=place == 0) for place, word in enumerate(words))


def _can_be_cased(word: str) -> bool:
    plain = word.casefold()
    if plain in _PARTICLES:
        return True
    return len(plain) >= 3 and not plain.startswith(("mc", "mac", "o'", "d'", "o’", "d’")) and "." not in plain


def _one_cased(word: str, *, first: bool) -> str:
    if not first and word.casefold() in _PARTICLES:
        return word.lower()
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
