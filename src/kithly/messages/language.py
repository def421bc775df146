"""Which language a text is in, among those with a lexicon."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kithly.messages.lexicon import Lexicon, lexicon

DEFAULT = "en"
_SAMPLE = 4000  # characters that decide
_WORD = re.compile(r"[^\W\d_]+'?")  # with its apostrophe: l'eau, it's
_PLAIN = re.compile(r"[^\W\d_]+")
_LETTER = 0.5  # weight of a letter that only one of the languages has, against a common word of it alone


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language a text is most likely in; English if in doubt.

    Example:
        >>> language_of("Ich hoffe, es geht dir gut und der Garten blüht.")
        'de'
    """
    sample = text[:_SAMPLE].lower().replace("’", "'")
    words, letters = _weights()
    counts = dict.fromkeys(_common_words(), 0.0)
    signs = [(words[word], many) for word, many in Counter(_WORD.findall(sample)).items() if word in words]
    if not sample.isascii():
        signs += [(letters[letter], sample.count(letter)) for letter in sorted(set(sample).intersection(letters))]
    for shares, many in signs:
        for language, share in shares.items():
            counts[language] += share * many
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts[DEFAULT] else DEFAULT


def is_in(text: str, language: str) -> bool:
    """Say whether a text, however short, is in one language rather than in any other.

    Example:
        >>> is_in("leite eine kleine Bäckerei", "de"), is_in("run a small bakery in Leeds", "de")
        (True, False)
    """
    words = {word.lower() for word in _PLAIN.findall(text[:_SAMPLE])}
    found = {code: len(words & (known | lexicon_for(code).words["stop"])) for code, known in _common_words().items()}
    return found[language] > max(count for code, count in found.items() if code != language)


@cache
def lexicon_for(language: str) -> Lexicon:
    """Return the lexicon of a language."""
    return lexicon(language)


@cache
def _weights() -> tuple[Mapping[str, Mapping[str, float]], Mapping[str, Mapping[str, float]]]:
    """Return the weight of each common word, and of each telling letter, in each language it belongs to."""
    letters = {language: frozenset(line) for language, line in _table()["letters"].items()}
    return _shared_out(_common_words(), 1.0), _shared_out(letters, _LETTER)


@cache
def _common_words() -> Mapping[str, frozenset[str]]:
    return {language: frozenset(line.split()) for language, line in _table()["words"].items()}


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("kithly.messages").joinpath("lexicons", "languages.toml").read_text("utf-8"))


def _shared_out(known: Mapping[str, frozenset[str]], weight: float) -> dict[str, dict[str, float]]:
    """Share the weight of each sign out among the languages that have it."""
    owners: dict[str, list[str]] = {}
    for language, signs in known.items():
        for sign in signs:
            owners.setdefault(sign, []).append(language)
    return {sign: dict.fromkeys(ones, weight / len(ones)) for sign, ones in owners.items()}
