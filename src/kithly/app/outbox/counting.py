"""A message that went out is contact: its hello is done, once, with the message as its evidence."""

from __future__ import annotations

from kithly.app.derived.refresh import refresh_people
from kithly.app.network import Network
from kithly.app.today.outcome import MAX_TEXT, touch_value
from kithly.app.today.settled import settled_view
from kithly.app.today.touches import find_touch
from kithly.errors import UserError
from kithly.messages.outgoing import Outgoing
from kithly.people import PersonId
from kithly.plan import Outcome, Touch
from kithly.store import OutboxRow, Writing


def count_contact(network: Network, row: OutboxRow) -> None:
    """Keep that a message which was sent is contact, unless that is kept.

    The mail itself, seen later by a source, is the same contact. A row that is counted carries no claim any more, so a
    crash before this leaves it to be counted the next time.
    """
    if row.state != Outgoing.SENT or not row.claim:
        return
    touch = _touch(network, row)
    with network.store.transaction() as tx:
        if not tx.outbox.move(row, row.state, row.changed_at, claim=""):
            return
        person = tx.assignments.resolve(PersonId(row.person)) if row.person else None
        if person is None:
            return
        _say(tx, network, row, person, touch)
        refresh_people(tx, (person,), now=network.now)


def count_contacts(network: Network) -> None:
    """Count what was sent and is not counted yet."""
    with network.store.reading() as kept:
        left = [row for row in kept.outbox.standing({Outgoing.SENT}) if row.claim]
    for row in left:
        count_contact(network, row)


def _say(tx: Writing, network: Network, row: OutboxRow, person: PersonId, touch: Touch | None) -> None:
    if touch is None:
        text = (row.subject or row.text)[:MAX_TEXT]
        value: dict[str, object] = {"text": text, "incoming": False, "outbox": row.id}
        tx.decisions.add(row.change, "log", person, value, row.changed_at)
        return
    settled = settled_view(tx, network, touch)
    if settled is not None and settled.outcome == Outcome.DONE:
        return
    on = row.changed_at.astimezone(network.zone).date().isoformat()
    told = {**touch_value(network, touch, Outcome.DONE), "on": on, "outbox": row.id}
    tx.decisions.add(row.change, "touch", person, told, row.changed_at)


def _touch(network: Network, row: OutboxRow) -> Touch | None:
    """Return the hello a message settles; None where it settles none, or that is known no more."""
    if not row.touch:
        return None
    try:
        with network.store.reading() as kept:
            return find_touch(kept, network, row.touch)
    except UserError:
        return None
