"""What an assistant proposes, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """One proposal. Nothing of it is kept before the user's yes.

    Attributes:
        id: To answer it by.
        kind: What is to be done: ``note``, ``log``, ``same`` ...
        text: Exactly what would be kept, in a sentence.
        people: Whom it is about.
        proposer: What the assistant calls itself.
        at: When it was proposed.
        state: ``open``; ``unsure`` where Kithly was stopped while a yes was carried out; ``accepted`` or ``declined``.
    """

    id: str
    kind: str
    text: str
    people: tuple[NamedView, ...]
    proposer: str
    at: datetime
    state: str = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsView:
    """Proposals that wait for the user's word, oldest first; and those settled last, newest first."""

    proposals: tuple[ProposalView, ...]
    settled: tuple[ProposalView, ...] = ()
