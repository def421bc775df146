"""The user's word on a message: take it back, it was sent, try it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kithly.app.figures import day_words
from kithly.app.network import Network
from kithly.app.outbox.approving import CHANGE, new_id, on_its_way
from kithly.app.outbox.counting import count_contact
from kithly.app.outbox.settling import look_for, recover
from kithly.app.today.settled import last_handed
from kithly.errors import Conflict
from kithly.messages.outgoing import MAY_BE_OUT, Happened, Outgoing, after
from kithly.plan import Outcome
from kithly.store import OutboxRow, Reading, Writing

NOT_BACK = "What was sent cannot be taken back."


def take_back(network: Network, message: str) -> OutboxRow:
    """Take a message back before anything was opened for it, or let one be that surely did not go out.

    Raises:
        NotFound: There is no such message.
        Conflict: It is being sent, or was.
    """
    with network.store.transaction() as tx:
        return taken_back(tx, network, tx.outbox.get(message))


def taken_back(tx: Writing, network: Network, row: OutboxRow) -> OutboxRow:
    """Take a message back inside a transaction; its change counts no more.

    Raises:
        Conflict: It is being sent, or was.
    """
    led = after(Outgoing(row.state), Happened.TAKEN_BACK)
    if led is None or not tx.outbox.move(row, led, network.now):
        raise _too_late(tx.outbox.get(row.id))
    tx.changes.mark_undone(row.change, network.now)
    return tx.outbox.get(row.id)


def said_sent(network: Network, message: str) -> OutboxRow:
    """Keep the user's word that a message nobody knew of went out.

    Raises:
        NotFound: There is no such message.
        Conflict: There is no doubt about it.
    """
    recover(network)
    with network.store.transaction() as tx:
        row = tx.outbox.get(message)
        led = after(Outgoing(row.state), Happened.SAID_SENT)
        if led is None or not tx.outbox.move(row, led, row.changed_at, said="You said that it went out."):
            raise _no_doubt(row)
        row = tx.outbox.get(row.id)
    count_contact(network, row)
    return _now(network, row)


def again(network: Network, message: str, *, text: str | None = None, once_more: bool = True) -> OutboxRow:
    """Approve a message once more: one that surely did not go out, or that the user knows did not arrive.

    Text and Message-ID stay, so that a mail which did arrive is recognised as the same. One that nobody knows of is
    looked for first. One that was taken back goes out as a new message.

    Args:
        network: Whose.
        message: Which.
        text: The words that were shown to the user; None where they stood beside the button.
        once_more: Whether one that was taken back goes out after all.

    Raises:
        NotFound: There is no such message.
        Conflict: It was sent, is on its way, has other words, or was taken back and shall not go out.
    """
    recover(network)
    with network.store.reading() as kept:
        row = kept.outbox.get(message)
    _refuse_unsaid(row, text, once_more=once_more)
    if look_for(network, row):
        row = _now(network, row)
        count_contact(network, row)
        return _now(network, row)
    due = network.now + timedelta(seconds=network.settings.undo_seconds)
    with network.store.transaction() as tx:
        row = tx.outbox.get(message)
        _refuse_other_way(tx, network, row)
        _refuse_unsaid(row, text, once_more=once_more)
        if row.state == Outgoing.TAKEN_BACK:
            return _anew(tx, network, row)
        is_waiting = row.state == Outgoing.APPROVED  # its time passed while nobody was there to send it
        led = Outgoing.APPROVED if is_waiting else after(Outgoing(row.state), Happened.AGAIN)
        if led is None or not tx.outbox.move(row, led, network.now, due_at=due, said=""):
            raise on_its_way(tx.outbox.get(row.id))
        return tx.outbox.get(row.id)


def _refuse_unsaid(row: OutboxRow, text: str | None, *, once_more: bool) -> None:
    """Refuse what the user's yes was not for: other words, or a message they took back.

    Raises:
        Conflict: It is so.
    """
    if text is not None and text != row.text:
        raise Conflict("message", row.id, message="These are not the words of this message.", hint="kithly outbox")
    if row.state == Outgoing.TAKEN_BACK and not once_more:
        said = "It was taken back, so it goes out only if you say so: once_more."
        raise Conflict("message", row.id, message=said, hint="kithly outbox")


def _refuse_other_way(kept: Reading, network: Network, row: OutboxRow) -> None:
    """Refuse a hello whose words the user took along, or which they said was done, after they approved these.

    Raises:
        Conflict: It is so.
    """
    if not row.touch or row.state in {Outgoing.SENT, Outgoing.SENDING}:
        return
    told = [one for one in kept.decisions.all("touch") if one.value.get("touch") == row.touch]
    done = told[-1] if told and told[-1].value.get("outcome") == Outcome.DONE else None
    for word, said in ((last_handed(kept, row.touch), "You took this one along"), (done, "This hello was done")):
        if word is not None and word.at >= row.approved_at:
            day = day_words(word.at.astimezone(network.zone).date())
            hint = f"Not sent after all: kithly undo {word.change}"
            raise Conflict("message", row.id, message=f"{said} on {day}; it is not sent twice.", hint=hint)


def _anew(tx: Writing, network: Network, row: OutboxRow) -> OutboxRow:
    known = tx.outbox.with_key(row.key)
    if known is not None:
        raise on_its_way(known)
    change = tx.changes.open(CHANGE, tx.changes.get(row.change).text, network.now)
    fresh = replace(
        row,
        change=change,
        state=Outgoing.APPROVED,
        message_id=new_id(row.sender),
        approved_at=network.now,
        due_at=network.now + timedelta(seconds=network.settings.undo_seconds),
        changed_at=network.now,
        claim="",
        tries=0,
        said="",
    )
    return tx.outbox.get(tx.outbox.add(fresh))


def _too_late(row: OutboxRow) -> Conflict:
    if row.state == Outgoing.TAKEN_BACK:
        return Conflict("message", row.id, message="It was taken back before; nothing was sent.", hint="kithly outbox")
    if row.state == Outgoing.SENT:
        return Conflict("message", row.id, message=NOT_BACK, hint="kithly changes lists what can be.")
    said = "It is going out, or went out already: too late to take it back."
    return Conflict("message", row.id, message=said, hint="kithly outbox")


def _no_doubt(row: OutboxRow) -> Conflict:
    if row.state == Outgoing.SENT:
        said = "That it went out is known already."
    elif row.state in MAY_BE_OUT:
        said = "It is being sent at this very moment."
    else:
        said = "It did not go out, so there is nothing to settle."
    return Conflict("message", row.id, message=said, hint="kithly outbox")


def _now(network: Network, row: OutboxRow) -> OutboxRow:
    with network.store.reading() as kept:
        return kept.outbox.get(row.id)
