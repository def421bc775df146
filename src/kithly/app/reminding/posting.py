"""Sending the digest: once a day, however often it is asked for, and never twice where nobody knows."""

from __future__ import annotations

from dataclasses import replace
from secrets import token_hex

from kithly.app.network import Network
from kithly.app.reminding.gathering import Gathered, gather
from kithly.app.reminding.ledger import (
    SENDING,
    SENT,
    UNKNOWN,
    Digest,
    digest_of,
    forget_digest,
    keep_digest,
    set_state,
)
from kithly.app.reminding.letter import html_of, subject_of, text_of
from kithly.app.reminding.mailbox import mailbox_of, notifier_of
from kithly.app.reminding.target import target_of, tell_target
from kithly.app.reminding.told import answers_told, forget_told
from kithly.app.views import DigestView, Sent
from kithly.channels.notify import Note, Notifier
from kithly.errors import KithlyError, Unsure

TOKEN_BYTES = 16
IN_MAIL, IN_KITHLY = "It is in your mail.", "Open Kithly to see it."
ALREADY = "Today's digest went out already."
NOBODY_KNOWS = "Today's digest was given up, and nobody knows whether it arrived; it is not sent twice."


def show_digest(network: Network) -> DigestView:
    """Return today's digest without sending it."""
    with network.store.reading() as kept:
        answered = answers_told(kept)
    return _view(gather(network), answered)


def send_digest(network: Network, *, to: str = "") -> DigestView:
    """Send today's digest to the user, unless it went out or there is nothing to say.

    Args:
        network: Whose.
        to: Another of the user's own addresses; empty for the one it was set up for.

    Raises:
        UserError: Nothing is set up.
        ChannelError: It surely did not go out; another try is allowed.
    """
    with network.store.reading() as kept:
        is_by_mail, is_by_service = mailbox_of(kept) is not None, target_of(kept) is not None
    if is_by_service and not is_by_mail and not to:
        return _by_service_alone(network)
    view = _by_mail(network, to)
    if not is_by_service or view.outcome is Sent.SILENT:
        return view
    shown = view if view.subject else show_digest(network)
    try:
        return replace(view, service=tell_target(network, _short(network, shown, IN_MAIL)) if shown.subject else "")
    except KithlyError as error:
        return replace(view, why=f"{error} {error.hint}".strip())


def _by_service_alone(network: Network) -> DigestView:
    """Tell the service alone, where no mail is set up."""
    view = show_digest(network)
    if view.outcome is Sent.SILENT:
        return view
    told = tell_target(network, _short(network, view, IN_KITHLY))
    if not told:
        return replace(view, outcome=Sent.ALREADY, why=ALREADY)
    with network.store.transaction() as tx:
        forget_told(tx, view.answered)
    return replace(view, outcome=Sent.SENT, to=told, service=told)


def _short(network: Network, view: DigestView, where: str) -> Note:
    """Return what a service may know: the day and how much there is."""
    minutes = max(round(sum(one.minutes for one in view.items if not one.owed)), 1)
    short = f"About {minutes} {'minute' if minutes == 1 else 'minutes'}. {where}"
    return Note(subject=view.subject, text="", html="", id="", at=network.now, short=short)


def _by_mail(network: Network, to: str) -> DigestView:
    notifier = notifier_of(network, to=to)
    earlier = _earlier(network)
    if earlier is not None:
        return earlier
    view = show_digest(network)
    if view.outcome is Sent.SILENT:
        return view
    digest = _begun(network, view, notifier.to, notifier.address)
    if digest is None:  # another process was quicker
        return _earlier(network) or view
    return _sent(network, notifier, replace(view, to=notifier.to), digest)


def _earlier(network: Network) -> DigestView | None:
    """Return what became of today's digest, if it went out or may have."""
    with network.store.reading() as kept:
        known = digest_of(kept, network.today)
    if known is None:
        return None
    outcome, why = (Sent.ALREADY, ALREADY) if known.is_sent else (Sent.UNKNOWN, NOBODY_KNOWS)
    return DigestView(date=network.today, outcome=outcome, to=known.to, subject="", text="", html="", why=why)


def _begun(network: Network, view: DigestView, to: str, sender: str) -> Digest | None:
    """Keep that today's digest is about to go out; None where it is already. From here on a crash leaves it unknown."""
    token, domain = token_hex(TOKEN_BYTES), sender.rpartition("@")[2]
    digest = Digest(
        day=network.today.isoformat(),
        id=f"kithly-{network.today:%Y%m%d}-{token}@{domain}",
        to=to,
        touches=tuple(one.touch for one in view.items),
        state=SENDING,
        at=network.now.isoformat(),
    )
    with network.store.transaction() as tx:
        if digest_of(tx, network.today) is not None:
            return None
        keep_digest(tx, digest, now=network.now)
    return digest


def _sent(network: Network, notifier: Notifier, view: DigestView, digest: Digest) -> DigestView:
    note = Note(subject=view.subject, text=view.text, html=view.html, id=digest.id, at=network.now)
    try:
        notifier.notify(note)
    except Unsure as error:
        _keep(network, UNKNOWN, view)
        return replace(view, outcome=Sent.UNKNOWN, why=f"{error} {error.hint}")
    except KithlyError:
        with network.store.transaction() as tx:
            forget_digest(tx, network.today)
        raise
    _keep(network, SENT, view)
    return replace(view, outcome=Sent.SENT)


def _keep(network: Network, state: str, view: DigestView) -> None:
    with network.store.transaction() as tx:
        set_state(tx, network.today, state)
        forget_told(tx, view.answered)


def _view(found: Gathered, answered: tuple[str, ...]) -> DigestView:
    if found.why:
        return DigestView(date=found.date, outcome=Sent.SILENT, to=None, subject="", text="", html="", why=found.why)
    return DigestView(
        date=found.date,
        outcome=Sent.SHOWN,
        to=None,
        subject=subject_of(found.date, found.items),
        text=text_of(found, answered),
        html=html_of(found, answered),
        items=found.items,
        ahead=found.ahead,
        notes=found.notes,
        answered=answered,
    )
