"""Features: the comparable parts of portraits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kithly.people.commonness import given_shares
from kithly.people.folding import fold
from kithly.people.name_tokens import NameTokens, name_tokens, quick_key
from kithly.people.name_words import name_words
from kithly.people.phones import SHORTEST, international
from kithly.people.portraits import Portrait, Seen
from kithly.people.scripts import latin
from kithly.records import IdentityKind, PartialDate

PHONE_DIGITS = 9  # last digits compared where the country of a number cannot be told
CACHED = 65_536  # companies and domains remembered
MAX_NAMES = 3  # written forms of one person that are compared
MAX_SPELLED = 2  # forms told by addresses and profiles
FEW = 2  # people who may have one picture; of more, it is nobody's own
HANDLE = 5  # letters of a word chosen for an address that is no name

_NOTHING: frozenset[str] = frozenset()
_NOBODY: frozenset[tuple[str, str]] = frozenset()
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "edu", "gov", "or", "ne", "go"})
_JOINTS = str.maketrans("_-", "..")


class Mail(NamedTuple):
    """The parts of an address: words of its local part, the word that names its organisation or none."""

    words: tuple[str, ...]
    organisation: str


class Features(NamedTuple):
    """What of one portrait can be compared.

    Attributes:
        names: Distinct written names, at most `MAX_NAMES`; then those told by addresses and profiles.
        written: How many of them are written; none where all were read out of addresses.
        locals: Local parts joined to one word, for addresses like ``alee@``.
        organisations: Words that name employers and mail domains.
        phones: Phone numbers, international where that can be told.
        slugs: LinkedIn profiles.
        titles: Positions, folded.
        birthday: First birthday told, one with a year before others.
        photos: Pictures that few people have.
        mails: Addresses, for those that several people use.
        related: Names of others, beside whom this one is named.
    """

    names: tuple[NameTokens, ...]
    written: int
    locals: frozenset[str]
    organisations: frozenset[str]
    phones: frozenset[str]
    slugs: frozenset[str]
    titles: frozenset[str]
    birthday: PartialDate | None
    photos: frozenset[str]
    mails: frozenset[str]
    related: frozenset[tuple[str, str]]

    @property
    def derived(self) -> bool:
        """Whether no name is written, and all were read out of addresses."""
        return not self.written


def features(portraits: Sequence[Portrait], regions: tuple[str, ...] = ()) -> list[Features]:
    """Return the features of every portrait, in order.

    Args:
        portraits: Everybody.
        regions: Where phone numbers without a country code may be from, the likeliest first.
    """
    tokens: dict[str, NameTokens | None] = {}
    pictures = Counter(
        photo for portrait in portraits for photo in {seen.photo for seen in portrait.seen if seen.photo}
    )
    own = frozenset(photo for photo, count in pictures.items() if count <= FEW)
    return [_features(portrait, tokens, regions, own) for portrait in portraits]


def _features(
    portrait: Portrait, cached: dict[str, NameTokens | None], regions: tuple[str, ...], pictures: frozenset[str]
) -> Features:
    """Collect what the records of one portrait say."""
    said = portrait.seen
    addresses, phones, slugs = _handles(said)
    mails = [mail_parts(address) for address in addresses]
    names = _written_names(said, cached)
    if any(len(name.given) == 1 for name in names):
        names = tuple(_completed(name, mails) for name in names)
    organisations = [company_key(seen.company) for seen in said if seen.company]
    organisations += [mail.organisation for mail in mails if mail.organisation]
    told = [name for name in _told_names(mails, slugs) if name not in names] if mails or slugs else []
    return Features(
        names=names + tuple(told[:MAX_SPELLED]) if told else names,
        written=len(names),
        locals=_set(["".join(mail.words) for mail in mails]),
        organisations=_set(organisations),
        phones=_set([key for phone in phones for key in phone_keys(phone, regions)]) if phones else _NOTHING,
        slugs=_set(slugs),
        titles=_set([title_key(seen.title) for seen in said if seen.title]),
        birthday=_birthday(said),
        photos=_set([seen.photo for seen in said if seen.photo in pictures]) if pictures else _NOTHING,
        mails=_set(addresses),
        related=_related(said, cached),
    )


def _handles(said: Sequence[Seen]) -> tuple[list[str], list[str], list[str]]:
    """Return addresses, phones and profiles."""
    addresses: list[str] = []
    phones: list[str] = []
    slugs: list[str] = []
    for seen in said:
        for one in seen.identities:
            kind = one.kind
            if kind is IdentityKind.EMAIL:
                addresses.append(one.value)
            elif kind is IdentityKind.PHONE:
                phones.append(one.value)
            elif kind is IdentityKind.LINKEDIN:
                slugs.append(one.value)
    return list(dict.fromkeys(addresses)) if len(addresses) > 1 else addresses, phones, slugs


def _set(words: list[str]) -> frozenset[str]:
    """Return the words as a set; all empty ones are one object, which spares memory and time."""
    return frozenset(words) if words else _NOTHING


def _tokens(text: str, cached: dict[str, NameTokens | None]) -> NameTokens | None:
    if text not in cached:
        cached[text] = name_tokens(text)
    return cached[text]


def _written_names(said: Sequence[Seen], cached: dict[str, NameTokens | None]) -> tuple[NameTokens, ...]:
    """Return the distinct written names, and those with what friends say for the given name."""
    names: dict[NameTokens, None] = {}
    for seen in said:
        parsed = _tokens(seen.name, cached) if seen.name else None
        if parsed:
            names[parsed] = None
            if seen.nickname and parsed.given and (nick := _tokens(seen.nickname, cached)) and not nick.given:
                names[parsed._replace(given=nick.family, middle=())] = None
    return tuple(sorted(names))[:MAX_NAMES] if len(names) > 1 else tuple(names)


def _completed(name: NameTokens, mails: Sequence[Mail]) -> NameTokens:
    """Return a name written with an initial as an address spells it out: A. Lee writes from ``ana@``."""
    if len(name.given) != 1:
        return name
    words = (mail.words[0] for mail in mails if mail.words)
    told = next((word for word in words if word[0] == name.given and word in given_shares()), "")
    return name._replace(given=told) if told else name


def _told_names(mails: Sequence[Mail], slugs: Sequence[str]) -> tuple[NameTokens, ...]:
    """Return the names that addresses like ``ana.lee@`` and profiles like ``ana-lee-12`` are made of, in order."""
    found = [NameTokens(mail.words[0], mail.words[1], (), "") for mail in mails if len(mail.words) == 2]
    for slug in slugs:
        words = [fold(word) for word in slug.split("-") if word.isalpha() and len(word) > 1]
        if len(words) == 2:
            found.append(NameTokens(words[0], words[1], (), ""))
    return tuple(sorted(set(found))) if len(found) > 1 else tuple(found)


def _birthday(said: Sequence[Seen]) -> PartialDate | None:
    told = [seen.birthday for seen in said if seen.birthday]
    return next((day for day in told if day.year), told[0]) if told else None


def _related(said: Sequence[Seen], cached: dict[str, NameTokens | None]) -> frozenset[tuple[str, str]]:
    """Return given and family name of everybody a record names beside a person."""
    names = [name for seen in said for name in seen.related]
    if not names:
        return _NOBODY
    found = [_tokens(name, cached) for name in names]
    return frozenset((name.given, name.family) for name in found if name and name.given)


def phone_keys(phone: str, regions: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a number is compared by: itself with its country code, and its last digits."""
    whole = international(phone, regions)
    digits = whole.lstrip("+")
    if len(digits) < SHORTEST:
        return ()
    return (whole, digits[-PHONE_DIGITS:]) if len(digits) > PHONE_DIGITS else (whole,)


@lru_cache(maxsize=CACHED)
def title_key(title: str) -> str:
    """Return a position fit to compare."""
    return quick_key(title)


@lru_cache(maxsize=CACHED)
def company_key(company: str) -> str:
    """Return the word a company shares with its domain: ``Acme Labs, Inc.`` gives ``acmelabs``."""
    ignored = name_words().organisations
    words = [word for word in quick_key(company).split() if word not in ignored]
    joined = "".join(words)
    return joined if joined.isascii() else latin(joined)


def mail_parts(address: str) -> Mail:
    """Split an address; public mail hosts name no organisation."""
    local, _, host = address.rpartition("@")
    parts = [word.strip("0123456789") for word in local.partition("+")[0].translate(_JOINTS).split(".")]
    return Mail(tuple([fold(word) for word in parts if word]), _organisation(host))


@lru_cache(maxsize=CACHED)
def _organisation(host: str) -> str:
    """Return the registered word of a mail domain, or an empty one for public mail."""
    labels = host.split(".")
    place = -3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else -2
    word = labels[place] if len(labels) >= -place else labels[0]
    return "" if word in name_words().public_mail else word.replace("-", "")
