"""After an upgrade of the database: derived rows that an older Kithly knew nothing of are made once."""

from __future__ import annotations

from kithly.app.derived.refresh import refresh
from kithly.app.network import OUTDATED, Network


def catch_up(network: Network) -> None:
    """Make everything derived anew if an upgrade left rows to be made."""
    with network.store.transaction() as tx:
        if tx.meta.get(OUTDATED):  # somebody else may have been quicker
            refresh(tx, now=network.now)
