"""A little courage: what became of the times the user wrote after years; and who came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView
from kithly.app.views.proof import ProofView


@dataclass(frozen=True, slots=True, kw_only=True)
class CourageCaseView:
    """One person the user wrote to after a long silence.

    Attributes:
        person: To whom.
        text: ``After 3 years; answered.``
        wrote: The user's message.
        answered: The answer; None if none came within 60 days.
    """

    person: NamedView
    text: str
    wrote: ProofView
    answered: ProofView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourageView:
    """What the user's own record says of writing after years; under five cases, what research found.

    Attributes:
        text: One or two sentences.
        people: How many people the user wrote to so.
        answered: How many of them answered.
        research: Whether the text tells what research found, not the user's own record.
        reference: Of the research; None else.
        url: Of the research; None else.
        who: The people, newest first; left out beside a hello.
    """

    text: str
    people: int
    answered: int
    research: bool
    reference: str | None
    url: str | None
    who: tuple[CourageCaseView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnView:
    """Somebody who wrote again after years."""

    person: NamedView
    at: datetime
    text: str
    proof: ProofView


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtBackView:
    """Who came back in a year, newest first."""

    year: int
    people: tuple[ReturnView, ...]
