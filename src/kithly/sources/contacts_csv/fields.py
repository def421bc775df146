"""What a column of a table of people can hold."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Field(StrEnum):
    """The meanings a column can have; the values are what users write after ``--map``."""

    NAME = "name"
    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"
    NICKNAME = "nickname"
    EMAIL = "email"
    PHONE = "phone"
    COMPANY = "company"
    TITLE = "title"
    LINKEDIN = "linkedin"
    TWITTER = "twitter"
    GITHUB = "github"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    TELEGRAM = "telegram"
    MASTODON = "mastodon"
    BLUESKY = "bluesky"
    WEBSITE = "website"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    TAGS = "tags"
    NOTE = "note"
    PLACE = "place"
    LAST_CONTACT = "last-contact"
    CADENCE = "cadence"
    MET = "met"
    HOW_MET = "how-met"
    INTRODUCED_BY = "introduced-by"
    SPOUSE = "spouse"
    CHILD = "child"
    FAVOURITE = "favourite"
    LINE = "line"
    IGNORE = "ignore"


WORDS: Mapping[Field, str] = {
    Field.NAME: "full name",
    Field.FIRST: "first name",
    Field.MIDDLE: "middle name",
    Field.LAST: "last name",
    Field.NICKNAME: "nickname",
    Field.EMAIL: "mail addresses",
    Field.PHONE: "phone numbers",
    Field.COMPANY: "company",
    Field.TITLE: "position",
    Field.LINKEDIN: "LinkedIn profile",
    Field.TWITTER: "name on X (Twitter)",
    Field.GITHUB: "name on GitHub",
    Field.FACEBOOK: "name on Facebook",
    Field.INSTAGRAM: "name on Instagram",
    Field.TELEGRAM: "name on Telegram",
    Field.MASTODON: "name on Mastodon",
    Field.BLUESKY: "name on Bluesky",
    Field.WEBSITE: "website",
    Field.BIRTHDAY: "birthday",
    Field.ANNIVERSARY: "anniversary",
    Field.TAGS: "labels",
    Field.NOTE: "note",
    Field.PLACE: "place",
    Field.LAST_CONTACT: "last contact, kept as a line of the note",
    Field.CADENCE: "how often to be in touch",
    Field.MET: "the day you met",
    Field.HOW_MET: "how you met, kept as a line of the note",
    Field.INTRODUCED_BY: "who introduced you",
    Field.SPOUSE: "partner",
    Field.CHILD: "children",
    Field.FAVOURITE: "favourite",
    Field.LINE: "kept as a line of the note",
    Field.IGNORE: "left out",
}

NAMES = frozenset({Field.NAME, Field.FIRST, Field.LAST})
ADDRESSES = frozenset({Field.EMAIL, Field.PHONE, Field.LINKEDIN})
NETWORKS = (
    *(Field.LINKEDIN, Field.TWITTER, Field.GITHUB, Field.FACEBOOK, Field.INSTAGRAM, Field.TELEGRAM),
    *(Field.MASTODON, Field.BLUESKY),
)
# What nearly only people's tables have: enough beside a name where there is no address
PERSONAL = frozenset(
    {
        *(Field.BIRTHDAY, Field.LAST_CONTACT, Field.CADENCE, Field.MET, Field.HOW_MET, Field.INTRODUCED_BY),
        *(Field.NICKNAME, Field.SPOUSE, Field.CHILD, *NETWORKS),
    }
)
