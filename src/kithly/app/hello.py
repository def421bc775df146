"""One hello whole, with the words for the door that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kithly.app.closely import Ties, look
from kithly.app.decisions import words_of
from kithly.app.doors import door_named, doors_of, kind_at
from kithly.app.drafting import Drafter, draft_view
from kithly.app.evidence import tie_with_evidence
from kithly.app.findings import found_views
from kithly.app.network import Network
from kithly.app.proof import Proofs
from kithly.app.settled import handed_view, settled_view
from kithly.app.show import named, reason_view, who_is
from kithly.app.touches import find_touch
from kithly.app.views import DoorView, HelloView
from kithly.errors import NotFound
from kithly.messages import Draft, NoDraft
from kithly.people import PersonId
from kithly.plan import Touch
from kithly.reasons import Facts
from kithly.store import Reading
from kithly.ties import silence


def hello(network: Network, touch_id: str, *, channel: str | None = None) -> HelloView:
    """Return one hello, and the draft for one of its doors.

    Args:
        network: Whose.
        touch_id: The touch, or a beginning of its id.
        channel: ``email``, ``linkedin``, ``note`` or ``copy``; None for the first of its doors.

    Raises:
        NotFound: There is no such hello, or the person is gone.
        Conflict: The beginning fits several.
        SettingsError: There is no such door.
    """
    wanted = door_named(channel) if channel else None
    with network.store.reading() as kept:
        touch = find_touch(kept, network, touch_id)
        desk = sit_down(kept, network, touch)
        door = wanted or desk.doors[0].key
        return _view(desk, door)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that lies ready to write one message.

    Attributes:
        kept: Where to read.
        network: Whose.
        ties: How ego stands with everybody.
        drafter: Writes drafts.
        touch: The hello.
        facts: What is known of the person.
        doors: The ways to reach them.
    """

    kept: Reading
    network: Network
    ties: Ties
    drafter: Drafter
    touch: Touch
    facts: Facts
    doors: Sequence[DoorView]

    @property
    def person(self) -> PersonId:
        """Whom it is about, by today's id."""
        return self.facts.person.id

    def draft(self, door: str) -> Draft | NoDraft:
        """Return the draft for a door."""
        kind = kind_at(door, self.touch.kind)
        return self.drafter.of_facts(self.facts, kind, door, reason=self.touch.reason)


def sit_down(kept: Reading, network: Network, touch: Touch) -> Desk:
    """Return the desk for a hello.

    Raises:
        NotFound: The person is gone.
    """
    ties = Ties(kept, network.now)
    person = kept.assignments.resolve(touch.person)
    words = words_of(kept)
    facts = look(kept, [person], ties, words, now=network.now.astimezone(network.zone))
    if not facts:
        raise NotFound("hello", touch.id, message="The person of this hello is not known any more.", hint="See Today.")
    return Desk(
        kept=kept,
        network=network,
        ties=ties,
        drafter=Drafter(kept, network, ties, words),
        touch=touch,
        facts=facts[0],
        doors=doors_of(facts[0], touch),
    )


def _view(desk: Desk, door: str) -> HelloView:
    kept, touch, person = desk.kept, desk.touch, desk.facts.person
    draft = desk.draft(door)
    tie = tie_with_evidence(kept, person.id, desk.ties)
    return HelloView(
        id=touch.id,
        kind=touch.kind.value,
        person=named(person),
        who=who_is(person),
        belongs=", ".join(person.circles),
        reason=reason_view(touch.reason),
        proof=Proofs(kept, desk.network).of(touch.reason.evidence),
        tie=tie,
        silence=silence(tie),
        minutes=touch.minutes,
        doors=tuple(desk.doors),
        channel=door,
        draft=None if isinstance(draft, NoDraft) else draft_view(draft, touch.id),
        why_not=sentence(draft.reason) if isinstance(draft, NoDraft) else None,
        found=found_views(desk.drafter.said_of(person.id), person, draft, after=desk.facts.wrote_last),
        settled=settled_view(kept, desk.network, touch),
        handed=handed_view(kept, desk.network, touch),
    )


def sentence(clause: str) -> str:
    """Return a clause as a sentence."""
    return f"{clause[:1].upper()}{clause[1:]}."
