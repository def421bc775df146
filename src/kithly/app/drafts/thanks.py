"""What somebody did for ego in so many words: a recommendation, an endorsement."""

from __future__ import annotations

from kithly.history import quotable, with_ellipsis
from kithly.messages import Fact
from kithly.reasons import Facts, Reason
from kithly.records import GestureKind

MOST_QUOTED = 100  # letters


def kindness_of(facts: Facts, kind: GestureKind, reason: Reason | None) -> Fact | None:
    """Return a line of what they wrote or the skill they named, the newest; the reason's own first.

    Args:
        facts: What is known of the person.
        kind: A recommendation or an endorsement.
        reason: Why now.
    """
    records = {one.record for one in reason.evidence} if reason else set()
    ones = [one for one in facts.gestures if one.kind is kind and not one.outgoing and one.text]
    ones.sort(key=lambda one: (one.record in records, one.at.timestamp() if one.at else 0.0), reverse=True)
    if not ones:
        return None
    words = ones[0].text if kind is GestureKind.ENDORSEMENT else quotable(ones[0].text, MOST_QUOTED)
    return Fact(words=with_ellipsis(words, ones[0].text), evidence=ones[0].evidence(words)) if words else None
