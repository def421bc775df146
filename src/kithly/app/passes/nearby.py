"""Whether the door for paired phones is open: noted by the server that opens it, told by others."""

from __future__ import annotations

import json
from typing import Final

from kithly.app.network import Network
from kithly.transport.near import is_listened

KEPT: Final = "phone_door"  # name of the small fact
PATIENCE: Final = 1.0  # seconds a note waits for another who writes


def note_door(network: Network, where: tuple[str, int] | None) -> None:
    """Note where the door is open; None when it closes.

    Raises:
        StoreBusy: Somebody else writes.
    """
    with network.store.transaction(patience=PATIENCE) as tx:
        tx.meta.set(KEPT, json.dumps(where) if where else "")


def open_door(network: Network) -> tuple[str, int] | None:
    """Return where phones can come in at this moment; what a server left that did not end well is not believed."""
    with network.store.reading() as kept:
        told = kept.meta.get(KEPT)
    if not told:
        return None
    address, port = json.loads(told)
    return (address, port) if is_listened(address, port) else None
