"""After an upgrade: derived rows that an older Kithly knew nothing of, or made by other rules, are made once."""

from __future__ import annotations

from kithly.app.derived.refresh import refresh
from kithly.app.network import Network, must_be_made_anew


def catch_up(network: Network) -> None:
    """Make everything derived anew if an upgrade left rows to be made, or changed the rules they were made by."""
    with network.store.transaction() as tx:
        if must_be_made_anew(tx):  # somebody else may have been quicker
            refresh(tx, now=network.now)
