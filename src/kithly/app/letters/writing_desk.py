"""The desk: everything that lies ready to write one message to one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kithly.app.derived.closely import Ties, Untold, look
from kithly.app.drafts.doors import door_named, doors_of, kind_at
from kithly.app.drafts.drafting import Drafter
from kithly.app.drafts.order import Order
from kithly.app.network import Network
from kithly.app.said.decisions import words_now
from kithly.app.today.touches import people_unkept
from kithly.app.views import DoorView
from kithly.errors import NotFound
from kithly.messages import Draft, NoDraft
from kithly.messages.wording import judged_as
from kithly.people import PersonId
from kithly.plan import Touch
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind
from kithly.store import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a message is for.

    Attributes:
        kind: What it is: a reconnection, a reply ...
        reason: Why now; None if nothing but the user's wish led here.
        touch: The hello; None where the user writes of their own accord.
    """

    kind: TouchKind
    reason: Reason | None = None
    touch: Touch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingDesk:
    """Everything that lies ready to write one message.

    Attributes:
        kept: Where to read.
        network: Whose.
        drafter: Writes drafts.
        errand: What the message is for.
        facts: What is known of the person.
        doors: The ways to reach them, the one to use first of all.
    """

    kept: Reading
    network: Network
    drafter: Drafter
    errand: Errand
    facts: Facts
    doors: Sequence[DoorView]

    def door(self, key: str | None) -> str:
        """Return the door that is asked for, else the first of all.

        Raises:
            SettingsError: There is no such door.
        """
        return door_named(key) if key else self.doors[0].key

    def kind_at(self, door: str) -> TouchKind:
        """Return what the message is at a door."""
        return kind_at(door, self.errand.kind, self.errand.reason)

    def judged_as(self, door: str) -> str:
        """Return what the rules take the message for at a door, by name."""
        return judged_as(self.kind_at(door), self.errand.reason.kind if self.errand.reason else "")

    def draft(self, door: str) -> Draft | NoDraft:
        """Return the draft for a door."""
        order = self.order(door)
        return order if isinstance(order, NoDraft) else order.rules

    def order(self, door: str) -> Order | NoDraft:
        """Return what is to be written for a door, whoever writes it, and what the rules write."""
        if self.errand.reason and self.errand.reason.kind is ReasonKind.WISH and self.errand.kind is TouchKind.REPLY:
            return NoDraft(reason="you two are in touch, and nothing new is known: write as you always do")
        return self.drafter.order(self.facts, self.kind_at(door), door, reason=self.errand.reason)


def sit_down(kept: Reading, network: Network, touch: Touch, ties: Ties | Untold | None = None) -> WritingDesk:
    """Return the desk for a hello.

    Args:
        kept: Where to read.
        network: Whose.
        touch: The hello.
        ties: How ego stands with everybody; None where nobody looks at it.

    Raises:
        NotFound: The person is gone.
    """
    errand = Errand(kind=touch.kind, reason=touch.reason, touch=touch)
    return desk_for(kept, network, kept.assignments.resolve(touch.person), errand, ties)


def desk_for(
    kept: Reading, network: Network, person: PersonId, errand: Errand, ties: Ties | Untold | None = None
) -> WritingDesk:
    """Return the desk to write to a person, with or without a hello. Not for use inside a write transaction.

    Raises:
        NotFound: The person is gone.
    """
    words, stands = words_now(network), ties or Untold()
    facts = look(kept, [person], stands, words, now=network.now.astimezone(network.zone))
    if not facts:
        raise NotFound("person", person, message="The person of this hello is not known any more.", hint="kithly today")
    return WritingDesk(
        kept=kept,
        network=network,
        drafter=Drafter(kept, network, stands, words, planned=people_unkept(network)),
        errand=errand,
        facts=facts[0],
        doors=doors_of(facts[0], errand.touch),
    )
