"""The model that may write drafts: what is set, what leaves the machine, and what left it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavingFieldView:
    """One field that leaves with each draft that is asked for.

    Attributes:
        name: As it is called in what is sent.
        holds: What stands in it.
    """

    name: str
    holds: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterView:
    """Which model writes.

    Attributes:
        is_set: Whether one is asked at all.
        model: Its name; empty where none is set.
        url: Where it is asked.
        host: The host of it.
        is_here: Whether that is this very machine, so that nothing leaves it.
        is_own: Whether the user called the host their own.
        key: Where its key lies: ``keyring``, ``file`` or ``nowhere``.
        agreed_at: When the user said yes to what leaves; None where none is set.
        must_agree: Whether other fields would leave by now than the user agreed to: until then no model is asked.
        fields: What leaves with each draft that is asked for.
        never: What never does.
    """

    is_set: bool
    model: str
    url: str
    host: str
    is_here: bool
    is_own: bool
    key: str
    agreed_at: datetime | None
    must_agree: bool
    fields: tuple[LeavingFieldView, ...]
    never: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WriterTrialView:
    """A model that was tried, before anything is kept.

    Attributes:
        writer: What would be set.
        person: Whose draft the example is of; empty where nothing is known of anybody yet.
        example: What would leave for a draft to them, exactly.
    """

    writer: WriterView
    person: str
    example: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentView:
    """What left the machine for one draft.

    Attributes:
        at: When.
        model: Which model was asked.
        host: Where.
        person: Id of the person the draft was to; it did not leave.
        name: Their name, as it is now.
        sent: The words that left, exactly.
        outcome: What became of it, in a sentence; empty while nothing is known.
    """

    at: datetime
    model: str
    host: str
    person: str
    name: str
    sent: tuple[str, ...]
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentLogView:
    """What left the machine for drafts, the newest first."""

    sent: tuple[SentView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceView:
    """Words of a draft while it is being written.

    Attributes:
        text: What comes next; every sentence of it is proven. Empty while a sentence is not whole.
        again: Whether the model begins anew: what came before is to be taken away.
    """

    text: str
    again: bool = False
