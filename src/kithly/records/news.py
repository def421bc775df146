"""What a source says is new with somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kithly.records.dates import PartialDate
from kithly.records.values import Channel, Party

NEWS_NAMES = "news"  # namespace of the bare names in news: they join nobody by themselves


class NewsKind(StrEnum):
    """What is new."""

    JOB = "job"  # a new position
    WORK_ANNIVERSARY = "work_anniversary"
    BIRTHDAY = "birthday"
    POST = "post"  # they published something: a post, an article, a release
    COMMENT = "comment"  # told by a mail: on something of ego's or that ego follows; else on anything, anywhere
    MENTION = "mention"  # they named ego, or somebody else named them
    REACTION = "reaction"  # they liked, starred or shared something of ego's
    CONGRATULATION = "congratulation"  # they congratulated or thanked ego
    INVITATION = "invitation"  # they ask to be connected
    ACCEPTANCE = "acceptance"  # they accepted what ego asked
    MESSAGE = "message"  # they wrote to ego somewhere else
    EVENT = "event"  # they go to, give or organise something
    ALERT = "alert"  # a page or paper elsewhere names them
    RELEASE = "release"  # they released something
    TALK = "talk"  # they spoke, or will speak, somewhere
    SHARED = "shared"  # they passed on what somebody else published: a boost, a repost, a star
    PROFILE = "profile"  # what they say of themselves changed
    WORK = "work"  # they worked on something in the open: a day's pushes, a change that was taken in
    ARTICLE = "article"  # published by somebody the user follows, who need not be of the network


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something new with somebody, told by a notice, an alert or a feed.

    Attributes:
        key: Stable key.
        kind: What is new.
        channel: Where it happened, not how it was told.
        at: When it was told; None if nothing tells.
        about: Who it is about; never the robot that told it.
        text: Their own words, or the title of what they published; may be shortened by the source.
        excerpt: Plain text of the thing itself, beyond its title; at most 2,000 characters.
        topics: Its tags.
        author: Who made it, where ``about`` only passed it on.
        place: The town it names.
        company: The employer it names.
        title: The position it names.
        years: Which anniversary; 0 where it is none or unknown.
        url: The page to look at, without what would only trace the reader.
        told_by: Message-ID of the mail that told it, without brackets; empty if no mail did.
        day: The day it is for (a birthday, a meeting), where told apart from ``at``.
    """

    key: str
    kind: NewsKind
    channel: Channel
    at: datetime | None
    about: Party
    text: str = ""
    company: str = ""
    title: str = ""
    years: int = 0
    url: str = ""
    told_by: str = ""
    day: PartialDate | None = None
    excerpt: str = ""
    topics: tuple[str, ...] = ()
    author: str = ""
    place: str = ""
