"""Is this a pass? Asked at every request of a program."""

from __future__ import annotations

import hmac
from datetime import timedelta

from kithly.app.doors import Event
from kithly.app.network import Network
from kithly.app.passes.keeping import MARK, door_of, hash_of, state_of
from kithly.app.passes.scopes import PROGRAM
from kithly.errors import StoreBusy
from kithly.store import PassRow

NOTED_EVERY = timedelta(hours=1)  # a note is a write, after which what is recalled is worked out anew
PATIENCE = 0.1  # seconds a note waits for another who writes; the next request notes it too
MOST_SECRET = 200  # characters; more are no secret of ours


def check_pass(network: Network, secret: str, *, kind: str = PROGRAM) -> PassRow | None:
    """Return the pass a secret belongs to, if it is good at this moment; None for anything else.

    Args:
        network: Whose.
        secret: What was shown when the pass was made.
        kind: Of which kind it must be.
    """
    if not secret.startswith(MARK) or len(secret) > MOST_SECRET:
        return None
    asked, found = hash_of(secret), None
    for row in network.recall.get("passes", lambda: _standing(network)):
        if hmac.compare_digest(row.hash, asked):  # all are compared, whichever fits
            found = row
    if found is None or found.kind != kind or state_of(found, network.now) != "good":
        return None
    _note(network, found)
    return found


def _standing(network: Network) -> tuple[PassRow, ...]:
    with network.store.reading() as kept:
        return tuple(row for row in kept.passes.all() if row.revoked_at is None)


def _note(network: Network, row: PassRow) -> None:
    """Note that a pass is used, once an hour at most."""
    if row.used_at is not None and network.now - row.used_at < NOTED_EVERY:
        return
    try:
        with network.store.transaction(patience=PATIENCE) as tx:
            tx.passes.used(row.id, network.now)
    except StoreBusy:
        return
    network.doors.note(door_of(row), Event.CAME_IN, holder=row.id)
