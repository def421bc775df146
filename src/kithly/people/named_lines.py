"""Lines about people in any words: the name is taken out, the line stays as it is.

``Siobhán, from the Nordlys days``, ``Tomasz (wind farm, the tall one)``, ``Prof. Haugland``, ``my old boss Ana Lee``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from kithly.people.commonness import given_shares
from kithly.people.folding import fold
from kithly.people.name_words import name_words
from kithly.people.nicknames import full_forms
from kithly.records import Identity, email_identity, name_key, one_line

MOST_LETTERS = 300  # of a line
MOST_WORDS = 5  # of a name
MOST_SMALL_WORDS = 3  # of a name in small letters, which any other word may follow
MOST_UNNAMED = 60  # letters of a line without a name that stand for one

_BULLET = re.compile(r"^\s*(?:\d{1,2}\s*[.):]|[-*•·–—]+)\s+")
_CUT = re.compile(r"\s*[,;:|(\[{/“\"]|\s+[-–—]+\s+|\s+[-–—]+$")
_ADDRESS = re.compile(r"<?[^\s<>(),;:]+@[^\s<>(),;:]+\.[^\s<>(),;:]+>?")
_EDGES = " \t,;:.|/()[]{}<>-–—“”\"'"
_NICKNAME = re.compile(r"\s*[(\[\"“][\"“]?[^\W\d_]+[\"”]?[)\]\"”]\s+(?=[^\W\d_a-z])")  # Ana ("Anni") Lee
_POSSESSIVE = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLine:
    """What one line says.

    Attributes:
        line: The whole line, cleaned.
        name: The name as written, titles included; the beginning of the line where none can be told.
        about: The other words; may be empty.
        identity: A mail address in the line, or None.
    """

    line: str
    name: str
    about: str = ""
    identity: Identity | None = None


def clean_line(text: str) -> str:
    """Return a line as it is kept: on one line, without the number or dash of a list."""
    return _BULLET.sub("", one_line(text))[:MOST_LETTERS].strip()


def read_line(text: str) -> NamedLine:
    """Return who a line is about, and what else it says.

    Example:
        >>> line = read_line("Tomasz (wind farm, the tall one)")
        >>> line.name, line.about
        ('Tomasz', 'wind farm, the tall one')
    """
    line = clean_line(text)
    found = _ADDRESS.search(line)
    identity = email_identity(found[0]) if found else None
    bare = " ".join(_ADDRESS.sub(" ", line).split()) if identity else line
    bare = _NICKNAME.sub(" ", bare).strip()
    name = _name_in(bare)
    if not name_key(name):
        name = identity.value if identity else line[:MOST_UNNAMED]
        return NamedLine(line=line, name=name, about="" if name == line else bare.strip(_EDGES), identity=identity)
    return NamedLine(line=line, name=name, about=_without(bare, name), identity=identity)


def _name_in(text: str) -> str:
    """Return the words of the name: the first run of words that are written as names are."""
    if (turned := _turned(text)) is not None:
        return turned
    head = _CUT.split(text, maxsplit=1)[0] or text
    words = head.split()
    if not any(map(_is_name_word, words)):
        words = _CUT.sub(" ", text).split()
    capitals = _run(words)
    return " ".join(capitals) if capitals else " ".join(_small(head.split()))


def _run(words: Sequence[str]) -> list[str]:
    """Return the first run of name words, with titles before and particles inside."""
    start = next((place for place, word in enumerate(words) if _begins(word)), None)
    if start is None:
        return []
    found: list[str] = []
    for place, word in enumerate(words[start : start + MOST_WORDS], start):
        if not (_is_name_word(word) or (found and _leads_on(words[place:]))):
            break
        found.append(word.strip('"“”'))
    return found


def _leads_on(words: Sequence[str]) -> bool:
    """Say whether words are particles with a name behind them: ``van der Berg``."""
    rest = dropwhile(lambda word: _key(word) in name_words().particles, words)
    return _key(words[0]) in name_words().particles and _is_name_word(next(rest, ""))


def _turned(text: str) -> str | None:
    """Return ``Einar Haugland`` for ``Haugland, Einar``; None for what is no name turned round."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(part and all(map(_is_name_word, part.split())) for part in parts):
        return None
    given = {*given_shares(), *full_forms()}
    first, second = (fold(_key(part.split()[0])) for part in parts)
    return f"{parts[1]} {parts[0]}" if second in given and first not in given else None


def _small(words: Sequence[str]) -> list[str]:
    """Return the beginning of a line in small letters, up to the first word that is no part of a name."""
    found: list[str] = []
    for word in words[:MOST_SMALL_WORDS]:
        if _key(word) in name_words().little or not name_key(word):
            break
        found.append(word)
    return found


def _begins(word: str) -> bool:
    """Say whether a name may begin with a word: not "My", nor "Mum's"."""
    return _is_name_word(word) and _key(word) not in name_words().little and not _POSSESSIVE.search(word)


def _is_name_word(word: str) -> bool:
    """Say whether a word is written as names are: with a capital, or in a script without small letters."""
    letters = [character for character in word if character.isalpha()]
    return bool(letters) and (letters[0].isupper() or letters[0] == letters[0].upper()) and "@" not in word


def _key(word: str) -> str:
    return name_key(word).replace(" ", "")


def _without(text: str, name: str) -> str:
    """Return a line without its name."""
    before, found, after = text.partition(name)
    parts = (part.strip(_EDGES) for part in (before, after) if found)
    return ", ".join(part for part in parts if name_key(part))
