"""A draft and what stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement about the recipient or the shared past in a draft.

    Attributes:
        text: The exact words, as they stand in the draft.
        evidence: Records that prove it; never empty in a draft by Kithly.
    """

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One broken rule of good outreach, with its place.

    Attributes:
        rule: Name of the rule.
        start: First character in the text (0 for a rule about what is missing).
        end: One past the last character.
        text: The words themselves.
        hint: How to mend it, one sentence.
    """

    rule: str
    start: int
    end: int
    text: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Words to edit and send.

    Attributes:
        text: The message.
        subject: For mail; None elsewhere.
        language: ISO 639-1 code.
        claims: What it says of the recipient, with proof.
        breaches: Rules it breaks. A draft by Kithly has none, but for ``has_about_me`` where ego has not
            said what they do now.
        writer: ``rules``, or a model's name.
    """

    text: str
    subject: str | None
    language: str
    claims: tuple[Claim, ...]
    breaches: tuple[Breach, ...]
    writer: str = "rules"
