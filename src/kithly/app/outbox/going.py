"""One yes, one way: Kithly sends it where that is set up for the door, else the user's own program does."""

from __future__ import annotations

from kithly.app.letters.ready import Ready
from kithly.app.letters.sending import hand_over
from kithly.app.network import Network
from kithly.app.outbox.approving import on_its_way, put
from kithly.app.outbox.senders import channel_of_door, sends_as
from kithly.app.outbox.setting_aside import let_go
from kithly.app.outbox.showing import line_of
from kithly.app.views import SendView
from kithly.messages.outgoing import MAY_BE_OUT, Outgoing
from kithly.store import OutboxRow


def goes_by_itself(network: Network, door: str) -> bool:
    """Say whether Kithly itself sends what goes by a door."""
    with network.store.reading() as kept:
        return bool(sends_as(kept, network, channel_of_door(door)))


def go(network: Network, ready: Ready, *, by_hand: bool = False, open_it: bool = False) -> SendView:
    """Let approved words go, after the user's yes: into the outbox, or into the user's hand.

    What is put into the outbox goes out when `SendView.undo_until` is over, by whoever calls `sending.send_due` or
    `settling.settle` then; `sending.send_one` sends it at once.

    Args:
        network: Whose.
        ready: The words, from `prepare`.
        by_hand: Whether the user wants to send them with their own program.
        open_it: Whether to open a link and use the clipboard here, where they are handed over.

    Raises:
        Refused: Etiquette, the user's own word or the address forbids it.
        Conflict: It went out, or is on its way.
    """
    if by_hand or not goes_by_itself(network, ready.channel):
        view = hand_over(network, ready, open_it=open_it)
        if ready.touch is not None:
            let_go(network, ready.touch.id)
        return view
    return send_view(network, ready, put(network, ready))


def refuse_what_went(network: Network, touch: str) -> None:
    """Refuse a hello whose message is on its way or went out: once it is done, it may be known no more.

    Args:
        network: Whose.
        touch: Id of the hello.

    Raises:
        Conflict: It is so.
    """
    with network.store.reading() as kept:
        row = kept.outbox.of_touch(touch.strip().lower())
    if row is not None and row.state in MAY_BE_OUT:
        raise on_its_way(row)


def send_view(network: Network, ready: Ready, row: OutboxRow) -> SendView:
    """Return how a message of the outbox stands, in the form of what is handed over."""
    return SendView(
        touch=ready.touch.id if ready.touch else None,
        person=ready.person,
        channel=row.channel,
        handed_over=line_of(network, row),
        url=row.url or None,
        text=row.text,
        subject=row.subject,
        breaches=ready.verdict.breaches,
        change=row.change,
        state=row.state,
        outbox=row.id,
        undo_until=row.due_at if row.state == Outgoing.APPROVED else None,
        said=row.said,
    )
