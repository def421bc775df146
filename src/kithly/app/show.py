"""Small steps from domain values to what is shown."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from kithly.app.views import BelongingView, IdentityView, NamedView, PersonRow, ReasonView, RhythmView
from kithly.history import Quarters
from kithly.people import Person
from kithly.reasons import Reason
from kithly.records import Channel, Identity, IdentityKind
from kithly.ties import Tie

CHANNELS = {
    Channel.MAIL: "Mail",
    Channel.LINKEDIN: "LinkedIn",
    Channel.SMS: "SMS",
    Channel.WHATSAPP: "WhatsApp",
    Channel.TELEGRAM: "Telegram",
    Channel.FACEBOOK: "Facebook",
    Channel.INSTAGRAM: "Instagram",
    Channel.SLACK: "Slack",
    Channel.SIGNAL: "Signal",
    Channel.MASTODON: "Mastodon",
    Channel.BLUESKY: "Bluesky",
}
"""What the places are called in which people write to each other."""

HELLOS = {
    "reply": "Reply to",
    "thank": "Thank",
    "follow_up": "Follow up with",
    "greet": "Greet",
    "congratulate": "Congratulate",
    "comment": "Comment for",
    "like": "Like a post of",
    "reconnect": "Reconnect with",
    "connect": "Connect with",
    "share": "Share something with",
    "introduce": "Introduce",
    "post": "Post",
    "invitation": "Answer the invitation of",
}
"""How a hello, or something owed, is called in front of the name."""


MOST_URL = 2_000  # characters; browsers refuse longer ones
_PAGE = re.compile(r"https?://[^\s<>\"'`\\\x00-\x1f\x7f-\x9f]+")


def page_url(url: str) -> str:
    """Return the address of a page, or nothing where it is anything else: no script, file or mail program is opened.

    Example:
        >>> page_url("https://example.org/a"), page_url("javascript:hit()")
        ('https://example.org/a', '')
    """
    if len(url) > MOST_URL or not _PAGE.fullmatch(url):
        return ""
    try:
        return url if urlsplit(url).hostname else ""
    except ValueError:
        return ""


def message_word(channel: Channel) -> str:
    """Return what is written in a place: ``mail``, ``SMS``, ``WhatsApp message``."""
    if channel in {Channel.MAIL, Channel.SMS}:
        return "mail" if channel is Channel.MAIL else "SMS"
    return f"{CHANNELS[channel]} message" if channel in CHANNELS else "message"


def named(person: Person) -> NamedView:
    """Return a person by id and name."""
    return NamedView(id=person.id, name=person.name)


def who_is(person: Person) -> str:
    """Return position and company in one clause."""
    return " at ".join(part for part in (person.title, person.company) if part)


def reason_view(reason: Reason) -> ReasonView:
    """Return a reason as shown."""
    return ReasonView(kind=reason.kind.value, text=reason.text, on=reason.on, evidence=reason.evidence)


def identity_views(identities: tuple[Identity, ...]) -> tuple[IdentityView, ...]:
    """Return identities as shown; bare names are an inner matter."""
    return tuple(
        IdentityView(kind=one.kind.value, value=one.value) for one in identities if one.kind is not IdentityKind.NAME
    )


def person_row(
    person: Person,
    tie: Tie | None,
    eras: tuple[BelongingView, ...] = (),
    *,
    rhythm: Quarters | None = None,
    last: datetime | None = None,
) -> PersonRow:
    """Return a person in a list.

    Args:
        person: Who.
        tie: How ego stands with them.
        eras: How they belong.
        rhythm: Their last years, ending with the running quarter.
        last: The last contact.
    """
    return PersonRow(
        id=person.id,
        name=person.name,
        identities=identity_views(person.identities),
        circles=person.circles,
        company=person.company,
        title=person.title,
        tie=tie,
        eras=eras,
        importance=person.importance,
        place=person.place.value,
        quiet=person.quiet,
        remembered=person.remembered,
        connected_on=person.connected_on.iso() if person.connected_on else None,
        last=last,
        rhythm=RhythmView(outgoing=rhythm.outgoing, incoming=rhythm.incoming) if rhythm else None,
    )
