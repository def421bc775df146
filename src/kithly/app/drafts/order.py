"""What is to be written, for whoever writes it."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.messages import Brief, Draft, NoDraft
from kithly.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written.

    Attributes:
        person: To whom.
        brief: Everything a draft may say.
        seed: Number of the draft.
        rules: What the rules wrote, or why not.
    """

    person: PersonId
    brief: Brief
    seed: int
    rules: Draft | NoDraft
