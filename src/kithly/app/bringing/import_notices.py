"""Notices among the mail, counted by sender: how many there are, and of how many something is understood."""

from __future__ import annotations

from collections import Counter

from kithly.records import IdentityKind
from kithly.sources import notifier_of
from kithly.store import Reading

NOTICES_SAID = "notices_said"  # name of the small fact that keeps what was said last: it is said once
BEFORE_ID = 3  # parts of a notice's key in front of its mail's own key: sender, kind, person


def notices_said(tx: Reading) -> str:
    """Return how many notices each sender sent and how many were understood, in a sentence; empty without any."""
    senders = _sent(tx)
    told = _understood(tx) if senders else Counter()
    each = ", ".join(f"{name} {told[key]:,} of {sent:,}" for key, name, sent in senders)
    if not each:
        return ""
    is_all = all(told[key] >= sent for key, _, sent in senders)
    rest = "" if is_all else " The others are kept as mail; nothing is guessed from them."
    return f"Notices understood: {each}.{rest}"


def _understood(tx: Reading) -> Counter[str]:
    """Return how many mails of each sender told something of somebody, by its key."""
    parts = (key.split("|") for key in tx.records.keys_of_kind("news"))
    mails = {(one[0], tuple(one[BEFORE_ID : BEFORE_ID + 2])) for one in parts}
    return Counter(sender for sender, _ in mails)


def _sent(tx: Reading) -> list[tuple[str, str, int]]:
    """Return key, name and number of mails of each sender of notices, most mails first."""
    addresses = tx.identities.of_kinds({IdentityKind.EMAIL.value})
    found: dict[tuple[str, str], list[int]] = {}
    for seq, value in zip(addresses.seqs, addresses.values, strict=True):
        sender = notifier_of(value)
        if sender is not None:
            found.setdefault((sender.key, sender.name), []).append(seq)
    counted = [(key, name, tx.interactions.count_from(seqs)) for (key, name), seqs in found.items()]
    return sorted((one for one in counted if one[2]), key=lambda one: (-one[2], one[1]))
