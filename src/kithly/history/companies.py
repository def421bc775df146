"""Employers as sources spell them: the same one or another, out of a mail domain, or none at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from kithly.history.lexicon import folded, holds, words

SPELLING = 0.85  # normalised similarity from which two names are one name spelt twice
SHORTEST_SPELLING = 5  # letters; shorter names differ in earnest by one letter (BMW, BMI)
SECOND_LEVEL = frozenset({"co", "com", "ac", "org", "net", "gov", "edu", "or", "ne", "gob", "gouv", "go"})

_REMEMBERED = 1 << 14  # names and domains; the same ones come again and again
_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_DOTTED = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_EMPTY_WORDS = frozenset({"the", "and", "und", "et", "y", "e", "of", "de", "der", "die", "das", "la", "le", "group"})


@lru_cache(maxsize=_REMEMBERED)
def company_key(name: str) -> str:
    """Return a company's name fit to compare: folded, without legal form, brackets and filler words.

    Example:
        >>> company_key("The Acme Widgets GmbH & Co. KG (Berlin)")
        'acme widgets'
    """
    plain = _DOTTED.sub("", _BRACKETS.sub(" ", folded(name)))
    tokens = [token for token in _WORD.findall(plain) if token not in _EMPTY_WORDS]
    while len(tokens) > 1 and tokens[-1] in words("legal_forms"):
        tokens.pop()
    return " ".join(tokens)


def plain_company(name: str) -> str:
    """Return a company's name as people say it: without the legal form at its end.

    Example:
        >>> plain_company("Halden Marine AS"), plain_company("Nightingale & Co."), plain_company("SE")
        ('Halden Marine', 'Nightingale', 'SE')
    """
    kept = name.split()
    while len(kept) > 1 and (_DOTTED.sub("", folded(kept[-1])).strip(".,") in words("legal_forms") or kept[-1] == "&"):
        kept.pop()
    return " ".join(kept).rstrip(" ,") or name


def is_same_company(one: str, other: str) -> bool:
    """Say whether two spellings may well be one company; in doubt yes, so that nobody "moved" by a spelling.

    Legal forms, case, brackets, a longer form of the same name, initials and small slips are no difference.

    Example:
        >>> is_same_company("Acme", "ACME Inc."), is_same_company("Acme", "Globex")
        (True, False)
    """
    left, right = company_key(one), company_key(other)
    if not left or not right:
        return True
    if left == right or left.replace(" ", "") == right.replace(" ", ""):
        return True
    short, long = sorted((left.split(), right.split()), key=len)
    if long[: len(short)] == short or long[-len(short) :] == short:
        return True
    return _is_initials(left, right) or _is_initials(right, left) or _is_slip(left, right)


def is_at_domain(company: str, label: str) -> bool:
    """Say whether a mail domain may be that company's own (in doubt yes).

    Args:
        company: Name as a source gives it.
        label: What `domain_company` returned.
    """
    squeezed, tokens, plain = company_key(company).replace(" ", ""), company_key(company).split(), folded(label)
    short = _WORD.findall(plain)
    if not squeezed or not short:
        return True
    if squeezed.startswith("".join(short)) or "".join(short).startswith(squeezed):
        return True
    initials = "".join(token[0] for token in tokens)
    return any(part in tokens or part == initials for part in short) or _is_slip(squeezed, "".join(short))


def domain_company(address: str) -> str:
    """Return the label of a mail domain that names the employer, or empty if it names none.

    Args:
        address: A mail address. Mail providers, forwarders and schools' alumni domains name no employer.

    Example:
        >>> domain_company("ana@mail.acme.co.uk"), domain_company("ana@gmail.com")
        ('acme', '')
    """
    labels = _registered(address)
    label = labels[0] if labels else ""
    return "" if label in words("freemail_families") or not re.search(r"[a-z]", label) else label


def mail_domain(address: str) -> str:
    """Return the domain of a mail address as an organisation registers it, or empty if it is no organisation's.

    Args:
        address: A mail address. Mail providers, forwarders and alumni domains are no organisation's own.

    Example:
        >>> mail_domain("ana@eu.mail.acme.co.uk"), mail_domain("ana@gmail.com")
        ('acme.co.uk', '')
    """
    return _own_domain(address.rpartition("@")[2]) if "@" in address else ""


@lru_cache(maxsize=_REMEMBERED)
def _own_domain(host: str) -> str:
    return ".".join(_labels(host)) if domain_company(f"@{host}") else ""


def _registered(address: str) -> tuple[str, ...]:
    """Return the labels of a mail domain from the registered one on; none for providers and what is no domain."""
    return _labels(address.rpartition("@")[2]) if "@" in address else ()


@lru_cache(maxsize=_REMEMBERED)
def _labels(host: str) -> tuple[str, ...]:
    labels = tuple(label for label in folded(host).strip(". >").split(".") if label)
    if len(labels) < 2 or _is_provider(labels):
        return ()
    has_second = len(labels) > 2 and labels[-2] in SECOND_LEVEL
    return labels[-3:] if has_second else labels[-2:]


@lru_cache(maxsize=_REMEMBERED)
def is_no_employer(text: str) -> bool:
    """Say whether a company or title names no present employer: empty, seeking, retired, freelance, "ex-"."""
    plain = folded(text).strip(" .-|")
    return not plain or plain in words("no_employer_whole") or holds(plain, "no_employer")


def _is_provider(labels: Sequence[str]) -> bool:
    """Say whether a domain, or one above it, belongs to a provider or forwarder."""
    if any(label.startswith("alum") or label in {"localhost", "local", "invalid"} for label in labels):
        return True
    ends = {".".join(labels[place:]) for place in range(len(labels) - 1)}
    return bool(ends & (words("freemail") | words("forwarders")))


def _is_initials(short: str, long: str) -> bool:
    tokens = long.split()
    return len(tokens) > 1 and short == "".join(token[0] for token in tokens)


def _is_slip(left: str, right: str) -> bool:
    if min(len(left), len(right)) < SHORTEST_SPELLING:
        return False
    return DamerauLevenshtein.normalized_similarity(left, right) >= SPELLING
