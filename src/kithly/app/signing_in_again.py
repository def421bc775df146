"""What taking a change back does to passwords: none of one place is used for another, and none is left for nobody.

Passwords are no part of what is kept, so they do not come back with a change. Where one is needed again, it is said.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kithly.app.accounts.outgoing import MAIL
from kithly.app.accounts.publisher import NETWORKS, PUBLISHES, secret_name
from kithly.app.accounts.publisher import SET_UP as PUBLISH
from kithly.app.accounts.rows import account_of, place_of, secrets_of
from kithly.app.network import Network
from kithly.app.outbox.senders import OUTBOX, PURPOSE
from kithly.app.outbox.senders import SET_UP as SEND
from kithly.app.reminding.mailbox import DIGEST
from kithly.app.reminding.mailbox import SECRET as DIGEST_SECRET
from kithly.app.reminding.mailbox import SET_UP as DIGEST_SET_UP
from kithly.app.reminding.target import SECRET as TARGET_SECRET
from kithly.app.reminding.target import TARGET
from kithly.store import AccountRow, Reading
from kithly.transport.secrets import KEYRING, KeyringAway, SecretMissing

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A word of the user's with which one password goes.

    Attributes:
        kind: Kind of the decisions.
        subject: Their subject.
        secret: The name the password is kept under.
        again: The command that asks for it; ``{}`` stands for the address.
    """

    kind: str
    subject: str
    secret: str
    again: str


_SLOTS: Final = (
    _Slot(OUTBOX, MAIL, PURPOSE.secret, SEND),
    _Slot(DIGEST, MAIL, DIGEST_SECRET, DIGEST_SET_UP),
    _Slot(DIGEST, TARGET, TARGET_SECRET, "kithly digest --target URL"),
    *(_Slot(PUBLISHES, name, secret_name(name), PUBLISH) for name in NETWORKS),
)
KINDS: Final = frozenset(one.kind for one in _SLOTS)
"""Kinds of words with which a password goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Everything a password is kept for, at one moment.

    Attributes:
        words: What stands in each slot; None for nothing.
        accounts: Ids of the accounts that are read.
    """

    words: Mapping[_Slot, Value | None]
    accounts: frozenset[str]


def signed_in(kept: Reading) -> SignedIn:
    """Return everything a password is kept for."""
    words: dict[_Slot, Value | None] = dict.fromkeys(_SLOTS)
    by_subject = {(one.kind, one.subject): one for one in _SLOTS}
    for kind in sorted(KINDS):
        for said in kept.decisions.all(kind):
            slot = by_subject.get((kind, said.subject))
            if slot is not None:
                words[slot] = said.value or None
    return SignedIn(words=words, accounts=frozenset(row.id for row in kept.accounts.all()))


def settle(network: Network, before: SignedIn) -> str:
    """Take away the passwords of what stands otherwise than before; say where one must be given again.

    Returns:
        A sentence with the command that asks for it; empty where nothing is needed.
    """
    with network.store.reading() as kept:
        now, rows = signed_in(kept), kept.accounts.all()
    back = (row for row in rows if row.id not in before.accounts and not _opens(network, row))
    again = [*_settled(network, before, now), *(f"kithly account add {account_of(row).address}" for row in back)]
    return f"The password is not kept any more; to sign in again: {again[0]}" if again else ""


def _settled(network: Network, before: SignedIn, now: SignedIn) -> Iterator[str]:
    for slot in _SLOTS:
        old, new = before.words[slot], now.words[slot]
        if old == new:
            continue
        for value in (old, new):
            with contextlib.suppress(KeyringAway):
                secrets_of(network).forget(slot.secret, place=str((value or {}).get("secret", KEYRING)))
        if new is not None:
            yield slot.again.format(new.get("address", ""))


def _opens(network: Network, row: AccountRow) -> bool:
    """Say whether an account needs no password, or has it, or may have: in a keyring that does not open now."""
    try:
        secrets_of(network).get(row.id, place=place_of(row))
    except SecretMissing:
        return False
    except KeyringAway:
        return True
    return True
