"""Handing a message over, after the user's yes: to their own mail program, LinkedIn or the clipboard."""

from __future__ import annotations

from hashlib import blake2b

from kithly.app.drafts.doors import NOTE, WRITTEN_FOR
from kithly.app.letters.ready import Ready, refuse_twice
from kithly.app.network import Network
from kithly.app.said.decisions import decide
from kithly.app.views import SendView
from kithly.channels.clipboard import copy
from kithly.channels.handoff import HandOver, open_in
from kithly.channels.handoff import hand_over as hand
from kithly.errors import ChannelUnavailable, Conflict
from kithly.messages import Envelope, approve
from kithly.store import Reading


def hand_over(network: Network, ready: Ready, *, open_it: bool) -> SendView:
    """Hand approved words over after the user's yes, and keep that it was done.

    Args:
        network: Whose.
        ready: The words, from `prepare`.
        open_it: Whether to open the link and use the clipboard here; without, the answer holds them for a page.

    Raises:
        Conflict: They were handed over in the meantime.
        Refused: The address or subject is none.
    """
    place = WRITTEN_FOR.get(ready.channel, ready.channel)
    envelope = Envelope(
        kind=ready.kind, channel=place, to=ready.to, subject=ready.subject, act=ready.act, target=ready.target
    )
    approved = approve(ready.text, ready.verdict, envelope, yes=True, allowed_favour=ready.allowed_favour)
    handed = hand(approved)
    change = keep_taken(network, ready)
    return SendView(
        touch=ready.touch.id if ready.touch else None,
        person=ready.person,
        channel=ready.channel if ready.channel == NOTE else place,
        handed_over=_effects(handed, open_it=open_it),
        url=handed.open,
        text=handed.paste or ready.text,
        subject=ready.subject,
        breaches=ready.verdict.breaches,
        paste=handed.paste is not None,
        change=change,
    )


def keep_taken(network: Network, ready: Ready) -> str:
    """Keep that the words were taken along, once however often the button is pressed; return the change.

    Raises:
        Conflict: They were, in the meantime.
    """
    mark = blake2b(f"{ready.channel}\x1f{ready.text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    value = {
        "touch": ready.touch.id if ready.touch else "",
        "on": network.today.isoformat(),
        "channel": ready.channel,
        "words": mark,
        "not_a_favour": ready.allowed_favour,
    }
    with network.store.transaction() as tx:
        if not ready.again:
            _refuse_once_more(tx, network, ready, mark)
        sentence = f"Took a message for {ready.person.name} along."
        change, _ = decide(tx, network, "handed", [(ready.person.id, value)], sentence)
    return str(change)


def _refuse_once_more(tx: Reading, network: Network, ready: Ready, mark: str) -> None:
    """Refuse what was handed over before: a hello, or without one the very same words on the same day.

    Raises:
        Conflict: It was.
    """
    if ready.touch is not None:
        refuse_twice(tx, network, ready.touch)
        return
    today = network.today.isoformat()
    before = [one.value for one in tx.decisions.all("handed") if one.subject == ready.person.id]
    if any((one.get("on"), one.get("words")) == (today, mark) for one in before):
        raise Conflict("message", mark, message="You took these very words along today already.", hint="kithly changes")


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
