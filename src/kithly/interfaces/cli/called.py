"""What things are called in front of people: ways, handles, days; and where a handle leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final
from urllib.parse import quote

from kithly.app.views import IdentityView
from kithly.app.when import told_day
from kithly.interfaces.cli.links import address, mail
from kithly.ties.words import MONTHS

_DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?|--\d\d-\d\d")
UNSEEN: Final = frozenset({"uid"})  # handles that only programs use; `kithly joined` and --json have them
HANDLES: Final[Mapping[str, str]] = {
    "email": "Mail",
    "phone": "Phone",
    "linkedin": "LinkedIn",
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "github": "GitHub",
    "url": "Page",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "facebook": "Facebook",
    "slack": "Slack",
}
PAGES: Final[Mapping[str, str]] = {
    "linkedin": "https://www.linkedin.com/in/{}/",
    "github": "https://github.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "telegram": "https://t.me/{}",
}
WAYS: Final[Mapping[str, str]] = {
    "bluesky": "at Bluesky",
    "copy": "in any way you like",
    "facebook": "by Facebook",
    "instagram": "by Instagram",
    "linkedin": "by LinkedIn",
    "mail": "by mail",
    "mastodon": "at Mastodon",
    "note": "by a note with a request to connect",
    "other": "in any way you like",
    "self": "in any way you like",
    "signal": "by Signal",
    "slack": "by Slack",
    "sms": "by SMS",
    "telegram": "by Telegram",
    "web": "where it stands",
    "whatsapp": "by WhatsApp",
}
PLACES: Final[Mapping[str, str]] = {
    "call": "call",
    "self": "by your word",
    "sms": "SMS",
    "web": "the web",
    **{key: HANDLES[key] for key in ("linkedin", "whatsapp", "telegram", "facebook", "slack", "mastodon", "bluesky")},
    "instagram": "Instagram",
    "signal": "Signal",
}


def by(channel: str) -> str:
    """Return by what way words go, as one would say it: ``by LinkedIn``."""
    return WAYS.get(channel, f"by {channel}")


def place_word(channel: str) -> str:
    """Return where something happened: ``mail``, ``LinkedIn``, ``meeting``."""
    return PLACES.get(channel, channel)


def source_of(source: str) -> str:
    """Return what a source of records is called: ``mailbox``."""
    from kithly.app.derived.proof import SOURCES

    return SOURCES.get(source, source.replace("_", " "))


def day_of(at: datetime | None, *, none: str = "some day") -> str:
    """Return a day in words: ``4 March 2025``."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}" if at else none


def value_of(told: str) -> str:
    """Return what a field of a record says; a day, as records write it, in words."""
    return told_day(told) if _DAY.fullmatch(told) else told


def moment_of(at: datetime) -> str:
    """Return a moment in words: ``4 March 2025, 14:30``."""
    return f"{day_of(at)}, {at:%H:%M}"


def handles(identities: Iterable[IdentityView]) -> list[tuple[str, str]]:
    """Return handles as they are shown, with where each leads; without those that only programs use."""
    return [(_shown(one), page_of(one)) for one in identities if one.kind not in UNSEEN]


def _shown(one: IdentityView) -> str:
    return f"{HANDLES.get(one.kind, 'Also')}: {one.value}"


def page_of(one: IdentityView) -> str:
    """Return where a handle leads; empty where it leads nowhere."""
    if one.kind == "email":
        return mail(one.value)
    if one.kind == "mastodon":
        name, _, host = one.value.lstrip("@").rpartition("@")
        return address(f"https://{host}/@{quote(name, safe='', errors='ignore')}") if name else ""
    if one.kind == "url":
        return address(one.value)
    return address(PAGES[one.kind].format(quote(one.value, safe="", errors="ignore"))) if one.kind in PAGES else ""
