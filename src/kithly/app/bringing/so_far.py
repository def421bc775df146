"""What is known so far: people, messages, and who was left out."""

from __future__ import annotations

import json

from kithly.app.derived.left_out import KEPT
from kithly.app.network import Network
from kithly.app.views import LeftOutCount, LeftOutView, SoFarView


def so_far(network: Network) -> SoFarView:
    """Return how much is known, and whose mail makes nobody known and why, as of the last rebuild."""
    with network.store.reading() as kept:
        people = kept.people.count()
        found = json.loads(kept.meta.get(KEPT) or "{}")
    reasons = found.get("reasons", [])
    return SoFarView(
        people=people,
        messages=found.get("messages", 0),
        left_out=sum(count for _, count, _ in reasons),
        reasons=tuple(LeftOutCount(why=why, senders=count, messages=sent) for why, count, sent in reasons),
        senders=tuple(
            LeftOutView(name=name, address=address, why=why, messages=sent)
            for name, address, why, sent in found.get("senders", [])
        ),
    )
