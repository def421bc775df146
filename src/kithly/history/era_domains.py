"""Which mail domains belong to an era: those that fit its name, and those that ego and several people used then."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from kithly.history.companies import company_key
from kithly.history.era_trail import NO_DOMAIN, Trail, bounds_of, pairs
from kithly.history.eras import Era
from kithly.history.interactions import Ints
from kithly.history.lexicon import folded

OWN_SHARE = 0.7  # of ego's mail at a domain: so much of it in one era makes the domain that era's
SEVERAL = 2  # people beside ego who must have written from a domain that only ego's own address points to
SHORTEST_PART = 3  # letters of a part of a name, or of initials, that a domain may consist of
SHORTEST_WHOLE = 2  # letters of a whole name (HP)

_BRACKETED = re.compile(r"[(\[]([^)\]]+)[)\]]")
_TAILS = frozenset({"group", "hq", "global", "international", "corp", "online", "mail", "app", "io", "labs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Domains:
    """The mail domains that occur, by code.

    Attributes:
        names: Domain of each code, as `mail_domain` gives it.
        own_name: Ego's family name, folded: a domain of that name is the family's, no employer's.
    """

    names: Sequence[str]
    own_name: str = ""


def era_domains(eras: Sequence[Era], trail: Trail, domains: Domains, *, today: date) -> tuple[frozenset[int], ...]:
    """Return the codes of each era's mail domains.

    A domain that spells the whole name is the era's own. One that spells a part of it (``halden`` of Halden Marine)
    or its initials counts if ego had an address there or several people wrote from it in those years. Any other
    counts if ego's own address there was used mostly in those years, and several people wrote from there too.

    Args:
        eras: Ego's.
        trail: What happened with everybody.
        domains: What the codes of ``trail`` mean.
        today: The present day.
    """
    labels: dict[str, list[int]] = {}
    for code, name in enumerate(domains.names):
        labels.setdefault(folded(name.partition(".")[0]), []).append(code)
    uses = [_use(era, trail, len(domains.names), today) for era in eras]
    names = ["" if era.is_own_boss else era.organisation for era in eras]
    whole = [_spelling(labels, full_spellings(name)) for name in names]
    named = frozenset().union(*whole)
    parts = [
        {code for code in _spelling(labels, part_spellings(name)) - named if use.is_shared(code)}
        for name, use in zip(names, uses, strict=True)
    ]
    named |= frozenset().union(*parts)
    used = _by_use(uses, domains, named)
    return tuple(frozenset(w | p | u) for w, p, u in zip(whole, parts, used, strict=True))


def full_spellings(organisation: str) -> frozenset[str]:
    """Return the domain labels that spell the whole name: ``haldenmarine``, ``halden-marine``, ``haldenmarine-as``."""
    found: set[str] = set()
    for name in (organisation, *_BRACKETED.findall(organisation)):
        for words in (company_key(name).split(), _letters(name)):
            if len("".join(words)) >= SHORTEST_WHOLE:
                found |= {"".join(words), "-".join(words)}
    return frozenset(found | {f"{plain}{mark}{tail}" for plain in found for tail in _TAILS for mark in ("", "-")})


def part_spellings(organisation: str) -> frozenset[str]:
    """Return the domain labels that spell a part of the name: its first words, or its initials."""
    tokens = company_key(organisation).split()
    if len(tokens) < 2:
        return frozenset()
    heads = {mark.join(tokens[:count]) for count in range(1, len(tokens)) for mark in ("", "-")}
    letters = {"".join(word[0] for word in tokens), "".join(word[0] for word in _letters(organisation))}
    return frozenset(part for part in heads | letters if len(part) >= SHORTEST_PART)


def _letters(name: str) -> list[str]:
    """Return the words of a name with its legal form and filler words: ``The Acme Group`` may have ``theacme``."""
    return [word for word in re.findall(r"[^\W_]+", folded(_BRACKETED.sub(" ", name))) if word]


def _spelling(labels: Mapping[str, list[int]], spellings: frozenset[str]) -> frozenset[int]:
    return frozenset(code for label in spellings for code in labels.get(label, ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """How domains were used in one era. Shape of each array: (domains,).

    Attributes:
        own: Contacts over ego's address there, in the era.
        share: The same as a share of all such contacts ever.
        people: How many people wrote from there in the era.
        length: Days of the era.
    """

    own: Ints
    share: np.ndarray[tuple[int], np.dtype[np.float64]]
    people: Ints
    length: int

    def is_shared(self, code: int) -> bool:
        """Whether ego had an address there in the era, or several people wrote from there."""
        return bool(self.own[code] > 0 or self.people[code] >= SEVERAL)


def _use(era: Era, trail: Trail, count: int, today: date) -> _Use:
    span = era.span(today)
    first, after = bounds_of(span) if span else (0, 0)
    within = (trail.at >= first) & (trail.at < after)
    ever = np.bincount(trail.mine[trail.mine != NO_DOMAIN], minlength=count)
    own = np.bincount(trail.mine[within & (trail.mine != NO_DOMAIN)], minlength=count)
    wrote = within & (trail.theirs != NO_DOMAIN)
    width = max(int(trail.person.max(initial=0)) + 1, 1)
    used = pairs(trail.theirs[wrote], trail.person[wrote], width)
    return _Use(
        own=own.astype(np.int64),
        share=own / np.maximum(ever, 1),
        people=np.bincount(used // width, minlength=count).astype(np.int64),
        length=(span[1] - span[0]).days if span else 0,
    )


def _by_use(uses: Sequence[_Use], domains: Domains, named: frozenset[int]) -> list[set[int]]:
    """Give each domain that no era's name explains to the era in which ego's own address there was used."""
    found: list[set[int]] = [set() for _ in uses]
    own = np.flatnonzero(sum((use.own for use in uses), np.zeros(len(domains.names), np.int64)))
    for code in own.tolist():
        label = folded(domains.names[code].partition(".")[0])
        if code in named or (domains.own_name and domains.own_name in label.split("-")):
            continue
        fits = [
            (float(use.share[code]), -use.length, place)
            for place, use in enumerate(uses)
            if use.share[code] >= OWN_SHARE and use.own[code] and use.people[code] >= SEVERAL
        ]
        if fits:
            found[max(fits)[2]].add(code)
    return found
