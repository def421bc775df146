"""What a file of an export is, by what stands at its beginning; and why others are not read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import PurePosixPath
from typing import Final

from kithly.records import Channel
from kithly.sources._formats.decode import decode_head
from kithly.sources.base import Item

PAGES: Final = "a page for your eyes: ask for your data again and choose JSON"
FOLLOWS: Final = "who follows whom, which is no contact"
ASKED: Final = "friends asked, refused or removed, who are no contact"
OTHER: Final = "nothing in it about you and your people"
FILTERED: Final = "filtered_threads"  # folder of what Facebook took for spam


class Kind(Enum):
    """What a file tells."""

    THREAD = "thread"  # a part of a talk
    SECRET = "secret"  # noqa: S105 - a talk that was end-to-end encrypted, in a shape of its own
    FRIENDS = "friends"
    PROFILE = "profile"
    PERSON = "person"  # ego, in Instagram's words


_ROWS = re.compile(r'"sender_name"\s*:|"timestamp_ms"\s*:')
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_TALK = re.compile(r'\{\s*"participants"\s*:\s*\[\s*(?:\{\s*"name"|\])|"thread_path"\s*:\s*"')
_SECRET = re.compile(r'"senderName"\s*:|"threadName"\s*:')
_FRIENDS = re.compile(r'\{\s*"(?:friends_v2|friends)"\s*:\s*\[\s*(?:\{\s*"(?:name|timestamp)"\s*:|\])')
_PROFILE = re.compile(r'\{\s*"(?:profile_v2|profile)"\s*:\s*\{\s*"name"\s*:\s*\{')
_PERSON = re.compile(r'\{\s*"profile_user"\s*:\s*\[')
_FOLLOWS = re.compile(
    r'"relationships_\w+"\s*:|^\s*\[\s*\{\s*"(?:title|media_list_data|string_list_data)"\s*:.{0,400}"string_list_data"',
    re.DOTALL,
)
_ASKED = re.compile(r'\{\s*"(?:sent|received|rejected|deleted)_(?:requests|friends)(?:_v2)?"\s*:')
_FOLDERS = frozenset(
    (
        *("messages", "your_facebook_activity", "your_activity_across_facebook", "your_instagram_activity"),
        *("ads_information", "security_and_login_information", "logged_information", "preferences", "connections"),
        *("personal_information", "apps_and_websites_off_of_facebook", "friends_and_followers", "about_you"),
        *("friends", "profile_information", "followers_and_following", "your_topics", "short_messages"),
    )
)
_INSTAGRAM = re.compile(r"instagram", re.IGNORECASE)
_FACEBOOK = re.compile(r"facebook|messenger", re.IGNORECASE)


def kind_of(item: Item) -> Kind | None:
    """Return what a file tells; None for what is none of an export's."""
    head = decode_head(item.head()).lstrip("\ufeff \t\r\n")
    if not head.startswith("{"):
        return None
    if _MESSAGES.search(head):
        if _ROWS.search(head) or (_TALK.search(head) and not _SECRET.search(head)):
            return Kind.THREAD
        return Kind.SECRET if _SECRET.search(head) else None
    if head.count('"participants"') and _TALK.match(head):  # so many take part that the messages come later
        return Kind.THREAD
    forms = ((_FRIENDS, Kind.FRIENDS), (_PROFILE, Kind.PROFILE), (_PERSON, Kind.PERSON))
    return next((kind for form, kind in forms if form.match(head)), None)


def channel_of(item: Item, kind: Kind) -> Channel:
    """Return where the talks of an export took place, by its names, else by its words."""
    if kind is Kind.PERSON:
        return Channel.INSTAGRAM
    told = _named((item.path, item.container)) or item.siblings.once("meta channel", lambda: _named(item.siblings))
    return told or (Channel.INSTAGRAM if b"instagram.com" in item.head() else Channel.FACEBOOK)


def _named(names: Iterable[str]) -> Channel | None:
    """Return whose export some names tell; None if they do not say."""
    for name in sorted(names):
        if _INSTAGRAM.search(name):
            return Channel.INSTAGRAM
        if _FACEBOOK.search(name):
            return Channel.FACEBOOK
    return None


def why_not_read(item: Item) -> str | None:
    """Return in one clause why a file of an export is not read; None if it is none of Meta's."""
    folders = {part.casefold() for part in PurePosixPath(item.name).parts[:-1]}
    name = PurePosixPath(item.name).name.casefold()
    if name.endswith((".html", ".htm")):
        page = item.head().lower()
        is_theirs = b"facebook" in page or b"instagram" in page
        return PAGES if is_theirs and (folders & _FOLDERS or name.startswith("message_")) else None
    head = decode_head(item.head()) if name.endswith(".json") else ""
    if _FOLLOWS.search(head):
        return FOLLOWS
    if _ASKED.match(head.lstrip()):
        return ASKED
    return OTHER if folders & _FOLDERS and is_export(item) else None


def is_export(item: Item) -> bool:
    """Say whether an item lies in what Facebook or Instagram handed out."""
    return item.siblings.once("meta", lambda: _is_export(item))


def _is_export(item: Item) -> bool:
    if re.match(r"(?:facebook|instagram|messenger)[-_]", item.container, re.IGNORECASE):
        return True
    known = {part.casefold() for name in item.siblings for part in PurePosixPath(name).parts[:-1]}
    return len(known & _FOLDERS) > 1
