"""Display names: names as people write them, made fit to show and to greet by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from kithly.people.folding import fold
from kithly.people.name_order import order_of
from kithly.people.name_words import name_words
from kithly.records import clean_name, name_key

_QUOTES = "'\"`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u00bb"
_ASIDE = re.compile(
    r"\([^)]*\)?|<[^>]*>?|\[[^]]*\]?|[\"\u201c\u201e\u00ab][^\"\u201c\u201d\u00bb]*[\"\u201c\u201d\u00bb]"
)
_VIA = re.compile(r"\s+via\s+\S.*$")
_REMEMBERED = 1 << 10  # names; the same one is asked for several times in a row
_PART = frozenset("-'\u2019.\u00b7")  # signs within names
_NO_PART = {code: None for code in range(128) if not chr(code).isalpha() and chr(code) not in _PART}
_HALF_NAMES = frozenset({"abd", "abdul", "abdel", "abdal", "\u0639\u0628\u062f"})  # servant of: never alone
_TITLES_BEFORE_GIVEN = frozenset({"sir", "dame"})  # Sir Ben is Ben; Mr Lee is nobody's given name


def display_name(text: str) -> str:
    """Return a name fit to show, or an empty text for what is no name (an address, a number).

    Quotes, asides in brackets, ``via List``, titles and credentials go; ``Lee, Ana`` is turned
    round; a name all in capitals or all in small letters is written as names are.

    Example:
        >>> display_name("'Lee, Ana' via Board")
        'Ana Lee'
    """
    return " ".join(_parted(text)[0])


def given_name(text: str, given: str = "") -> str:
    """Return the name to greet somebody by, or an empty text if it cannot be told.

    Never a title, an initial or a bare family name. Names of Hungary and East Asia are read family
    first only where both parts are known to be so; in East Asian script the whole name greets.

    Args:
        text: Full name as written.
        given: Given name where the source tells it apart.
    """
    if given and (told := _greetable(_parted(given)[0])):
        return told
    words, titles = _parted(text)
    if not name_words().organisations.isdisjoint(map(name_key, words)):
        return ""
    if len(words) == 1:
        return _greet_single(words[0], titles)
    if len(words) == 2 and all(map(_is_ideographic, words)):
        return " ".join(words)  # family first, and the whole name is never wrong
    return _first_name(words)


def _first_name(words: Sequence[str]) -> str:
    """Return the given name out of two words and more."""
    if len(words) == 2 and "-" in words[1] and order_of(fold(name_key(" ".join(words))).split()).family == 0:
        return words[1]
    order = order_of([fold(name_key(word)) for word in words]) if len(words) > 1 else None
    if order is not None and (order.family == 0 or len(order.given) > 1):
        return " ".join(words[place] for place in order.given)
    if len(words) > 2 and words[0].casefold() in _HALF_NAMES:
        return " ".join(words[:2])
    return _greetable(words[:-1]).partition(" ")[0]


@lru_cache(_REMEMBERED)
def _parted(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a name without titles and credentials, and the titles (keys)."""
    words, titles = _untitled(_words(text))
    return tuple(words), tuple(titles)


def _words(text: str) -> list[str]:
    """Return the words of a name in reading order."""
    text = _VIA.sub("", clean_name(text).strip(_QUOTES + " "))
    text = _ASIDE.sub(" ", text).strip(_QUOTES + " ")
    if "@" in text:
        return []
    if "," in text:
        text = _turned(text)
    return [word for part in text.split() if (word := _plain(part))]


def _turned(text: str) -> str:
    """Return ``Ana Lee`` for ``Lee, Ana`` and for ``Ana Lee, PhD, Acme Inc``."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    table = name_words()
    names = [part for part in parts if not set(name_key(part).split()) <= table.suffixes]
    names = [part for part in names if table.organisations.isdisjoint(name_key(part).split())] or names[:1]
    if len(names) > 1 and (len(names[0].split()) <= 2 or len(names[1].split()) == 1) and names[0] == parts[0]:
        return f"{names[1]} {names[0]}"
    return names[0] if names else ""


def _plain(word: str) -> str:
    """Return a word without signs that are no part of a name; empty if it holds no letter."""
    if word.isascii() and word.isalpha():
        return word
    if word.isascii():
        kept = word.translate(_NO_PART)
    else:
        kept = "".join(char for char in word if unicodedata.category(char)[0] in "LM" or char in _PART)
    return kept.strip("-'\u2019\u00b7") if any(char.isalpha() for char in kept) else ""


def _is_shouted(words: list[str]) -> bool:
    """Whether a name is all capitals or all small letters (initials alone are not)."""
    joined = "".join(words)
    return (joined.isupper() or joined.islower()) and max(map(len, words)) > 2


def _cased(word: str) -> str:
    """Return ``O'Neill-Ruiz`` for ``O'NEILL-RUIZ``; particles stay small."""
    if word.lower() in name_words().particles:
        return word.lower()
    return "".join(part.capitalize() for part in re.split(r"([-'\u2019.])", word))


def _untitled(words: list[str]) -> tuple[list[str], list[str]]:
    """Return the words without titles and credentials, cased as names are, and the titles (keys)."""
    table = name_words()
    start, end = 0, len(words)
    while start < end and name_key(words[start]).replace(" ", "") in table.titles:
        start += 1
    while end - start > 2 and name_key(words[end - 1]).replace(" ", "") in table.suffixes:
        end -= 1
    names = words[start:end]
    if names and _is_shouted(names):
        names = [_cased(word) for word in names]
    return names, [name_key(word).replace(" ", "") for word in words[:start]]


def _greetable(words: Sequence[str]) -> str:
    """Return the words that are no initials, joined; ``J. Robert`` gives ``Robert``."""
    return " ".join(word for word in words if not _is_initial(word))


def _is_initial(word: str) -> bool:
    """Whether a word is one letter, or letters with points (``J.R.``); a Han character is a name."""
    if word.isascii() and word.isalpha():
        return len(word) < 2
    letters = name_key(word).replace(" ", "")
    return (len(letters) < 2 and not _is_ideographic(word)) or bool(re.fullmatch(r"(\w\.)+\w?\.?", word))


def _is_ideographic(word: str) -> bool:
    """Whether a word is written in characters that join family and given name."""
    return any(unicodedata.name(char, "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA")) for char in word)


def _greet_single(word: str, titles: Sequence[str]) -> str:
    """Return a single word if it can be a given name."""
    if _is_initial(word) or _is_ideographic(word):
        return ""
    if titles and titles[-1] not in _TITLES_BEFORE_GIVEN:
        return ""
    return word
