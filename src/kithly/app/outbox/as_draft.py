"""Words among the drafts of the user's own mailbox: theirs to send, with any program, whenever they like."""

from __future__ import annotations

from hashlib import blake2b

from kithly.app.accounts.rows import account_of, secret_of
from kithly.app.derived.ego import kept_ego
from kithly.app.drafts.doors import EMAIL
from kithly.app.letters.ready import Ready
from kithly.app.letters.sending import keep_taken
from kithly.app.network import Network
from kithly.app.outbox.approving import key_of
from kithly.app.outbox.senders import place_of_box
from kithly.app.outbox.thread import thread_of
from kithly.app.views import SendView
from kithly.channels.drafts import CHANNEL, DraftsChannel
from kithly.errors import ChannelUnavailable, Refused, SourceError
from kithly.messages import Approved, Envelope, approve
from kithly.records import clean_name
from kithly.sources.imap.folders import drafts_folder
from kithly.store import AccountRow

KIND = "imap"  # of accounts that have such a folder
ID_BYTES = 16


def has_drafts(network: Network, door: str) -> bool:
    """Say whether words for a door can be put among the user's drafts: it is mail, and a mailbox is read."""
    return door == EMAIL and network.recall.get(("has drafts",), lambda: _has_mailbox(network))


def _has_mailbox(network: Network) -> bool:
    with network.store.reading() as kept:
        return any(row.kind == KIND for row in kept.accounts.all())


def put_among_drafts(network: Network, ready: Ready) -> SendView:
    """Put a mail among the user's drafts, once however often it is asked for, and keep that it was taken along.

    Args:
        network: Whose.
        ready: The words for the door of mail, from `prepare`, after the user's yes.

    Raises:
        Refused: No mailbox is read, it has no such folder, or the words are no clean mail.
        Conflict: They were taken along in the meantime.
        ChannelError: The mailbox does not open, or does not say whether it kept the draft.
    """
    if ready.channel != EMAIL:
        raise Refused(CHANNEL, "Only a mail can lie among drafts.", hint="kithly send ID --channel drafts")
    row = _account(network)
    approved = _approved(network, ready, account_of(row).address)
    _channel(network, row).send(approved)
    change = keep_taken(network, ready)
    return SendView(
        touch=ready.touch.id if ready.touch else None,
        person=ready.person,
        channel=CHANNEL,
        handed_over=f"It lies among the drafts of {account_of(row).address}. Send it from there.",
        url=None,
        text=ready.text,
        subject=ready.subject,
        breaches=ready.verdict.breaches,
        change=change,
    )


def _account(network: Network) -> AccountRow:
    with network.store.reading() as kept:
        rows = [row for row in kept.accounts.all() if row.kind == KIND]
    if not rows:
        said = "Kithly reads no mailbox of yours, so it knows no drafts of yours."
        raise Refused(CHANNEL, said, hint="kithly account add you@example.org")
    return rows[0]


def _approved(network: Network, ready: Ready, sender: str) -> Approved:
    with network.store.reading() as kept:
        name, thread = clean_name(kept_ego(kept).name), thread_of(kept, ready.touch)
    envelope = Envelope(
        kind=ready.kind,
        channel=CHANNEL,
        to=ready.to,
        subject=ready.subject,
        id=_id(network, ready, sender),
        sender=sender,
        sender_name=name,
        in_reply_to=thread.in_reply_to,
        references=thread.references,
    )
    return approve(ready.text, ready.verdict, envelope, yes=True, allowed_favour=ready.allowed_favour)


def _id(network: Network, ready: Ready, sender: str) -> str:
    """Return the Message-ID of a draft: the same for the same words of the same hello."""
    told = f"{key_of(network, ready)}\x1f{ready.subject or ''}\x1f{ready.text}\x1f{ready.to}"
    mark = blake2b(told.encode("utf-8", "replace"), digest_size=ID_BYTES).hexdigest()
    return f"{mark}@{sender.rpartition('@')[2].encode('idna').decode('ascii')}"


def _channel(network: Network, row: AccountRow) -> DraftsChannel:
    known = account_of(row)
    try:
        secret = secret_of(network, row)
    except SourceError as error:
        raise ChannelUnavailable(CHANNEL, str(error), hint=error.hint) from None
    return DraftsChannel(place=place_of_box(known), user=known.login, secret=secret, folder=drafts_folder)
