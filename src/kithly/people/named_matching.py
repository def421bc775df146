"""Whom a line of the user's own means: candidates with their reasons. They are shown, and never merged unasked.

A line ("Tomasz, wind farm") speaks of somebody of the user's own network, most often by a given name. So it is
weighed against the people of that name there, not against all bearers of the name as two records would be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log1p

from kithly.people.folding import fold
from kithly.people.name_tokens import NameTokens, name_tokens
from kithly.people.name_words import name_words
from kithly.people.nicknames import full_forms
from kithly.people.portraits import Portrait, Seen, Suggestion
from kithly.records import Because, Evidence, name_key

KNOWN = 0.9  # chance that somebody named so is in the network at all once it is imported: assumed
SURELY_NOT_SURE = 0.85  # a part of a name never counts as surer than this
LEAST = 0.1  # below, a candidate is one of too many
MOST = 3  # candidates of one line
HINTED = 8.0  # factor where the line's other words name the candidate's employer, era or other name
SHORTEST_HINT = 4  # letters of a word that hints


class Level(IntEnum):
    """How well a name in a line fits a person's; the best level there is counts."""

    FULL = 3
    NICKNAME = 2
    PART = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """Somebody the user named in a line, whom no record is joined with yet.

    Attributes:
        id: Person id of the line's own entry.
        name: The name as written.
        about: The other words of the line.
        evidence: The user's word.
    """

    id: str
    name: str
    about: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The people a line may mean.

    Attributes:
        portraits: Everybody but the lines' own entries.
        contacts: How much contact there was with each, by id.
        places: What each belongs to besides employers, by id: eras.
        different: Pairs of ids the user called two people, in either order.
    """

    portraits: Sequence[Portrait]
    contacts: Mapping[str, int]
    places: Mapping[str, Collection[str]]
    different: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """Somebody a line may mean."""

    portrait: Portrait
    seen: Seen
    level: Level
    weight: float
    hint: str


def suggest_named(lines: Sequence[NamedPerson], network: Network) -> tuple[Suggestion, ...]:
    """Return whom each line may mean, the likeliest first; nothing for what nobody fits.

    Args:
        lines: Whom the user named.
        network: Everybody they may mean.
    """
    apart = {frozenset(pair) for pair in network.different}
    found = []
    for line in lines:
        candidates = [one for one in _candidates(line, network) if frozenset((line.id, one.portrait.id)) not in apart]
        best = max((one.level for one in candidates), default=None)
        chosen = sorted(
            (one for one in candidates if one.level is best), key=lambda one: (-one.weight, one.portrait.id)
        )
        total = sum(one.weight for one in chosen)
        scored = [(min(KNOWN * one.weight / total, _most(one.level)), one) for one in chosen]
        found += [_suggestion(line, one, score, len(chosen)) for score, one in scored[:MOST] if score >= LEAST]
    return tuple(sorted(found, key=lambda one: (-one.score, one.a, one.b)))


def _most(level: Level) -> float:
    return SURELY_NOT_SURE if level is Level.PART else 1.0


def _candidates(line: NamedPerson, network: Network) -> Iterator[_Candidate]:
    wanted = name_tokens(line.name)
    if wanted is None:
        return
    has_title = bool(set(name_key(line.name).split()[:1]) & name_words().titles)
    for portrait in network.portraits:
        fits = [(level, seen) for seen in portrait.seen if (level := _level(wanted, seen, has_title=has_title))]
        if fits:
            level, seen = max(fits, key=lambda fit: fit[0])
            hint = _hint(line, portrait, network)
            weight = (1.0 + log1p(network.contacts.get(portrait.id, 0))) * (HINTED if hint else 1.0)
            yield _Candidate(portrait=portrait, seen=seen, level=level, weight=weight, hint=hint)


def _level(wanted: NameTokens, seen: Seen, *, has_title: bool) -> Level | None:
    """Return how well a written name fits the one of a line; None if it does not."""
    one = name_tokens(seen.name) if seen.name else None
    if one is None:
        return None
    if wanted.given:
        if wanted.family != one.family or not one.given:
            return None
        if wanted.given == one.given:
            return Level.FULL
        return Level.NICKNAME if not _forms(wanted.given).isdisjoint(_forms(one.given)) else None
    single = wanted.family
    is_family = single in {one.family, *one.middle}
    is_given = not has_title and not _forms(single).isdisjoint(_forms(one.given or one.family))
    return Level.PART if is_family or is_given else None


def _forms(given: str) -> frozenset[str]:
    return full_forms().get(given, frozenset({given})) if given else frozenset()


def _hint(line: NamedPerson, portrait: Portrait, network: Network) -> str:
    """Return the word of a line that names an employer, an era or another name of somebody; empty for none."""
    told = [word for word in name_key(line.about).split() if len(word) >= SHORTEST_HINT]
    if not told:
        return ""
    texts = [text for seen in portrait.seen for text in (seen.name, seen.company, seen.title)]
    texts += [one.value.rpartition("@")[2].replace(".", " ") for seen in portrait.seen for one in seen.identities]
    texts += network.places.get(portrait.id, ())
    known = {fold(word) for text in texts for word in name_key(text).split()}
    return next((word for word in told if fold(word) in known), "")


def _suggestion(line: NamedPerson, one: _Candidate, score: float, count: int) -> Suggestion:
    proof = (line.evidence, one.seen.evidence)
    if count == 1:
        told = f"You named {line.name}, and {one.seen.name} is the only one who fits."
    else:
        told = f"You named {line.name}, and {one.seen.name} is one of {count} who fit."
    because = [Because(text=told, evidence=proof)]
    if one.hint:
        because.append(Because(text=f"Your line speaks of “{one.hint}”, and so do their records.", evidence=proof))
    a, b = sorted((line.id, one.portrait.id))
    return Suggestion(a=a, b=b, score=score, because=tuple(because))
