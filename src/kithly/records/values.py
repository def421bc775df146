"""What a source says of ego and of what happened: one frozen value per statement.

Every record has a ``key``, unique within its source family and stable between exports, so that the
same input read twice changes nothing. Instants are aware UTC. Texts are NFC without lone
surrogates. A field added later needs a default: what is kept already then keeps its bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag, StrEnum
from typing import Literal

from kithly.records.dates import PartialDate
from kithly.records.identity import Identity


class Flag(IntFlag):
    """What is true of a message or gesture as a whole, told by its source from structure alone."""

    SENT = 1  # a Sent label or folder says that ego wrote it
    LIST = 2  # went through a mailing list
    BULK = 4  # newsletter, campaign, Precedence: bulk
    AUTOMATIC = 8  # auto-reply, bounce, no-reply robot, system notice
    ASKS = 16  # the author's own words hold a question or a request for an answer
    INVITE = 32  # carries a calendar invitation
    LIGHT = 64  # one click, no words: endorsement, bare invitation
    HAS_SIGNATURE = 128  # a signature was cut off and kept
    MUTUAL = 256  # nobody wrote to anybody: all who are named took part, as in a meeting


NO_FLAGS = Flag(0)


class Channel(StrEnum):
    """Where an interaction took place."""

    MAIL = "mail"
    LINKEDIN = "linkedin"
    SELF = "self"  # told by the user: log, done, met
    MEETING = "meeting"  # face to face or on a screen: calendars, activities
    CALL = "call"
    SMS = "sms"
    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    SLACK = "slack"
    SIGNAL = "signal"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    WEB = "web"  # elsewhere on the web: a forge, a blog, another network, a newsletter, an alert


class GestureKind(StrEnum):
    """What was done, besides writing a message or meeting."""

    INVITATION = "invitation"
    RECOMMENDATION = "recommendation"
    ENDORSEMENT = "endorsement"
    CALL = "call"
    GIFT = "gift"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One person as a record names them.

    Attributes:
        name: Clean display name; may be empty.
        identity: Their address, profile or weak name identity; None where nothing usable is given.
    """

    name: str
    identity: Identity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, by mail or on a network.

    Attributes:
        key: Stable key; for mail from the Message-ID, so that copies in several boxes are one.
        channel: Mail or LinkedIn.
        at: When it was sent; None if nothing in it tells.
        sender: Who wrote it; None if unknown.
        to: Direct recipients, at most 500.
        cc: Copied recipients, at most 500.
        recipients: How many recipients there were in all, before any cap.
        subject: Decoded subject or conversation title.
        text: Whole plain text.
        own: The author's own words: quotes and signature cut off.
        signature: The signature that was cut off; may be empty.
        message_id: The mail's own id, without brackets; empty if none.
        parent: Id of the message it answers; empty if none.
        thread: Token of the thread: first reference, else parent, else own id, else a conversation id.
        flags: See `Flag`.
        labels: Folder or labels, normalised to lower-case English where known.
        attachments: File names only.
        headers_only: Only its header fields were read so far: what it says is not known. A version with its words
            stands above this one, whatever came first.
    """

    key: str
    channel: Channel
    at: datetime | None
    sender: Party | None
    to: tuple[Party, ...] = ()
    cc: tuple[Party, ...] = ()
    recipients: int = 0
    subject: str = ""
    text: str = ""
    own: str = ""
    signature: str = ""
    message_id: str = ""
    parent: str = ""
    thread: str = ""
    flags: Flag = NO_FLAGS
    labels: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    headers_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """Something done towards a person that is no message: invitation, recommendation, endorsement.

    Attributes:
        key: Stable key.
        kind: What was done.
        channel: Where.
        outgoing: True if ego did it, False if it was done to ego.
        other: The other person.
        at: When; None if the export does not say.
        text: Its words (recommendation text, invitation note, skill name).
        company: Company the record names for the other person.
        title: Job title the record names for the other person.
        status: ``accepted``, ``pending``, ``visible`` ... lower case, or empty.
    """

    key: str
    kind: GestureKind
    channel: Channel
    outgoing: bool
    other: Party
    at: datetime | None
    text: str = ""
    company: str = ""
    title: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A job or school of ego's own.

    Attributes:
        key: Stable key.
        kind: ``work`` or ``school``.
        organisation: Company or school.
        title: Position or degree.
        started: First month or year, if told.
        finished: Last month or year; None for the present or unknown.
        note: Description.
    """

    key: str
    kind: Literal["work", "school"]
    organisation: str
    title: str = ""
    started: PartialDate | None = None
    finished: PartialDate | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Ego, as a source describes them.

    Attributes:
        key: Stable key.
        name: Full name; may be empty if only identities are told.
        given: Given name.
        headline: What they say they do.
        summary: Longer text.
        location: Where.
        birthday: Ego's own birthday.
        identities: Ego's own addresses and profiles.
        certain: False where the source inferred this (most frequent participant, for instance).
    """

    key: str
    name: str
    given: str = ""
    headline: str = ""
    summary: str = ""
    location: str = ""
    birthday: PartialDate | None = None
    identities: tuple[Identity, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonNote:
    """Ego's own note on somebody, kept in a source.

    Attributes:
        key: Stable key.
        other: Whom it is about.
        text: The note.
        at: When it was written.
    """

    key: str
    other: Party
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """Something ego published, commented on or reacted to.

    Attributes:
        key: Stable key.
        kind: ``share``, ``comment`` or ``reaction``.
        at: When.
        text: Ego's words, or the kind of reaction.
        url: The post it stands on.
    """

    key: str
    kind: Literal["share", "comment", "reaction"]
    at: datetime | None
    text: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Something several people took part in at one time: an appointment, a visit, an activity.

    Attributes:
        key: Stable key; of a recurring appointment, one for each time it took place.
        channel: `Channel.MEETING`, unless a source knows better.
        at: When it began; for a whole day, noon UTC of that day, so that no zone moves it.
        title: What it was called.
        attendees: Who took part, organiser included, those who declined and rooms left out; at most 500.
        attendance: How many took part in all, ego among them, before any cap.
        is_mine: Ego took part by the source's word (their own calendar, their own diary), whether they are named
            or not; False where only being named proves it.
        text: Description or the user's own words about it.
        place: Where.
        minutes: How long it took; 0 for a whole day or unknown.
        is_all_day: Whether it has a day and no time.
        uid: The calendar's own id of the appointment, to find it again.
        declined: Who was asked and said no, at most 500; where ego is among them, ego was not there.
        owner: By which identity the calendar it stands in names its owner; None where it does not tell. Where
            the source's word is that ego took part, this is ego.
        is_cancelled: It was called off and never took place.
    """

    key: str
    channel: Channel
    at: datetime | None
    title: str
    attendees: tuple[Party, ...] = ()
    attendance: int = 0
    is_mine: bool = True
    text: str = ""
    place: str = ""
    minutes: int = 0
    is_all_day: bool = False
    uid: str = ""
    declined: tuple[Party, ...] = ()
    owner: Identity | None = None
    is_cancelled: bool = False
