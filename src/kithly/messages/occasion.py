"""What a reason rests on, as a draft may take it up: words that were said, a sign that was given, a town."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kithly.records import Evidence


class SignKind(StrEnum):
    """What one side said or did, on which a reason rests."""

    PROMISE = "promise"  # ego said it would do something
    PROMISE_TOLD = "promise_told"  # the same in a talk, by the user's own note of it
    ARRANGED = "arranged"  # to be in touch again at a time that has come
    ANSWER = "answer"  # what they wrote after ego had asked something
    BIRTHDAY = "birthday"  # they wished ego a happy one
    CONGRATULATION = "congratulation"  # on what, nothing tells
    UNDER_POST = "under_post"  # a comment or click in the fortnight after a post of ego's; on what, nothing tells
    KINDNESS = "kindness"  # they introduced, recommended, praised or read something, in a message
    COMMENT = "comment"  # on something of ego's, or that ego follows
    MENTION = "mention"  # they named ego
    CLICK = "click"  # they liked or shared something of ego's, or followed ego
    ACCEPTED = "accepted"  # they accepted ego's request to connect
    ASKED = "asked"  # they asked to connect


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What one side said or did, on which a reason rests.

    Attributes:
        kind: What it was.
        evidence: The record of it, with the words as its quote.
        words: Exact words, "…" at the end where cut; empty where none are known, or none are to be repeated.
        outgoing: Whether ego said it.
        place: Where, as one would say it (``LinkedIn``); empty where nothing tells, or it was in a letter.
    """

    kind: SignKind
    evidence: Evidence
    words: str = ""
    outgoing: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A town: they are there by now, ego will be, or the two met there.

    Attributes:
        town: Exactly as the record has it.
        evidence: The records that tell: of ego's being there, and of theirs.
        is_egos: Whether ego will be there, on the day of the brief; else a profile of theirs names it, or the two met.
    """

    town: str
    evidence: tuple[Evidence, ...]
    is_egos: bool = False
