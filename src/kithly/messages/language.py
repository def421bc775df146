"""Which language a text is in, among those with a lexicon."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from kithly.messages.lexicon import Lexicon, lexicon

DEFAULT = "en"
_SAMPLE = 4000  # characters that decide
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the ISO 639-1 code of the language a text is most likely in; English if in doubt.

    Example:
        >>> language_of("Ich hoffe, es geht dir gut und der Garten blüht.")
        'de'
    """
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    counts = {language: sum(word in known for word in words) for language, known in _common_words().items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > counts[DEFAULT] else DEFAULT


def is_in(text: str, language: str) -> bool:
    """Say whether a text, however short, is in one language rather than in any other.

    Example:
        >>> is_in("leite eine kleine Bäckerei", "de"), is_in("run a small bakery in Leeds", "de")
        (True, False)
    """
    words = {word.lower() for word in _WORD.findall(text[:_SAMPLE])}
    found = {code: len(words & (known | lexicon_for(code).words["stop"])) for code, known in _common_words().items()}
    return found[language] > max(count for code, count in found.items() if code != language)


@cache
def lexicon_for(language: str) -> Lexicon:
    """Return the lexicon of a language."""
    return lexicon(language)


@cache
def _common_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(files("kithly.messages").joinpath("lexicons", "languages.toml").read_text("utf-8"))
    return {language: frozenset(words.split()) for language, words in table.items()}
