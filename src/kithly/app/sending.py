"""Handing a message over: etiquette first, then the user's yes, then their own mail program or LinkedIn."""

from __future__ import annotations

from dataclasses import dataclass

from kithly.app.closely import Ties
from kithly.app.decisions import decide
from kithly.app.drafting import Drafter
from kithly.app.lookup import find_person
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.touches import touch_named
from kithly.app.views import NamedView, SendView
from kithly.channels.clipboard import copy
from kithly.channels.handoff import HandOver, open_in
from kithly.channels.handoff import hand_over as hand
from kithly.errors import ChannelUnavailable, Conflict, Refused, UserError
from kithly.messages import Envelope, NoDraft, Recipient, Sender, Verdict, approve, check, stops
from kithly.people import Person
from kithly.plan import Touch
from kithly.records import IdentityKind
from kithly.store import Reading

MAX_TEXT = 20_000  # characters; more is no message


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Words that may go out once the user says yes.

    Attributes:
        touch: What it settles.
        person: To whom.
        text: The words.
        subject: For mail.
        channel: The door.
        to: Address or profile slug; empty if it is pasted by hand.
        verdict: What etiquette says of exactly these words.
        allowed_favour: Whether the user said that this is not a favour.
    """

    touch: Touch
    person: NamedView
    text: str
    subject: str | None
    channel: str
    to: str
    verdict: Verdict
    allowed_favour: bool


def prepare(
    network: Network, touch_id: str, *, text: str | None = None, not_a_favour: bool = False, again: bool = False
) -> Ready:
    """Return the words of a touch, checked; without ``text`` those of its draft.

    Raises:
        NotFound: There is no such touch.
        Conflict: It was handed over before.
        UserError: There is no draft and no text.
        Refused: Etiquette stops it.
    """
    with network.store.transaction() as tx:
        touch = touch_named(tx, network, touch_id)
        person = find_person(tx, touch.person)
        _refuse_twice(tx, touch, again=again)
        words, subject = _words(tx, network, touch, text)
    verdict = _verdict(words, touch, person)
    if stops(verdict, touch.kind.value, allowed_favour=not_a_favour):
        raise _stopped(touch, verdict)
    return Ready(
        touch=touch,
        person=named(person),
        text=words,
        subject=subject,
        channel=touch.channel,
        to=_address(person, touch.channel),
        verdict=verdict,
        allowed_favour=not_a_favour,
    )


def _refuse_twice(tx: Reading, touch: Touch, *, again: bool) -> None:
    before = [one for one in tx.decisions.all("handed") if one.value.get("touch") == touch.id]
    if before and not again:
        raise Conflict(
            "hello",
            touch.id,
            message=f"You took this one along on {before[-1].at:%Y-%m-%d}; it is not handed over twice.",
            hint=f"Sent: kithly done {touch.id}   Not sent: kithly send {touch.id} --again",
        )


def _words(tx: Reading, network: Network, touch: Touch, text: str | None) -> tuple[str, str | None]:
    """Return text and subject: the user's own, whose first line may be ``Subject: ...``, or the draft's."""
    if text is not None:
        words, subject = _own_words(text)
        return words, subject or _subject(tx, network, touch)
    person = tx.assignments.resolve(touch.person)
    draft = Drafter(tx, network, Ties(tx, network.now)).write(person, touch.kind, touch.channel, reason=touch.reason)
    if isinstance(draft, NoDraft):
        raise UserError(f"There is no draft: {draft.reason}.", hint=f"kithly send {touch.id} --text FILE")
    return draft.text, draft.subject


def _subject(tx: Reading, network: Network, touch: Touch) -> str | None:
    """Return the subject the draft would have had, for the user's own words without one."""
    person = tx.assignments.resolve(touch.person)
    draft = Drafter(tx, network, Ties(tx, network.now)).write(person, touch.kind, touch.channel, reason=touch.reason)
    return None if isinstance(draft, NoDraft) else draft.subject


def _own_words(text: str) -> tuple[str, str | None]:
    words = text.strip()
    if not words or len(words) > MAX_TEXT:
        raise UserError("The text is empty or far too long for a message.", hint="kithly send ID --text FILE")
    first, _, rest = words.partition("\n")
    if first.lower().startswith("subject:") and rest.strip():
        return rest.strip(), " ".join(first[len("subject:") :].split()) or None
    return words, None


def _verdict(text: str, touch: Touch, person: Person) -> Verdict:
    recipient = Recipient(name=person.given or person.name)
    return check(text, kind=touch.kind.value, channel=touch.channel, recipient=recipient, sender=Sender(name=""))


def _stopped(touch: Touch, verdict: Verdict) -> Refused:
    """Say what stops the words and how to mend it."""
    breach = next(one for one in verdict.breaches if one.rule in {"asks_favour", "unresolved"})
    if breach.rule == "asks_favour":
        message = f'It asks for a favour: "{breach.text}". A first hello only gives.'
        return Refused(touch.channel, message, hint=f"{breach.hint} Not a favour? Say so: --not-a-favour")
    return Refused(touch.channel, f'A name or placeholder is not resolved: "{breach.text}".', hint=breach.hint)


def _address(person: Person, channel: str) -> str:
    kind = {"email": IdentityKind.EMAIL, "linkedin": IdentityKind.LINKEDIN}.get(channel)
    return next((identity.value for identity in person.identities if identity.kind is kind), "")


def hand_over(network: Network, ready: Ready, *, open_it: bool) -> SendView:
    """Hand approved words over after the user's yes, and keep that it was done.

    Args:
        network: Whose.
        ready: The words, from `prepare`.
        open_it: Whether to open the link and use the clipboard.

    Raises:
        Refused: The address is none.
    """
    channel = "mail" if ready.channel == "email" else ready.channel
    envelope = Envelope(kind=ready.touch.kind.value, channel=channel, to=ready.to, subject=ready.subject)
    approved = approve(ready.text, ready.verdict, envelope, yes=True, allowed_favour=ready.allowed_favour)
    handed = hand(approved)
    with network.store.transaction() as tx:
        value = {"touch": ready.touch.id, "on": network.today.isoformat(), "not_a_favour": ready.allowed_favour}
        decide(tx, network, "handed", [(ready.person.id, value)], f"Took a message for {ready.person.name} along.")
    return SendView(
        touch=ready.touch.id,
        person=ready.person,
        channel=ready.channel,
        handed_over=_effects(handed, open_it=open_it),
        url=handed.open,
        text=ready.text,
        subject=ready.subject,
        breaches=ready.verdict.breaches,
    )


def _effects(handed: HandOver, *, open_it: bool) -> str:
    """Open the link and fill the clipboard where wanted and possible; return what to do next."""
    if not open_it:
        return handed.note
    copied = bool(handed.paste) and copy(handed.paste or "")
    opened = False
    if handed.open:
        try:
            open_in(handed.open)
            opened = True
        except ChannelUnavailable:
            opened = False
    told = [handed.note]
    told += ["The text is on your clipboard."] if copied else []
    told += ["No browser could be opened here: the link is below."] if handed.open and not opened else []
    return " ".join(told)
