"""Everybody compared with everybody: who may be one person."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.derived.portrait import portraits
from kithly.app.derived.shared_addresses import regions
from kithly.people.matching import suggest
from kithly.people.portraits import Portrait, Suggestion
from kithly.store import Reading


def compared(
    tx: Reading,
    everybody: Sequence[Portrait] | None = None,
    *,
    different: Collection[tuple[str, str]] = (),
    most: int | None = None,
) -> tuple[Suggestion, ...]:
    """Return which people may be one, surest first.

    Args:
        tx: Where to read.
        everybody: Their portraits; None to read them.
        different: Pairs the user called two.
        most: How many are wanted; None for all.
    """
    own = frozenset(json.loads(tx.meta.get(EGO_IDENTITIES) or "[]"))
    people = portraits(tx) if everybody is None else everybody
    return suggest(people, different=different, regions=regions(tx, own), most=most)
