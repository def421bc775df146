"""What is known of people that may tell why they know each other, as numbers and in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

import numpy as np

from kithly.history.eras import span_text
from kithly.records import Evidence
from kithly.ties.columns import Ints
from kithly.ties.shared_traits import Traits

SPAN: Final = 3  # years of LinkedIn connections that are looked at together


class TraitKind(IntEnum):
    """What a trait is; earlier kinds say more of why people know each other."""

    CIRCLE = 0
    COMPANY = 1
    SCHOOL = 2
    ERA = 3
    DOMAIN = 4
    PLACE = 5
    CONNECTED = 6

    @property
    def is_weak(self) -> bool:
        """Whether it says something only where it is rarer elsewhere."""
        return self >= TraitKind.PLACE


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait that several people may have.

    Attributes:
        kind: What it is.
        key: Tells it from others of its kind.
        name: What it is called.
    """

    kind: TraitKind
    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What shows that somebody has a trait.

    Attributes:
        record: Number of a record; 0 where none shows it.
        evidence: What else shows it: the user's word, their own position; None where an address alone does.
        is_past: Whether it was so once, by an older version of the record.
        is_likely: Whether it is proposed and waits for the user's word.
    """

    record: int = 0
    evidence: Evidence | None = None
    is_past: bool = False
    is_likely: bool = False


@dataclass(slots=True)
class TraitTable:
    """Who has which traits, filled person by person."""

    names: dict[tuple[TraitKind, str], dict[str, int]] = field(default_factory=dict)
    proofs: dict[tuple[TraitKind, str], dict[int, Proof]] = field(default_factory=dict)

    def add(self, kind: TraitKind, key: str, name: str, person: int, proof: Proof) -> None:
        """Note that somebody has a trait; of several proofs the first stays, but one of today goes before one of once.

        Args:
            kind: What it is.
            key: Tells it from others of its kind; empty for nothing.
            name: What it is called here.
            person: Index of the person.
            proof: What shows it.
        """
        if not key:
            return
        called = self.names.setdefault((kind, key), {})
        called[name] = called.get(name, 0) + 1
        had = self.proofs.setdefault((kind, key), {})
        if person not in had or (had[person].is_past and not proof.is_past):
            had[person] = proof

    def connected(self, year: int, person: int, record: int) -> None:
        """Note the year of a connection: it is in every span of `SPAN` years around it."""
        for first in range(year - SPAN + 1, year + 1):
            name = span_text(first, first + SPAN - 1)
            self.add(TraitKind.CONNECTED, str(first), name, person, Proof(record=record))

    def finished(self) -> KnownTraits:
        """Return the traits in the order of what they say."""
        order = sorted(self.proofs)
        traits = tuple(Trait(kind, key, _most_used(self.names[kind, key])) for kind, key in order)
        proofs = tuple(self.proofs[one] for one in order)
        person = np.array([person for had in proofs for person in had], np.int64)
        number = np.repeat(np.arange(len(proofs)), [len(had) for had in proofs]).astype(np.int64)
        kind = np.array([trait.kind for trait in traits], np.int64)[number]
        weak = np.array([trait.kind.is_weak for trait in traits], bool)[number]
        columns = Traits(person=person, trait=number, kind=kind, weak=weak)
        return KnownTraits(traits=traits, proofs=proofs, columns=columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTraits:
    """All traits by number, and who has them.

    Attributes:
        traits: The traits.
        proofs: Of each, what shows it of whom.
        columns: The same as columns.
    """

    traits: tuple[Trait, ...]
    proofs: tuple[dict[int, Proof], ...]
    columns: Traits

    def groups(self, kind: TraitKind, people: int) -> tuple[Ints, tuple[int, ...]]:
        """Return in which group of a kind each person is today, and the trait of each group.

        Args:
            kind: Company or place: everybody is in one at most; of several the first counts.
            people: How many people there are.
        """
        chosen = [number for number, trait in enumerate(self.traits) if trait.kind is kind]
        group = np.full(people, -1, np.int64)
        for place, number in reversed(list(enumerate(chosen))):
            group[[person for person, proof in self.proofs[number].items() if not proof.is_past]] = place
        return group, tuple(chosen)


def _most_used(uses: dict[str, int]) -> str:
    return min(uses, key=lambda text: (-uses[text], text))


def label_of(trait: Trait) -> str:
    """Return what a circle is called after a trait: ``Acme``, ``Connected 2015–17``."""
    name = f"connected {trait.name}" if trait.kind is TraitKind.CONNECTED else trait.name
    return name[:1].upper() + name[1:] if trait.kind in _OWN_WORDS else name


_OWN_WORDS: Final = frozenset({TraitKind.SCHOOL, TraitKind.ERA, TraitKind.CONNECTED})  # named by us, not by a source
_WORDS: Final = {
    TraitKind.CIRCLE: "{} in your circle {}",
    TraitKind.COMPANY: "{} at {}",
    TraitKind.SCHOOL: "{} from {}",
    TraitKind.ERA: "{} from {}",
    TraitKind.DOMAIN: "{} known by an address at {}",
    TraitKind.PLACE: "{} in {}, by their postal address",
}


def sentence(trait: Trait, proofs: dict[int, Proof], people: list[int]) -> str:
    """Return what some people share, as a sentence: ``9 of 12 are at Acme``.

    Args:
        trait: What they share.
        proofs: What shows it of whom.
        people: The people of the circle.
    """
    having = [proofs[person] for person in people if person in proofs]
    share = f"{len(having):,} of {len(people):,}"
    if trait.kind is TraitKind.CONNECTED:
        return f"{share} connected with you {trait.name}"
    past, likely = any(one.is_past for one in having), any(one.is_likely for one in having)
    verb = "are or were" if past else "are likely" if likely else "are"
    return f"{share} {_WORDS[trait.kind].format(verb, trait.name)}"


_HAS: Final = {
    TraitKind.CIRCLE: "in your circle {}",
    TraitKind.COMPANY: "at {}",
    TraitKind.SCHOOL: "from {}",
    TraitKind.ERA: "from {}",
    TraitKind.DOMAIN: "known by an address at {}",
    TraitKind.PLACE: "in {}, by the postal address",
    TraitKind.CONNECTED: "connected with you {}",
}


def own_sentence(trait: Trait, proof: Proof) -> str:
    """Return what one person has of a trait, as words: ``Likely from your Acme years``."""
    before = "once " if proof.is_past else "likely " if proof.is_likely else ""
    text = before + _HAS[trait.kind].format(trait.name)
    return text[:1].upper() + text[1:]
