"""Whom a signature's author works for, and as what: told by where in the block a name stands beside a title.

Precision comes first: where two readings are possible, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithly.history.companies import domain_company, is_at_domain, is_no_employer
from kithly.history.lexicon import folded, words
from kithly.history.signature_lines import Line, is_title, lines_of, tokens_of

MOST_COMPANY_WORDS = 7
BELOW = 3  # lines below a title among which the employer may stand

_DOTS = re.compile(r"[.\s]")
_CITY = re.compile(r"^\W*(?:[A-Z]{1,3}-)?\d{3,6}\b|\b\d{4,6}\b|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b")
_STREET = re.compile(
    r"\d|stra(?:ß|ss)e\b|\bstreet\b|\broad\b|\blane\b|\bavenue\b|\brue\b|\bcalle\b|\bvia\b|\brua\b|straat\b|gasse\b|allee\b"
    r"|\bplatz\b|\bplace\b|\bsquare\b",
    re.IGNORECASE,
)
_JOINING = frozenset("& and of for und fur et de des du la y e di en van voor".split())  # noqa: SIM905 - a list of words
_HEADS = re.compile(
    r"\b(?:of|for|de|des|du|da|do|di|del|della|der|fur|van|voor|per|head|vp|vice president)\b"
    r"|leit|chef|direct|direkt"
)
_BRACKETED = re.compile(r"\s*\([^)]*\)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a signature says of its author's work.

    Attributes:
        company: The employer in its own spelling, or empty.
        title: The title in their own words, or empty.
        quote: The line that names the employer, else the title; empty if neither is named.
    """

    company: str = ""
    title: str = ""
    quote: str = ""


def work_of(signature: str, address: str = "") -> Work:
    """Return the employer and title a signature names, each only where nothing has to be guessed.

    Args:
        signature: The signature that was cut off a message; may be empty.
        address: The address it was written from; may be empty.
    """
    lines = lines_of(signature)
    label = domain_company(address)
    named = set(tokens_of(address.partition("@")[0].replace(".", " ").replace("_", " ")))
    place = next((index for index, line in enumerate(lines) if _title_in(line, index) is not None), None)
    title = "" if place is None else lines[place].parts[_title_in(lines[place], place) or 0]
    if title and is_no_employer(title):
        return Work(title=title, quote=lines[place or 0].text)
    found = _company(lines, place, label, named)
    if found is not None:
        return Work(company=found[0], title=title, quote=found[1])
    return Work(title=title, quote=lines[place].text) if title and place is not None else Work()


def _title_in(line: Line, index: int) -> int | None:
    """Return which part of a line is a title; alone on the first line stands a name, even if it is Baker."""
    if index == 0 and len(line.parts) < 2:
        return None
    first = 1 if index == 0 and len(line.parts) > 2 else 0
    return next((place for place in range(first, len(line.parts)) if _is_plain_title(line.parts[place])), None)


def _is_plain_title(part: str) -> bool:
    return is_title(part) and not _is_legal(part) and not part.endswith((".", "!", "?"))


def _company(lines: Sequence[Line], place: int | None, label: str, named: set[str]) -> tuple[str, str] | None:
    """Return the employer with its line, by the surest of the ways in which one is named."""
    ways = (
        _beside(lines, place, label),
        _below(lines, place, label),
        _marked(lines, place, label, named),
    )
    return next((found for found in ways if found is not None), None)


def _beside(lines: Sequence[Line], place: int | None, label: str) -> tuple[str, str] | None:
    """Return the employer behind a title on its own line: "Head of QA, Acme".

    A name that says by nothing what it is gives way to an organisation below it, whose department it then is. Behind
    a comma it may be the rest of the title ("Head of R&D, Sensors"), and is taken only where nothing speaks for that.
    """
    if place is None:
        return None
    line = lines[place]
    title = _title_in(line, place) or 0
    behind = range(title + 1, len(line.parts))
    found = next((at for at in behind if _is_company(line.parts[at], label)), None)
    if found is None:
        return None
    name = line.parts[found]
    if _is_sure(name, label):
        return name, line.text
    near = [(part, below.text) for below in lines[place + 1 : place + 1 + BELOW] for part in below.parts]
    near = [*((part, line.text) for part in line.parts[found + 1 :]), *near]
    sure = next(((part, text) for part, text in near if _is_organisation(part) or _is_sure(part, label)), None)
    if sure is not None:
        return sure if _is_company(sure[0], label) else None
    if found in line.after_comma and _is_rest_of_title(line.parts[title], near, label):
        return None
    return name, line.text


def _is_rest_of_title(title: str, near: Sequence[tuple[str, str]], label: str) -> bool:
    """Say whether a name behind a title and a comma may be a department: others could be the employer, or it is a head.

    Whoever heads something names what ("Head of R&D, Sensors"); an address of an organisation's own names it too.
    """
    heads = _HEADS.search(folded(title)) is not None
    return bool(label) or heads or any(_is_company(part, label) for part, _ in near)


def _below(lines: Sequence[Line], place: int | None, label: str) -> tuple[str, str] | None:
    """Return the employer on one of the lines below a title; a department in between is passed over."""
    if place is None:
        return None
    plain: tuple[str, str] | None = None
    for line in lines[place + 1 : place + 1 + BELOW]:
        if not line.parts or not _is_company(line.parts[0], label):
            if plain is not None or not _is_unit_line(line):
                break
            continue
        found = line.parts[0], line.text
        if _is_sure(found[0], label):
            return found
        if plain is not None:
            break
        plain = found
    return plain


def _is_unit_line(line: Line) -> bool:
    return bool(line.parts) and any(test(line.parts[0]) for test in (_is_unit, _is_department, is_title))


def _marked(lines: Sequence[Line], place: int | None, label: str, named: set[str]) -> tuple[str, str] | None:
    """Return a name that is an employer's by itself: by its legal form, its kind, or the address's own domain."""
    for index, line in enumerate(lines):
        for part in line.parts:
            is_own_name = index == 0 and (bool(named & set(tokens_of(part))) or len(lines) > 1)
            if not _is_company(part, label) or (place is None and not _is_legal(part) and is_own_name):
                continue
            if _is_legal(part) or (label and is_at_domain(part, label) and not is_own_name):
                return part, line.text
    return None


def _is_company(part: str, label: str) -> bool:
    """Say whether one part of a line can be an employer's name."""
    tokens = tokens_of(part)
    if not tokens or len(tokens) > MOST_COMPANY_WORDS or is_no_employer(part):
        return False
    if not (part[0].isupper() or part[0].isdigit()) or _CITY.search(part):
        return False
    if _is_legal(part):
        return True
    if is_title(part) and not _is_organisation(part):
        return False
    is_part = _is_unit(part) or (_is_department(part) and not _is_sure(part, label))
    if is_part or _STREET.search(part) or folded(part) in words("places"):
        return False
    return _is_sure(part, label) or _is_capital(part)


def _is_sure(part: str, label: str) -> bool:
    return _is_legal(part) or _is_organisation(part) or bool(label and is_at_domain(part, label))


def _is_unit(part: str) -> bool:
    """Say whether a name is a part of an organisation rather than the whole."""
    tokens = tokens_of(part)
    return any(token in words("units") for token in tokens) and not _is_organisation(part)


def _is_department(part: str) -> bool:
    """Say whether a name is made of nothing but the words by which departments are called ("Sensors & Systems")."""
    named = [token for token in tokens_of(part) if token and token not in _JOINING]
    return bool(named) and all(token in words("units") or token in words("departments") for token in named)


def _is_organisation(part: str) -> bool:
    return any(token in words("organisations") for whole in tokens_of(part) for token in (whole, *whole.split("-")))


def _is_legal(part: str) -> bool:
    """Say whether a name ends in a legal form, whatever stands in brackets behind it."""
    words_of = [folded(_DOTS.sub("", word)).strip(",") for word in _BRACKETED.sub("", part).split()]
    if len(words_of) < 2:
        return False
    last = words_of[-1]
    if last in words("legal_forms") and not (
        part.rsplit(maxsplit=1)[-1].islower() and len(last) <= 2 and "." not in part
    ):
        return True
    return len(words_of) > 2 and "".join(words_of[-2:]) in words("legal_forms")


def _is_capital(part: str) -> bool:
    """Say whether a name is written as names are: each longer word with a capital, and not all of it small."""
    longer = [word for word in _words_with_letters(part) if len(word) > 3]
    return bool(longer or part[0].isupper()) and all(not word[0].islower() for word in longer)


def _words_with_letters(part: str) -> Iterator[str]:
    return (word for word in part.split() if any(letter.isalpha() for letter in word))
