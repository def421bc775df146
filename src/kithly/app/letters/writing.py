"""A draft for somebody, on request."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass, replace

from kithly.app.derived.closely import Ties
from kithly.app.drafts.asked_again import SaidLongAgo, said_long_ago
from kithly.app.drafts.drafting import Drafter, draft_view
from kithly.app.drafts.order import Order
from kithly.app.drafts.writers import Writer, asked_writer
from kithly.app.letters.bounces import ANOTHER, bounced, nobody_at
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.today.planning import reasons_of
from kithly.app.views import PieceView, WriteView
from kithly.errors import SettingsError
from kithly.messages import Draft, MessageKind, NoDraft
from kithly.people import Person
from kithly.plan import CHATS, door
from kithly.reasons import Reason, TouchKind
from kithly.records import IdentityKind
from kithly.store import Reading
from kithly.ties import Band

CHANNELS = ("email", "linkedin", "sms", *sorted(chat.value for chat in CHATS), "other")
KINDS = tuple(dict.fromkeys([*(kind.value for kind in TouchKind), *(kind.value for kind in MessageKind)]))

MAILED = frozenset({"email", "mail"})
IN_TOUCH = frozenset({Band.STRONG, Band.WARM})

TOUCH_OF = {
    MessageKind.BIRTHDAY: TouchKind.GREET,
    MessageKind.ANNIVERSARY: TouchKind.CONGRATULATE,
    MessageKind.CONGRATS_JOB: TouchKind.CONGRATULATE,
    MessageKind.CONGRATS_PROMOTION: TouchKind.CONGRATULATE,
    MessageKind.THANKS: TouchKind.THANK,
    MessageKind.FOLLOW_UP_INVITE: TouchKind.FOLLOW_UP,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commission:
    """A draft that is to be written.

    Attributes:
        person: To whom.
        kind: What it is for.
        channel: Where it goes.
        order: What may be said, and what the rules say; or why nothing is written.
        said: What the user told of themselves long ago; None if nothing.
        writer: The model that is asked; None where the rules write.
        touch: Id of the hello; None without one.
        beside: What to know before it goes out; empty for nothing.
    """

    person: Person
    kind: TouchKind
    channel: str
    order: Order | NoDraft
    said: SaidLongAgo | None = None
    writer: Writer | None = None
    touch: str | None = None
    beside: str = ""

    def view(self, draft: Draft | NoDraft, note: str = "") -> WriteView:
        """Return what came of it as shown."""
        shown = None
        if isinstance(draft, Draft):
            is_told = self.said is not None and self.said.is_told_in(draft.text)
            hints = (self.said.question,) if self.said is not None and is_told else ()
            shown = draft_view(draft, self.touch, hints, note=note)
        return WriteView(
            person=named(self.person),
            kind=self.kind.value,
            channel=self.channel,
            draft=shown,
            why_not=f"No draft: {draft.reason}." if isinstance(draft, NoDraft) else None,
            note=" ".join(one for one in (note, self.beside) if one) or None,
        )


def write(
    network: Network, who: str, *, kind: str | None = None, channel: str | None = None, writer: str | None = None
) -> WriteView:
    """Return a draft for a person, or the sentence why there is none.

    Args:
        network: Whose.
        who: Whom.
        kind: A touch or message kind; None for what the best reason suggests, else a reconnection, and for
            nothing where the user asked for quiet.
        channel: Where it goes; None for where the two last talked.
        writer: ``rules`` or ``model``; None for the model where one is set.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: The kind or writer is unknown, or no model is set.
    """
    with closing(stream_write(network, who, kind=kind, channel=channel, writer=writer)) as stream:
        return next(one for one in stream if isinstance(one, WriteView))


def stream_write(
    network: Network, who: str, *, kind: str | None = None, channel: str | None = None, writer: str | None = None
) -> Generator[PieceView | WriteView, None, None]:
    """Yield a draft for a person as it is written, and last the whole of it; arguments and errors as in `write`.

    Closing the generator ends what a model is writing.
    """
    wanted = None if kind is None else touch_kind(kind)
    with network.store.reading() as kept:
        asked = asked_writer(kept, writer)
        begun = _begun(kept, network, who, wanted, channel)
    if isinstance(begun, WriteView):
        yield begun
    else:
        yield from written(network, replace(begun, writer=asked))


def written(network: Network, commission: Commission) -> Generator[PieceView | WriteView, None, None]:
    """Yield a commissioned draft as it is written, and last the whole of it."""
    order = commission.order
    if isinstance(order, NoDraft):
        yield commission.view(order)
    elif commission.writer is None:
        yield commission.view(order.rules)
    else:
        from kithly.app.drafts.by_model import Written, by_model  # noqa: PLC0415 - needed only where a model is asked

        with closing(by_model(network, commission.writer, order)) as stream:
            for one in stream:
                yield commission.view(one.draft, one.note) if isinstance(one, Written) else one


def _begun(
    kept: Reading, network: Network, who: str, wanted: TouchKind | None, channel: str | None
) -> WriteView | Commission:
    person = find_person(kept, who)
    if person.quiet and not person.remembered and wanted is None:
        return _at_your_word(person, channel or _door(person, None))
    reason = reason_for(reasons_of(kept, network, person.id), wanted)
    ties = Ties(kept, network.now)
    if wanted is None and reason is None and ties.of(person.id).band in IN_TOUCH:
        return _in_touch(person, channel or _door(person, None))
    chosen = wanted or (reason.touch if reason else TouchKind.RECONNECT)
    where = channel or _door(person, reason)
    order = Drafter(kept, network, ties).order_for(person.id, chosen, where, reason=reason)
    said = said_long_ago(kept, network)
    beside = _nobody_there(kept, person) if where in MAILED else ""
    return Commission(person=person, kind=chosen, channel=where, order=order, said=said, beside=beside)


def _nobody_there(kept: Reading, person: Person) -> str:
    """Return the sentence that nobody is at any mail address of a person; empty where somebody may be."""
    addresses = [one.value for one in person.identities if one.kind is IdentityKind.EMAIL]
    whys = [bounced(kept, one) for one in addresses]
    return f"{nobody_at(addresses[0], whys[0])} {ANOTHER}" if addresses and all(whys) else ""


def _in_touch(person: Person, channel: str) -> WriteView:
    """Return no draft for somebody one is in touch with and of whom nothing new is known."""
    sentence = (
        f"No draft: you and {person.name} are in touch, and nothing new is known to write about. "
        "If you want one all the same, say what for, for example --kind reconnect."
    )
    return WriteView(
        person=named(person), kind=TouchKind.RECONNECT.value, channel=channel, draft=None, why_not=sentence
    )


def _at_your_word(person: Person, channel: str) -> WriteView:
    """Return no draft for somebody whom the user wants to be left alone about, unless asked for by its kind."""
    sentence = (
        f"No draft: you asked not to be reminded of {person.name}. "
        "If you want to write all the same, say what for, for example --kind reconnect."
    )
    return WriteView(
        person=named(person), kind=TouchKind.RECONNECT.value, channel=channel, draft=None, why_not=sentence
    )


def touch_kind(kind: str) -> TouchKind:
    """Return the touch kind that a touch or message kind's name means.

    Raises:
        SettingsError: It is neither.
    """
    if kind in TouchKind.__members__.values():
        return TouchKind(kind)
    if kind in TOUCH_OF:
        return TOUCH_OF[MessageKind(kind)]
    raise SettingsError("kind", f"There is no kind {kind!r}.", hint="Kinds: " + ", ".join(KINDS))


def reason_for(reasons: tuple[Reason, ...], kind: TouchKind | None) -> Reason | None:
    """Return the best reason for this kind of message; without a kind, the best of all."""
    fitting = [reason for reason in reasons if kind is None or reason.touch is kind]
    return max(fitting, key=lambda reason: reason.worth, default=None)


def _door(person: Person, reason: Reason | None) -> str:
    if reason is not None:
        return door(reason, person, None)
    return "email" if any(one.kind is IdentityKind.EMAIL for one in person.identities) else "linkedin"
