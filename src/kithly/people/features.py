"""Features: the comparable parts of portraits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kithly.people.name_tokens import NameTokens, fold, name_tokens, quick_key
from kithly.people.name_words import name_words
from kithly.people.portraits import Portrait
from kithly.records import PartialDate

PHONE_DIGITS = 9  # last digits compared, so that +49 170 ... and 0170 ... are one
CACHED = 65_536  # companies and domains remembered
_NOTHING: frozenset[str] = frozenset()
MAX_NAMES = 3  # written forms of one person that are compared

_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "edu", "gov", "or", "ne", "go"})
_LOCAL = re.compile(r"[._\-]+")


class Mail(NamedTuple):
    """The parts of an address: words of its local part, the word that names its organisation or none."""

    words: tuple[str, ...]
    organisation: str


class Features(NamedTuple):
    """What of one portrait can be compared.

    Attributes:
        names: Distinct written names, at most `MAX_NAMES`.
        derived: True if there is no written name and they were read out of an address.
        locals: Local parts joined to one word, for addresses like ``alee@``.
        organisations: Words that name employers and mail domains.
        phones: Last digits of phone numbers.
        slugs: LinkedIn profiles.
        titles: Positions, folded.
        birthday: First birthday told.
    """

    names: tuple[NameTokens, ...]
    derived: bool
    locals: frozenset[str]
    organisations: frozenset[str]
    phones: frozenset[str]
    slugs: frozenset[str]
    titles: frozenset[str]
    birthday: PartialDate | None


def features(portraits: Sequence[Portrait]) -> list[Features]:
    """Return the features of every portrait, in order."""
    tokens: dict[str, NameTokens | None] = {}
    return [_features(portrait, tokens) for portrait in portraits]


def _features(portrait: Portrait, cached: dict[str, NameTokens | None]) -> Features:
    """Collect what the records of one portrait say."""
    names: dict[NameTokens, None] = {}
    organisations: list[str] = []
    titles: list[str] = []
    values: dict[str, list[str]] = {"email": [], "phone": [], "linkedin": []}
    birthday = None
    for seen in portrait.seen:
        if seen.name not in cached:
            cached[seen.name] = name_tokens(seen.name)
        if parsed := cached[seen.name]:
            names[parsed] = None
        if seen.company and (company := company_key(seen.company)):
            organisations.append(company)
        if seen.title:
            titles.append(title_key(seen.title))
        birthday = birthday or seen.birthday
        for identity in seen.identities:
            if identity.kind in values:
                values[identity.kind].append(identity.value)
    mails = [mail_parts(address) for address in dict.fromkeys(values["email"])]
    organisations.extend(mail.organisation for mail in mails if mail.organisation)
    written = tuple(sorted(names)) or _names_in(mails)
    return Features(
        names=written[:MAX_NAMES],
        derived=not names,
        locals=_set(["".join(mail.words) for mail in mails]),
        organisations=_set(organisations),
        phones=_set([phone[-PHONE_DIGITS:] for phone in values["phone"]]),
        slugs=_set(values["linkedin"]),
        titles=_set(titles),
        birthday=birthday,
    )


def _set(words: list[str]) -> frozenset[str]:
    """Return the words as a set; all empty ones are one object, which spares memory and time."""
    return frozenset(words) if words else _NOTHING


def _names_in(mails: Sequence[Mail]) -> tuple[NameTokens, ...]:
    """Return the names that addresses like ``ana.lee@`` are made of, in order."""
    return tuple(sorted({NameTokens(mail.words[0], mail.words[1], (), "") for mail in mails if len(mail.words) == 2}))


@lru_cache(maxsize=CACHED)
def title_key(title: str) -> str:
    """Return a position fit to compare."""
    return quick_key(title)


@lru_cache(maxsize=CACHED)
def company_key(company: str) -> str:
    """Return the word a company shares with its domain: ``Acme Labs, Inc.`` gives ``acmelabs``."""
    ignored = name_words().organisations
    words = [word for word in quick_key(company).split() if word not in ignored]
    return "".join(words)


def mail_parts(address: str) -> Mail:
    """Split an address; public mail hosts name no organisation."""
    local, _, host = address.rpartition("@")
    words = tuple(fold(stem) for word in _LOCAL.split(local.partition("+")[0]) if (stem := word.strip("0123456789")))
    return Mail(words, _organisation(host))


@lru_cache(maxsize=CACHED)
def _organisation(host: str) -> str:
    """Return the registered word of a mail domain, or an empty one for public mail."""
    labels = host.split(".")
    place = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    word = labels[place] if len(labels) >= -place else labels[0]
    return "" if word in name_words().public_mail else word.replace("-", "")
