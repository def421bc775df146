"""The kinds of draft that are written: one line each.

A new kind is a module with a `Kind`, its phrases in every table of `messages/phrases`, and a line here. Where the
reason tells it apart from others of the same touch (an anniversary from a birthday), the line names that reason.
"""

from __future__ import annotations

from collections.abc import Mapping

from kithly.messages.brief import Brief
from kithly.messages.wording import (
    after_meeting,
    anniversary,
    answer,
    birthday,
    comment,
    congratulate,
    connect,
    connected,
    elsewhere,
    follow_up,
    introduce,
    kindness,
    loop,
    on_this_day,
    promise,
    reconnect,
    reply,
    share,
    thank,
    town,
)
from kithly.messages.wording.kind import Kind
from kithly.reasons import ReasonKind, TouchKind

ANY = ""  # whatever the reason

KINDS: Mapping[tuple[TouchKind, str], Kind] = {
    (TouchKind.RECONNECT, ANY): reconnect.KIND,
    (TouchKind.REPLY, ANY): reply.KIND,
    (TouchKind.THANK, ANY): thank.KIND,
    (TouchKind.CONGRATULATE, ANY): congratulate.KIND,
    (TouchKind.FOLLOW_UP, ANY): follow_up.KIND,
    (TouchKind.CONNECT, ANY): connect.KIND,
    (TouchKind.GREET, ANY): birthday.KIND,
    (TouchKind.COMMENT, ANY): comment.KIND,
    (TouchKind.SHARE, ANY): share.KIND,
    (TouchKind.INTRODUCE, ANY): introduce.KIND,
    (TouchKind.CONGRATULATE, ReasonKind.ANNIVERSARY): anniversary.KIND,
    (TouchKind.THANK, ReasonKind.WAVE): kindness.KIND,
    (TouchKind.THANK, ReasonKind.REACTION): kindness.KIND,
    (TouchKind.THANK, ReasonKind.THANKS_OWED): kindness.KIND,
    (TouchKind.THANK, ReasonKind.LOOP): loop.KIND,
    (TouchKind.THANK, ReasonKind.LATE_ANSWER): answer.KIND,
    (TouchKind.THANK, ReasonKind.ACCEPTED): connected.KIND,
    (TouchKind.REPLY, ReasonKind.ASKED): connected.KIND,
    (TouchKind.REPLY, ReasonKind.INVITATION): connected.KIND,
    (TouchKind.FOLLOW_UP, ReasonKind.PROMISE): promise.OWED,
    (TouchKind.FOLLOW_UP, ReasonKind.ARRANGED): promise.ARRANGED,
    (TouchKind.FOLLOW_UP, ReasonKind.AFTER_MEETING): after_meeting.KIND,
    (TouchKind.RECONNECT, ReasonKind.TOWN): town.KIND,
    (TouchKind.RECONNECT, ReasonKind.RELOCATED): elsewhere.TOWN,
    (TouchKind.RECONNECT, ReasonKind.PROFILE): elsewhere.EMPLOYER,
    (TouchKind.RECONNECT, ReasonKind.ON_THIS_DAY): on_this_day.KIND,
}


def judged_as(touch: TouchKind, why: str) -> str:
    """Return what the rules take a message for, by name: its touch, unless the reason tells it apart.

    Args:
        touch: What the message is for.
        why: Kind of the reason by name; empty without one.
    """
    found = KINDS.get((touch, why))
    return (found.judged_as if found else None) or touch


def kind_of(brief: Brief) -> Kind | None:
    """Return the kind of draft of a brief's reason, else that of its touch; None where none is written."""
    return KINDS.get((brief.kind, brief.why)) or KINDS.get((brief.kind, ANY))
