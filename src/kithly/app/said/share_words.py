"""What the user said of posting: whether a day may mention it, which ideas are none, which were taken."""

from __future__ import annotations

from datetime import date, timedelta

from kithly.app.said.day_rules import RHYTHM
from kithly.store import Reading

NOT_SHARED = "not_shared"  # kind of the decision that an idea is none; its subject is the idea
SHARED = "shared"  # kind of the decision that words were taken along to be posted; its subject is the idea
SWITCH = "share"  # subject of the decision of `RHYTHM` whether a day may mention it
WEEK = timedelta(days=7)


def may_mention(kept: Reading) -> bool | None:
    """Return whether a day may mention posting; None where the user said nothing of it."""
    told = [one.value for one in kept.decisions.all(RHYTHM) if one.subject == SWITCH]
    return None if not told or told[-1] is None else bool(told[-1])


def refused_ideas(kept: Reading) -> frozenset[str]:
    """Return the ideas that are none, or were taken: none of them comes again."""
    return frozenset(one.subject for kind in (NOT_SHARED, SHARED) for one in kept.decisions.all(kind))


def shared_since(kept: Reading, day: date) -> bool:
    """Say whether words were taken along to be posted on a day or after."""
    return any(str(one.value.get("on", "")) >= day.isoformat() for one in kept.decisions.all(SHARED))
