"""The growing message: paragraphs of sentences, and what proves them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kithly.messages.draft import Claim
from kithly.messages.phrasebook import Phrasebook
from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One phrase of a message.

    Attributes:
        text: Its words.
        proof: The records that prove it; empty where it states nothing of the recipient.
        spare: How easily it can go where a short letter is wanted; 0 stays.
        of_ego: Whether it says what ego does now.
    """

    text: str
    proof: tuple[Evidence, ...] = ()
    spare: int = 0
    of_ego: bool = False


@dataclass(slots=True)
class Page:
    """The growing message.

    Attributes:
        book: Its phrases.
        seed: Number of the draft.
        paragraphs: What was said so far.
    """

    book: Phrasebook
    seed: int
    paragraphs: list[list[Said]] = field(default_factory=lambda: [[]])

    def say(self, name: str, /, *evidence: Evidence | None, spare: int = 0, **words: str) -> None:
        """Add a phrase; with evidence it is a claim.

        Args:
            name: Name of the list of phrases.
            evidence: What proves it.
            spare: As in `Said`.
            words: What to fill in.
        """
        self.add(self.book.phrase(name, self.seed, **words), *evidence, spare=spare)

    def add(self, text: str, *evidence: Evidence | None, spare: int = 0) -> None:
        """Add words as they are; with evidence they are a claim."""
        proof = tuple(one for one in evidence if one is not None)
        self.paragraphs[-1].append(Said(text=text, proof=proof, spare=spare))

    def tell(self, text: str, *, spare: int = 0) -> None:
        """Add a sentence on what ego does now."""
        self.paragraphs[-1].append(Said(text=text, spare=spare, of_ego=True))

    def turn(self) -> None:
        """Begin a new paragraph."""
        self.paragraphs.append([])

    def begin_small(self) -> None:
        """Write the first word small, in languages in which the sentence after "Hallo Ana," goes on."""
        first = next(self.said(), None)
        word = first.text.split(maxsplit=1)[0] if first else ""
        if first and word.lower().rstrip(",:") in self.book.writing["small"].split():
            small = replace(first, text=word.lower() + first.text[len(word) :])
            self.paragraphs = [[small if one is first else one for one in told] for told in self.paragraphs]

    def spare_one(self) -> bool:
        """Leave out the phrase that can go most easily, the last of several; say whether there was one."""
        most = max((one.spare for one in self.said()), default=0)
        if not most:
            return False
        gone = [one for one in self.said() if one.spare == most][-1]
        self.paragraphs = [[one for one in told if one is not gone] for told in self.paragraphs]
        return True

    def said(self) -> Iterator[Said]:
        """Yield all phrases in order."""
        for paragraph in self.paragraphs:
            yield from paragraph

    @property
    def tells_of_ego(self) -> bool:
        """Whether it says what ego does now."""
        return any(one.of_ego for one in self.said())

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The phrases that records prove."""
        return tuple(Claim(text=one.text, evidence=one.proof) for one in self.said() if one.proof)

    @property
    def body(self) -> str:
        """The paragraphs as text."""
        return "\n\n".join(" ".join(one.text for one in told) for told in self.paragraphs if told)
