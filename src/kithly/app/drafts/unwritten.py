"""Reasons no draft is written for: one could not be true, or only the user's own words would be kind."""

from __future__ import annotations

from collections.abc import Mapping

from kithly.app.drafts.work_now import tells_employer
from kithly.messages import NoDraft
from kithly.messages.wording import GENERIC
from kithly.reasons import Facts, Reason, ReasonKind, TouchKind

ONE_CLICK = "one click is enough"
WHY: Mapping[ReasonKind, str] = {
    ReasonKind.MEETING: "you meet them soon: what there is to say is said face to face",
    ReasonKind.SETBACK: "it reads like hard news: a plain hello is yours to write",
    ReasonKind.WORKED: ONE_CLICK,
    ReasonKind.PASSED_ON: ONE_CLICK,
    ReasonKind.MESSAGED: "what they wrote stands there: answer it where you read it",
    ReasonKind.PERHAPS: "look first whether it is about them",
}
TOO_LITTLE: Mapping[ReasonKind, str] = {
    ReasonKind.THANKS_OWED: "what they said to you is yours to answer",
    ReasonKind.PROMISE: "what you promised is yours to say",
    ReasonKind.THEIR_PROMISE: "a line of your own is best here, without a word about the promise",
    ReasonKind.LOOP: "what came of it is yours to tell",
    ReasonKind.VALUE: "a line of your own says best why you thought of them",
    ReasonKind.WAVE: "a short thank-you in your own words is best",
    ReasonKind.AFTER_MEETING: "what you talked about is yours to take up",
    ReasonKind.ANNIVERSARY: "a line of your own says more than ours",
    ReasonKind.RELOCATED: "what you say to the new town is yours",
    ReasonKind.PROFILE: "what you say to it is yours",
    ReasonKind.POSTED: "what you think of it is yours to say",
    ReasonKind.RELEASED: "what you think of it is yours to say",
    ReasonKind.SPOKE: "what you think of it is yours to say",
    ReasonKind.EVENT: "what you think of it is yours to say",
    ReasonKind.ASKED: "accept it where it waits, with a line of your own",
    ReasonKind.INVITATION: "accept it where it waits, with a line of your own",
    ReasonKind.REACTION: "a word of thanks is yours to say",
    ReasonKind.ACCEPTED: "the first line between you two is yours to write",
    ReasonKind.INTRODUCE: "ask each of them first, in your own words",
    ReasonKind.NEED_MET: "a line of your own beside the link is best",
    ReasonKind.TOWN: "when and where you could meet is yours to say",
    ReasonKind.ON_THIS_DAY: "what you remember of it is yours to say",
    ReasonKind.LATE_ANSWER: "a word on their answer is yours to say",
    ReasonKind.ARRANGED: "what you arranged is yours to take up",
}
"""Why there is none where too little is known for one."""

NOTHING: Mapping[TouchKind, str] = {
    TouchKind.COMMENT: "nothing new of theirs is known to speak of",
    TouchKind.SHARE: "nothing new is known that would be for them",
    TouchKind.INTRODUCE: "nothing you noted of needs and offers makes them and somebody else fit",
}
"""Why there is none where no reason led here and the message is about a thing that is not there."""


def why_unwritten(reason: Reason | None, facts: Facts) -> str | None:
    """Return why no draft is written for a reason, as a clause; None where one is.

    Args:
        reason: Why now; None where no reason led here.
        facts: What is known of the person.
    """
    if reason is None:
        return None
    if reason.touch is TouchKind.LIKE:
        return ONE_CLICK
    if (
        reason.kind is ReasonKind.NEW_JOB
        and reason.touch is TouchKind.CONGRATULATE
        and not tells_employer(reason, facts)
    ):
        return "they told it in their own words: answer in yours"
    return WHY.get(reason.kind)


def why_too_little(none: NoDraft, kind: TouchKind, reason: Reason | None) -> NoDraft:
    """Return why nothing was written, in the words of the reason or the kind where too little is known for one.

    Args:
        none: What the writer said.
        kind: What the message was to be.
        reason: Why now; None where no reason led here.
    """
    if none.reason != GENERIC:
        return none
    told = NOTHING.get(kind) if reason is None else TOO_LITTLE.get(reason.kind)
    return NoDraft(reason=told) if told else none
