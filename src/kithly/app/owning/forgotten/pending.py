"""Whether something is left to be done to the files since somebody was forgotten: asked at every start."""

from __future__ import annotations

from kithly.app.network import Network

PENDING = "forgetting"  # name of the small fact that bytes of somebody may be left in the files


def is_pending(network: Network) -> bool:
    """Say whether something is left to be done."""
    with network.store.reading() as kept:
        return bool(kept.meta.get(PENDING))
