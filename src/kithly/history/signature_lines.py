"""A signature as lines of parts: "Ana Lee | Head of QA, Acme GmbH" is a name, a title and a company."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from kithly.history.lexicon import entries, folded, words

MOST_LINES = 14  # a longer block is a disclaimer or a poem
MOST_LETTERS = 90  # a longer line is a sentence
MOST_PART_WORDS = 9
SHORTEST_COMPOUND = 7  # letters of a compound such as "Bauleiter"

_DECORATION = " \t*_|>#~"
# What tells that the rest is the law's, the list's or the printer's, not the author's
_FOOTER = re.compile(
    r"mailing list|listinfo|unsubscribe|confidential|vertraulich|confidentiel|confidencial|riservat[ei]|vertrouwelijk"
    r"|virus|privileged|intended (?:solely|only)|think before|environment|environnement|umwelt|you received this",
    re.IGNORECASE,
)
# A line that names somebody else's office or the company's register: "Geschäftsführer: ...", "Registered in ..."
_REGISTER = re.compile(
    r"\b(?:HRB|HRA|VAT|USt|ABN|SIRET|RCS|KvK|P\.? ?IVA|NIF|CNPJ|registered (?:in|office)|is registered|amtsgericht"
    r"|registergericht|handelsregister|sitz der gesellschaft|company (?:no|number))\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^\s*[^\W\d_][\w./ &-]{1,30}\s?:\s*\S")
_SEPARATOR = re.compile(
    r"\s*(?:\||•|·|—|–|\s-\s|\s/\s|\bat\s|(?<!\S)@\s|\bbei\s|\bchez\s|\bbij\s|\bpresso\s|\t|\s{3,})\s*", re.IGNORECASE
)
_COMMA = re.compile(r"\s*,\s+")
_NOT_WORDS = re.compile(r"https?:|www\.|\S@\S|\+\d|\d[\d\s()/.-]{6,}|\.[a-z]{2,}/")
_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")
_DOTS = re.compile(r"[.\s]")
_OF = frozenset({"of", "for", "de", "di", "der", "fur", "van", "do", "da", "del"})
_QUOTES = frozenset('"“„«»”')
_CLOSING_MARKS = ",;!"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a signature.

    Attributes:
        text: The line without decoration.
        parts: Its parts, in their order; empty for a line that holds no name or title.
        after_comma: The places of those that stand behind a comma, not behind "at", a bar or a dash.
    """

    text: str
    parts: tuple[str, ...]
    after_comma: frozenset[int] = frozenset()


def lines_of(signature: str) -> tuple[Line, ...]:
    """Return the lines of a signature that may name its author, their title or their employer.

    What is a register's, a disclaimer's or somebody else's line has no parts, and no line stands behind a disclaimer.

    Args:
        signature: The signature that was cut off a message; may be empty.
    """
    found: list[Line] = []
    for raw in signature.splitlines():
        text = raw.strip(_DECORATION).strip()
        if not text:
            continue
        if ends_signature(text):
            break
        found.append(_line(text))
    return tuple(found) if len(found) <= MOST_LINES else ()


def ends_signature(line: str) -> bool:
    """Say whether a line is a disclaimer's, a list's or somebody's famous words: nothing behind it is the author's."""
    return _FOOTER.search(line) is not None or line.strip()[:1] in _QUOTES


def _line(text: str) -> Line:
    if len(text) > MOST_LETTERS or _REGISTER.search(text) or _LABELLED.match(text):
        return Line(text, ())
    parts: list[tuple[str, bool]] = []
    for piece in _SEPARATOR.split(text):
        if piece and not _NOT_WORDS.search(piece):
            parts += [(part.strip(" ;:-"), place > 0) for place, part in enumerate(_by_commas(piece))]
    kept = [(part, is_behind) for part, is_behind in parts if part and _is_telling(part)]
    behind = frozenset(place for place, (_, is_behind) in enumerate(kept) if is_behind)
    return Line(text, tuple(part for part, _ in kept), behind)


def _by_commas(piece: str) -> list[str]:
    """Split at commas, but not in front of a legal form ("Luna, S.A.") or a department ("Vice President, Sales")."""
    parts: list[str] = []
    for part in _COMMA.split(piece.strip()):
        if parts and _goes_on(parts[-1], folded(_DOTS.sub("", part)).split()):
            parts[-1] += f", {part}"
        else:
            parts.append(part.rstrip(_CLOSING_MARKS))
    return parts


def _goes_on(before: str, tokens: list[str]) -> bool:
    """Say whether what stands behind a comma belongs to what stands in front of it."""
    if len(tokens) == 1 and tokens[0] in words("legal_forms"):
        return True
    return bool(tokens) and is_title(before) and all(token in words("units") for token in tokens)


def _is_telling(part: str) -> bool:
    tokens = tokens_of(part)
    return len(tokens) > 0 and len(part.split()) <= MOST_PART_WORDS and not words("degrees").issuperset(tokens)


def tokens_of(text: str) -> list[str]:
    """Return the words of a text, folded, without dots."""
    return [folded(word).strip(".-'&") for word in _WORD.findall(text)]


def is_title(text: str) -> bool:
    """Say whether a short text is a job title, by its words."""
    tokens = [token for token in tokens_of(text) if token]
    if len(tokens) > 1 and tokens[0] in words("honours") and tokens[1] not in _OF:
        return False  # "Prof. Ana Lee" is a name
    if not tokens or len(tokens) > MOST_PART_WORDS:
        return False
    return any(_is_title_word(token) for part in tokens for token in (part, *part.split("-")))


@lru_cache(maxsize=10_000)
def _is_title_word(token: str) -> bool:
    if token in words("titles") or token.startswith(_stems()):
        return True
    return len(token) > SHORTEST_COMPOUND and token.endswith(entries("title_ends"))


@cache
def _stems() -> tuple[str, ...]:
    return tuple(entry[:-1] for entry in words("titles") if entry.endswith("*"))
