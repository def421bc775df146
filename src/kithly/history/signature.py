"""The employer an old signature names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kithly.history.companies import domain_company, is_at_domain, is_no_employer
from kithly.history.lexicon import folded, words

MOST_LINES = 10  # a longer block is a disclaimer or a poem
MOST_LETTERS = 60  # a longer line is a sentence
MOST_COMPANY_WORDS = 7

_NOT_A_NAME = re.compile(
    r"https?:|www\.|@|\+?\d[\d\s()/.-]{5,}|^[\W_]*$|\b(tel|phone|fax|mobile?|cell|telefon)\b", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*(?:,|\||•|·|—|–|\s-\s|/\s|\bat\b|@\s|\bbei\b|\bchez\b|\s{3,})\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’&.-]*")
_DOTS = re.compile(r"[.\s]")
_LIST_FOOTER = re.compile(r"mailing list|listinfo|unsubscribe|confidential|virus", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """Where somebody worked, as their own words of the time say.

    Attributes:
        company: The company, in its own spelling; for a domain alone, its label.
        title: Their title, or empty.
        quote: The exact words that say so.
        is_domain: True if only the address tells it.
    """

    company: str
    title: str
    quote: str
    is_domain: bool = False


def employer(signature: str, address: str = "") -> Employer | None:
    """Return the employer a message names, or None if nothing does without guessing.

    A line counts if part of it ends in a legal form or names the address's own domain; where the address names no
    employer, also if it stands beside a job title ("Head of QA, Acme") and is no place or department. Nothing is
    taken out of sentences, disclaimers and list footers.

    Args:
        signature: The signature that was cut off the message; may be empty.
        address: The address it was written from; may be empty.
    """
    lines = [line.strip(" \t*_|>#~-") for line in signature.splitlines()]
    lines = [line for line in lines if line]
    label = domain_company(address)
    if 0 < len(lines) <= MOST_LINES and not _LIST_FOOTER.search(signature):
        found = _in_lines(lines, label)
        if found:
            return found
    return Employer(company=label, title="", quote=address, is_domain=True) if label else None


def _in_lines(lines: list[str], label: str) -> Employer | None:
    """Return the employer of the first line that names one, with the title beside or above it."""
    above = ""
    for line in lines:
        if len(line) > MOST_LETTERS or _NOT_A_NAME.search(line):
            above = ""
            continue
        parts = [part.strip(" .;:") for part in _SPLIT.split(line) if part.strip(" .;:")]
        titles = [part for part in parts if is_title(part)]
        company = next((part for part in parts if _is_company(part, label, beside_title=bool(titles))), "")
        if company and not is_no_employer(company) and not any(is_no_employer(part) for part in titles):
            return Employer(company=company, title=titles[0] if titles else above, quote=line)
        above = titles[0] if titles and len(parts) == len(titles) else ""
    return None


def is_title(text: str) -> bool:
    """Say whether a short text is a job title, by its words."""
    tokens = [folded(word).strip(".") for word in _WORD.findall(text)]
    if not tokens or len(tokens) > 9:
        return False
    titles = words("titles")
    return any(token in titles or any(token.startswith(stem) for stem in _stems()) for token in tokens)


def _stems() -> tuple[str, ...]:
    return tuple(entry[:-1] for entry in words("titles") if entry.endswith("*"))


def _is_company(part: str, label: str, *, beside_title: bool) -> bool:
    """Say whether one part of a line is a company's name."""
    tokens = _WORD.findall(part)
    if not tokens or len(tokens) > MOST_COMPANY_WORDS or not (part[0].isupper() or part[0].isdigit()):
        return False
    if len(tokens) > 1 and _DOTS.sub("", folded(tokens[-1])) in words("legal_forms") and not _is_bare(tokens):
        return True
    if is_title(part):
        return False
    if label:
        return is_at_domain(part, label)
    return beside_title and _is_capital(tokens) and not _is_elsewhere(part, tokens)


def _is_elsewhere(part: str, tokens: list[str]) -> bool:
    """Say whether a name beside a title is a place or a department."""
    return folded(part) in words("places") or any(folded(token).strip(".") in words("units") for token in tokens)


def _is_bare(tokens: list[str]) -> bool:
    """Say whether the ending is an ordinary lower-case word ("and co") rather than a legal form."""
    return tokens[-1].islower() and len(tokens[-1]) <= 2


def _is_capital(tokens: list[str]) -> bool:
    """Say whether a name is written as names are: each longer word with a capital."""
    longer = [token for token in tokens if len(token) > 3]
    return bool(longer or tokens[0].isupper()) and all(token[0].isupper() for token in longer)
