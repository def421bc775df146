"""The user's yes: words that are checked and kept with a Message-ID, to go out when they can be taken back no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from secrets import token_hex

from kithly.app.derived.ego import kept_ego
from kithly.app.figures import day_words
from kithly.app.letters.bounces import ANOTHER, bounced, nobody_at
from kithly.app.letters.ready import Ready, refuse_twice
from kithly.app.network import Network
from kithly.app.outbox.senders import channel_of_door, opener_of, sends_as, set_up_of
from kithly.app.outbox.thread import NO_THREAD, thread_of
from kithly.app.show import CHANNELS, message_word
from kithly.app.views import NamedView
from kithly.errors import Conflict, NotFound, Refused
from kithly.messages import Act, Approved, Envelope, Verdict, approve
from kithly.messages.outgoing import MAY_BE_OUT, Happened, Outgoing, after
from kithly.people import Person, PersonId
from kithly.plan import Touch, TouchId
from kithly.records import Channel, clean_name
from kithly.store import ChangeId, OutboxRow, Reading, Writing

BENEATH = {Act.REPLY: "an answer", Act.LIKE: "a like", Act.BOOST: "a share", Act.POST: "a post"}
CHANGE = "outgoing"  # kind of the changes that approve a message
ID_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What shall go out, after the user's yes.

    Attributes:
        channel: Name of the channel.
        kind: A message or touch kind, by name.
        text: The words; may be empty for a like or a boost.
        verdict: What etiquette says of exactly these words.
        key: What of it goes out at most once.
        person: To whom, or whose it is that is answered, liked or boosted; None for everybody.
        touch: The hello it settles; None for none.
        act: What goes out.
        to: Address; empty in the open.
        target: Address of what is answered, liked or boosted.
        subject: For mail.
        allowed_favour: Whether the user said "this is not a favour".
        again: Whether it may go out though the hello was taken along before.
    """

    channel: str
    kind: str
    text: str
    verdict: Verdict
    key: str
    person: NamedView | None
    touch: Touch | None = None
    act: Act = Act.MESSAGE
    to: str = ""
    target: str = ""
    subject: str | None = None
    allowed_favour: bool = False
    again: bool = False


def put(network: Network, ready: Ready) -> OutboxRow:
    """Keep words to one person as approved; as `put_going`.

    Args:
        network: Whose.
        ready: The words, from `prepare`, after the user's yes.

    Raises:
        Refused: Etiquette or the user's own word forbids it, or nobody is at the address any more.
        Conflict: It is on its way, or may have gone out.
    """
    going = Going(
        channel=channel_of_door(ready.channel),
        kind=ready.kind,
        text=ready.text,
        verdict=ready.verdict,
        key=key_of(network, ready),
        person=ready.person,
        touch=ready.touch,
        to=ready.to,
        subject=ready.subject,
        allowed_favour=ready.allowed_favour,
        again=ready.again,
        act=ready.act,
        target=ready.target,
    )
    return put_going(network, going)


def put_going(network: Network, going: Going) -> OutboxRow:
    """Keep something as approved; it goes out when the time to take it back is over, or at a word.

    Asked twice for the same, it gives back what is on its way already.

    Raises:
        Refused: Etiquette or the user's own word forbids it, or nobody is at the address any more.
        Conflict: It is on its way, or may have gone out.
    """
    approved = _approved(network, going)
    with network.store.transaction() as tx:
        known = tx.outbox.with_key(going.key)
        if known is not None and not is_replaced(tx, network, known):
            return _the_same(known, approved)
        if going.touch is not None and not going.again:
            refuse_twice(tx, network, going.touch)
        change = tx.changes.open(CHANGE, _told(going), network.now)
        return tx.outbox.get(tx.outbox.add(_row(network, going, approved, change)))


def key_of(network: Network, ready: Ready) -> str:
    """Return what goes out at most once: a hello, or without one the very same words to a person on one day."""
    if ready.touch is not None:
        return f"touch:{ready.touch.id}"
    told = f"{ready.channel}\x1f{ready.subject or ''}\x1f{ready.text}".encode("utf-8", "replace")
    return f"letter:{ready.person.id}:{network.today.isoformat()}:{blake2b(told, digest_size=8).hexdigest()}"


def what(channel: str, act: str = Act.MESSAGE) -> str:
    """Return what goes out by a channel: ``a mail``, ``a like at Mastodon``."""
    if act in BENEATH:
        return f"{BENEATH[Act(act)]} at {CHANNELS[Channel(channel)]}"
    if channel == "mail":
        return f"a {message_word(Channel.MAIL)}"
    known = {one.value: one for one in CHANNELS}
    return f"a {message_word(known[channel])}" if channel in known else "a message"


def _told(going: Going) -> str:
    """Return what the change is called on screen."""
    thing = what(going.channel, going.act)
    whom = f"{' for' if going.act in BENEATH else ' to'} {going.person.name}" if going.person else ""
    return f"{thing[:1].upper()}{thing[1:]}{whom}."


def new_id(sender: str) -> str:
    """Return a Message-ID nobody can guess; it names the sender's domain, never this machine."""
    domain = sender.rpartition("@")[2] or sender
    return f"{token_hex(ID_BYTES)}@{domain.encode('idna').decode('ascii')}"


def is_replaced(tx: Writing, network: Network, known: OutboxRow) -> bool:
    """Put an earlier message aside for a new one, if it surely went nowhere; say whether it was."""
    if known.state not in {Outgoing.FAILED, Outgoing.DRAFTED}:
        return False
    led = after(Outgoing(known.state), Happened.TAKEN_BACK)
    moved = led is not None and tx.outbox.move(known, led, network.now)
    if moved:
        tx.changes.mark_undone(known.change, network.now)
    return moved


def _approved(network: Network, going: Going) -> Approved:
    """Return something approved, after everything that can be said against it."""
    channel = going.channel
    with network.store.reading() as kept:
        sender = sends_as(kept, network, channel)
        if not sender:
            raise Refused(
                channel,
                f"No account is set up that sends {what(channel, going.act)}.",
                hint=set_up_of(network, channel),
            )
        _must_be_reachable(kept, going)
        name = clean_name(kept_ego(kept).name)
        thread = thread_of(kept, going.touch) if going.act is Act.MESSAGE else NO_THREAD
    envelope = Envelope(
        kind=going.kind,
        channel=channel,
        to=going.to,
        subject=going.subject,
        act=going.act,
        id=new_id(sender),
        sender=sender,
        sender_name=name,
        in_reply_to=thread.in_reply_to,
        references=thread.references,
        target=going.target,
    )
    approved = approve(going.text, going.verdict, envelope, yes=True, allowed_favour=going.allowed_favour)
    opener = opener_of(network, channel)
    if opener is not None:
        opener.check(approved)
    return approved


def _must_be_reachable(kept: Reading, going: Going) -> None:
    """Refuse whom nothing is to be sent to, or cannot be.

    Raises:
        Refused: They died, the user wants to leave them alone, or nobody is at the address.
        NotFound: Nobody knows them any more.
    """
    if going.person is None:
        return
    row = kept.people.get(going.person.id)
    if row is None:
        raise NotFound("person", going.person.name, hint="kithly people")
    channel = going.channel
    leave_in_peace(row.person, channel)
    why = bounced(kept, going.to) if channel == "mail" and going.to else ""
    if why:
        raise Refused(channel, nobody_at(going.to, why), hint=ANOTHER)


def leave_in_peace(person: Person, channel: str) -> None:
    """Refuse whom nothing is to be sent to.

    Raises:
        Refused: They died, or the user wants to leave them alone.
    """
    if person.remembered:
        raise Refused(channel, f"{person.name} is remembered: nothing is sent.", hint=f"kithly person {person.id}")
    if person.quiet:
        said = f"You said not to contact {person.name}, so nothing is sent."
        raise Refused(channel, said, hint=f"If that has changed: kithly quiet {person.id} --off")


def _the_same(known: OutboxRow, approved: Approved) -> OutboxRow:
    """Return a message that waits with the very same words; anything else is a conflict.

    Raises:
        Conflict: It is on its way with other words, or may have gone out.
    """
    fixed = (approved.text, approved.subject, approved.to, approved.act, approved.target)
    same = (known.text, known.subject, known.to, known.act, known.target) == fixed
    if known.state == Outgoing.APPROVED and same:
        return known
    raise on_its_way(known)


def on_its_way(row: OutboxRow) -> Conflict:
    """Say why a message is not approved once more."""
    if row.state not in MAY_BE_OUT:
        said, hint = "It waits to go out with other words.", f"Take that back first: kithly outbox back {row.id}"
    elif row.state == Outgoing.SENT:
        said, hint = f"This was sent on {day_words(row.changed_at.date())}; it is not sent twice.", "kithly outbox"
    elif row.state == Outgoing.SENDING:
        said, hint = "This is being sent at this very moment.", "kithly outbox"
    else:
        said = "This may have gone out already, and nobody knows; it is not sent again by itself."
        hint = f"It arrived: kithly outbox sent {row.id}   It did not: kithly outbox again {row.id}"
    return Conflict("message", row.id, message=said, hint=hint)


def _row(network: Network, going: Going, approved: Approved, change: ChangeId) -> OutboxRow:
    window = timedelta(seconds=network.settings.undo_seconds)
    return OutboxRow(
        key=going.key,
        change=change,
        state=Outgoing.APPROVED,
        channel=approved.channel,
        act=approved.act,
        kind=approved.kind,
        touch=going.touch.id if going.touch else TouchId(""),
        person=PersonId(going.person.id if going.person else ""),
        to=approved.to,
        target=approved.target,
        sender=approved.sender,
        sender_name=approved.sender_name,
        subject=approved.subject,
        text=approved.text,
        message_id=approved.id,
        in_reply_to=approved.in_reply_to,
        references=approved.references,
        allowed_favour=approved.allowed_favour,
        approved_at=network.now,
        due_at=network.now + window,
        changed_at=network.now,
    )
