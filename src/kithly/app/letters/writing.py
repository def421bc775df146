"""A draft for somebody, on request."""

from __future__ import annotations

from kithly.app.derived.closely import Ties
from kithly.app.drafts.drafting import Drafter, draft_view
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.today.planning import reasons_of
from kithly.app.views import WriteView
from kithly.errors import SettingsError
from kithly.messages import Draft, MessageKind, NoDraft
from kithly.people import Person
from kithly.plan import CHATS, door
from kithly.reasons import Reason, TouchKind
from kithly.records import IdentityKind
from kithly.ties import Band

CHANNELS = ("email", "linkedin", "sms", *sorted(chat.value for chat in CHATS), "other")
KINDS = tuple(dict.fromkeys([*(kind.value for kind in TouchKind), *(kind.value for kind in MessageKind)]))

IN_TOUCH = frozenset({Band.STRONG, Band.WARM})

TOUCH_OF = {
    MessageKind.BIRTHDAY: TouchKind.GREET,
    MessageKind.ANNIVERSARY: TouchKind.CONGRATULATE,
    MessageKind.CONGRATS_JOB: TouchKind.CONGRATULATE,
    MessageKind.CONGRATS_PROMOTION: TouchKind.CONGRATULATE,
    MessageKind.THANKS: TouchKind.THANK,
    MessageKind.FOLLOW_UP_INVITE: TouchKind.FOLLOW_UP,
}


def write(network: Network, who: str, *, kind: str | None = None, channel: str | None = None) -> WriteView:
    """Return a draft for a person, or the sentence why there is none.

    Args:
        network: Whose.
        who: Whom.
        kind: A touch or message kind; None for what the best reason suggests, else a reconnection, and for
            nothing where the user asked for quiet.
        channel: Where it goes; None for where the two last talked.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
        SettingsError: The kind is unknown.
    """
    wanted = None if kind is None else touch_kind(kind)
    with network.store.reading() as kept:
        person = find_person(kept, who)
        if person.quiet and not person.remembered and wanted is None:
            return _at_your_word(person, channel or _door(person, None))
        reason = reason_for(reasons_of(kept, network, person.id), wanted)
        ties = Ties(kept, network.now)
        if wanted is None and reason is None and ties.of(person.id).band in IN_TOUCH:
            return _in_touch(person, channel or _door(person, None))
        chosen = wanted or (reason.touch if reason else TouchKind.RECONNECT)
        where = channel or _door(person, reason)
        drafter = Drafter(kept, network, ties)
        draft = drafter.write(person.id, chosen, where, reason=reason)
        hints = drafter.hints(draft) if isinstance(draft, Draft) else ()
    if isinstance(draft, NoDraft):
        sentence = f"No draft: {draft.reason}."
        return WriteView(person=named(person), kind=chosen.value, channel=where, draft=None, why_not=sentence)
    return WriteView(
        person=named(person), kind=chosen.value, channel=where, draft=draft_view(draft, None, hints), why_not=None
    )


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
