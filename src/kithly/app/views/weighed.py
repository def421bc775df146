"""The live look at a text while it is edited: parts, hints, and what records hold of it."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.views.people import NamedView
from kithly.app.views.proof import ProofView


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerView:
    """One answer a page offers."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part of a good message, and whether the text has it."""

    key: str
    label: str
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HintView:
    """One thing to look at.

    Attributes:
        rule: Name of the rule; ``unproven`` where no record holds the words.
        start: First character in the text (0 where the whole text or the subject is meant).
        end: One past the last.
        quoted: The words themselves; empty where the whole text is meant.
        text: What it is and how to mend it.
        answers: ``true``, ``take_out``, ``not_a_favour``, as far as they fit.
    """

    rule: str
    start: int
    end: int
    quoted: str
    text: str
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkView:
    """A stretch of the text and what is known of it.

    Attributes:
        kind: ``proven`` or ``yours``.
        start: First character in `WeighedView.text`, counted in code points.
        end: One past the last.
        text: The words themselves.
        label: ``Their mail, 14 March 2019``, or ``Only you know this``.
        proof: The records; empty where only the user knows.
    """

    kind: str
    start: int
    end: int
    text: str
    label: str
    proof: tuple[ProofView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedView:
    """A text as it stands, weighed.

    Attributes:
        touch: The hello; None without one.
        person: To whom.
        kind: What is weighed: ``reconnect``, ``connect`` ...
        channel: The door.
        text: The text the places count in: line feeds alone, composed characters.
        subject: The subject, on one line; None where there is none.
        parts: What a good message of the kind has.
        hints: Everything to look at, the most pressing first; a page shows ``shown`` of them.
        shown: How many hints a page shows at once.
        more: How many there are beyond those.
        stopped: Why it may not go out as it stands, one sentence; None if it may.
        stopped_by: ``asks_favour``, ``unresolved`` or ``too_long``; None if nothing stops it.
        may_pass: Whether "This is not a favour" lets it pass.
        marks: What records hold, and what only the user knows, in order.
        length: Characters, as the door counts them.
        limit: Most characters the door takes; None for none.
    """

    touch: str | None
    person: NamedView
    kind: str
    channel: str
    text: str
    subject: str | None
    parts: tuple[PartView, ...]
    hints: tuple[HintView, ...]
    shown: int
    more: int
    stopped: str | None
    stopped_by: str | None
    may_pass: bool
    marks: tuple[MarkView, ...]
    length: int
    limit: int | None
