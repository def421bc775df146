"""What somebody did that is still to be answered, in a sentence, with where and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kithly.app.derived.silences import Return
from kithly.app.network import Network
from kithly.app.show import message_word, named, who_is
from kithly.app.today.day_notes import returned_in_words
from kithly.app.views import OwedView
from kithly.app.when import day_said
from kithly.plan import Touch
from kithly.reasons import Facts, Owed, OwedKind, PastGesture, Reason, ReasonKind, place_of
from kithly.records import GestureKind
from kithly.ties import spelt

ACTIONS = {
    OwedKind.REPLY: "Answer",
    OwedKind.THANK: "Thank",
    OwedKind.FOLLOW_UP: "Follow up",
    OwedKind.INVITATION: "Answer",
}

DID = {
    OwedKind.REPLY: "wrote to you",
    OwedKind.THANK: "did you a kindness",
    OwedKind.FOLLOW_UP: "you met lately or promised something",
    OwedKind.INVITATION: "asked to connect",
}

NEARER = {
    "question": "asked you something",
    "request": "asked you for something",
    "review": "sent you something to look through",
    "times": "proposed a time",
    "view": "asked for your view",
    "again": "came back to something",
    "helped": "answered what you had asked",
    "introduced": "introduced you to somebody",
    "recommended": "spoke for you",
    "reviewed": "read something of yours",
    "congratulated": "wished you well",
    "praised": "praised something of yours",
    "recommendation": "wrote you a recommendation",
    "invitation": "asked to connect",
    "congratulation": "congratulated or thanked you",
    "comment": "commented on something of yours",
    "mention": "named you",
    "message": "wrote to you",
}
"""What they did, by `Owed.form`."""


def owed_view(network: Network, one: Owed, touch: Touch, facts: Facts, back: Mapping[str, Return]) -> OwedView:
    """Return one thing owed as shown.

    Args:
        network: For the present and the zone.
        one: What is owed.
        touch: The hello that settles it.
        facts: What is known of the person.
        back: Who wrote again after years, by record of the message.
    """
    gesture = next((told for told in facts.gestures if told.record == one.evidence[0].record), None)
    since = one.since.astimezone(network.zone)
    is_told = gesture is not None and gesture.kind is GestureKind.ENDORSEMENT
    return OwedView(
        id=one.id,
        kind=one.kind.value,
        person=named(facts.person),
        since=since,
        quote=one.quote or "",
        evidence=one.evidence,
        touch=touch.id,
        channel=_place(one, facts, gesture),
        when=day_said(since, network.now, network.zone),
        text=_did(one, facts, gesture, back),
        said="" if is_told or one.reason.kind is ReasonKind.MET else one.quote or "",
        action=ACTIONS[one.kind],
        who=who_is(facts.person),
        minutes=touch.minutes,
        form=one.form,
        why=one.reason.text,
    )


def lede(owed: Sequence[OwedView]) -> str:
    """Return one line on everything owed, as in "Four people wrote to you, three did you a kindness."."""
    told = [_people(len({one.person.id for one in owed if one.kind == kind}), did) for kind, did in DID.items()]
    line = ", ".join(one for one in told if one)
    return f"{line[0].upper()}{line[1:]}." if line else ""


def _people(count: int, did: str) -> str:
    return f"{spelt(count)} {'person' if count == 1 else 'people'} {did}" if count else ""


def _place(one: Owed, facts: Facts, gesture: PastGesture | None) -> str:
    if gesture is not None:
        return gesture.kind.value.capitalize()
    record = one.evidence[0].record
    asked = next((told for told in facts.exchanges if told.record == record), None)
    told = next((told for told in facts.news if told.record == record), None)
    word = message_word(asked.channel) if asked else (place_of(told.news) or "notice") if told else "your word"
    return f"{word[0].upper()}{word[1:]}"


def _did(one: Owed, facts: Facts, gesture: PastGesture | None, back: Mapping[str, Return]) -> str:
    """Return what they did, without their name, which stands above it."""
    record = one.evidence[0].record
    if gesture is not None and gesture.kind is GestureKind.ENDORSEMENT:
        return f"Endorsed you for {gesture.text}." if gesture.text else "Endorsed you."
    if one.kind is OwedKind.FOLLOW_UP:
        return _followed_up(one.reason)
    did = NEARER.get(one.form, "asked to connect" if one.kind is OwedKind.INVITATION else "wrote to you")
    if record in back and one.kind is OwedKind.REPLY:
        told = returned_in_words(back[record], facts.person).removeprefix(f"{facts.person.name} ").rstrip(".")
        return f"{told[0].upper()}{told[1:]}, and {did}."
    return f"{did[0].upper()}{did[1:]}."


def _followed_up(reason: Reason) -> str:
    is_promise = reason.kind is ReasonKind.PROMISE
    return "You promised something." if is_promise else reason.text.partition(";")[0] + "."
