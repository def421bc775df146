"""A reason: why now, why this person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kithly.people import PersonId
from kithly.records import Channel, Evidence


class TouchKind(StrEnum):
    """What ego can do towards a person."""

    REPLY = "reply"
    THANK = "thank"
    FOLLOW_UP = "follow_up"
    GREET = "greet"
    CONGRATULATE = "congratulate"
    COMMENT = "comment"
    LIKE = "like"
    RECONNECT = "reconnect"
    CONNECT = "connect"
    SHARE = "share"
    INTRODUCE = "introduce"
    POST = "post"


class ReasonKind(StrEnum):
    """Why a touch is timely."""

    REPLY_OWED = "reply_owed"
    UNANSWERED = "unanswered"  # older than a debt: a warm reason
    THANKS_OWED = "thanks_owed"
    MOVED = "moved"  # at another company than when you last spoke
    NEW_JOB = "new_job"  # a position or a promotion, by two exports or by news
    ANNIVERSARY = "work_anniversary"
    SETBACK = "setback"  # hard news: nothing cheerful, nothing drafted
    RELOCATED = "relocated"  # their profile names another town
    PROFILE = "profile"  # what they say of themselves changed
    POSTED = "posted"
    RELEASED = "released"
    SPOKE = "spoke"
    EVENT = "event"
    WORKED = "worked"  # in the open: a day's pushes
    PASSED_ON = "passed_on"  # others' words
    REACTION = "reaction"  # one click of theirs towards ego
    ASKED = "asked_to_connect"  # by a notice: no export shows it yet
    ACCEPTED = "accepted"  # they accepted ego's request to connect
    MESSAGED = "messaged"  # they wrote where Kithly does not read
    PERHAPS = "perhaps"  # a page names somebody of that name
    FOUND = "found"  # by the user
    OLD_TALK = "old_talk"
    DORMANT = "dormant"
    MET = "met"
    PROMISE = "promise"  # ego's own, not kept as far as the records tell
    THEIR_PROMISE = "their_promise"  # a way back, never a demand
    ARRANGED = "arranged"  # "let's talk after Easter", "remind me in September"
    LOOP = "loop"  # they put ego in contact with somebody, and something came of it
    WAVE = "wave"  # one of many who wished ego well
    MEETING = "meeting"  # about to meet: something to prepare, nothing to write; never planned
    AFTER_MEETING = "after_meeting"  # met lately, and nothing was written since
    INTRODUCE = "introduce"  # two of ego's people, of whom one needs what the other offers
    NEED_MET = "need_met"  # something new that meets a need they told of
    VALUE = "value"  # something by others that fits what was said with them
    TOWN = "town"  # ego will be where they live
    ON_THIS_DAY = "on_this_day"  # a round number of years since they met, or first wrote
    LATE_ANSWER = "late_answer"  # their first word after a month or more, since ego asked
    INVITATION = "invitation"  # they asked to connect; owed, never planned
    BIRTHDAY = "birthday"  # on their own day, once a year
    NAMED = "named"  # the user said: sorry to lose
    RHYTHM = "rhythm"  # longer silent than the two usually are
    CADENCE = "cadence"  # as long silent as the user wants to be at most
    WISH = "wish"  # the user wants to write; never planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a touch with one person is timely, with its proof.

    Attributes:
        person: Whom.
        kind: Which rule found it.
        key: Stable within person and kind, so that a skipped reason stays skipped.
        text: One sentence for the user's eyes, true and dated.
        touch: The small good it suggests.
        channel: Where to write; None if any will do.
        on: The day it is about.
        starts: First day it is timely.
        ends: Last day it is timely; None for no end.
        begins: The instant from which it is true, where the day alone does not tell; nobody acts on it before.
        turns: Instants to come at which it is to be told anew: a birthday begins, and is over.
        worth: How much it is worth now against other reasons, 0 to 1.
        evidence: Records that prove it; never empty.
    """

    person: PersonId
    kind: ReasonKind
    key: str
    text: str
    touch: TouchKind
    channel: Channel | None = None
    on: date | None = None
    starts: date | None = None
    ends: date | None = None
    begins: datetime | None = None
    turns: tuple[datetime, ...] = ()
    worth: float = 0.5
    evidence: tuple[Evidence, ...] = ()

    def has_begun(self, now: datetime) -> bool:
        """Say whether it is true by now."""
        return self.begins is None or self.begins <= now
