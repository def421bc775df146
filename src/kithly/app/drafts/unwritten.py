"""Reasons no draft is written for yet: only the user knows what to say, and a wrong line would cost more than none."""

from __future__ import annotations

from collections.abc import Mapping

from kithly.reasons import Reason, ReasonKind

WHY: Mapping[ReasonKind, str] = {
    ReasonKind.PROMISE: "what you promised is yours to say",
    ReasonKind.THEIR_PROMISE: "a line of your own is best here, without a word about the promise",
    ReasonKind.LOOP: "what came of it is yours to tell",
    ReasonKind.WAVE: "a short thank-you in your own words is best",
    ReasonKind.MEETING: "you meet them soon: what there is to say is said face to face",
    ReasonKind.AFTER_MEETING: "what you talked about is yours to take up",
    ReasonKind.ARRANGED: "what you arranged is yours to take up",
}


def why_unwritten(reason: Reason | None) -> str | None:
    """Return why no draft is written for a reason, as a clause; None where one is."""
    return WHY.get(reason.kind) if reason is not None else None
