"""messages.csv of every era, with the sponsored, deleted and group talks among it."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from kithly.synthetic.chance import stream
from kithly.synthetic.linkedin_cells import Era, Row, table, us_minute, utc_second
from kithly.synthetic.linkedin_people import at_hour, connected, profile_url
from kithly.synthetic.model import Person, World
from kithly.synthetic.threads import threads_of, until

_OLD_HEADER = ("From", "To", "Date", "Subject", "Content", "Direction", "Folder")
_START = ("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO")
_END = ("DATE", "SUBJECT", "CONTENT", "FOLDER")
_HEADERS: dict[Era, Row] = {
    "2018": _OLD_HEADER,
    "2021": (*_START, *_END),
    "2023": (*_START, "RECIPIENT PROFILE URLS", *_END),
    "2024": (*_START, "RECIPIENT PROFILE URLS", *_END, "ATTACHMENTS", "IS MESSAGE DRAFT"),
    "2026": (*_START, "RECIPIENT PROFILE URLS", *_END, "ATTACHMENTS"),
}
_PITCH = (
    '<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%,</p><p class="spinmail-quill-editor__spin-break">'
    "teams like yours save eleven hours a week. Book a seat in our webinar?</p>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    """One row before its era's form is known."""

    at: datetime
    conversation: str
    title: str = ""
    sender: str
    sender_slug: str
    to: tuple[tuple[str, str], ...]
    text: str
    folder: str = "INBOX"
    attachments: str = ""


def header(era: Era) -> Row:
    """Return the columns of an era."""
    return _HEADERS[era]


def messages(world: World, on: date, era: Era) -> bytes:
    """Return messages.csv of an era as of a day, newest first."""
    end = datetime.combine(on, time(0), tzinfo=UTC)
    rows = [message for message in (*_talks(world, end), *_noise(world, on)) if message.at < end]
    rows.sort(key=lambda message: message.at, reverse=True)
    return table(_HEADERS[era], (_row(message, world, era) for message in rows), all_quoted=era == "2026")


def _talks(world: World, end: datetime) -> Iterator[_Message]:
    """Yield every message of every pair; a pair has one conversation."""
    me = ((world.ego.name, world.ego.slug),)
    for person in world.people:
        them = ((person.shown_name, person.slug),)
        for thread in threads_of(world, person):
            part = until(thread, end) if thread.medium == "linkedin" else None
            for line in part.lines if part else ():
                sender, to = (me[0], them) if line.outgoing else (them[0], me)
                yield _Message(
                    at=line.at,
                    conversation=_conversation(world, person.local),
                    sender=sender[0],
                    sender_slug=sender[1],
                    to=to,
                    text=line.text,
                )


def _conversation(world: World, name: str) -> str:
    """Return the id of a conversation."""
    raw = stream(world.seed, "conversation", name).randbytes(16)
    return f"2-{base64.b64encode(raw).decode()}"


def _noise(world: World, on: date) -> Iterator[_Message]:
    """Yield what is no talk between two: campaigns, deleted members, an attachment, a group."""
    me = ((world.ego.name, world.ego.slug),)
    for number in range(6):
        day = on - timedelta(days=20 + 71 * number)
        yield _Message(
            at=at_hour(world, f"campaign {number}", day),
            conversation=_conversation(world, f"campaign {number}"),
            title="A seat for you",
            sender="Gildenhall Growth Partners",
            sender_slug="",
            to=me,
            text=_PITCH,
        )
    for number in range(3):
        yield _Message(
            at=at_hour(world, f"deleted {number}", on - timedelta(days=700 + 311 * number)),
            conversation=_conversation(world, f"deleted {number}"),
            sender="LinkedIn Member",
            sender_slug="",
            to=me,
            text="" if number == 0 else "Thanks for connecting.",
            folder="ARCHIVE",
        )
    yield from _group(world, on)


def _group(world: World, on: date) -> Iterator[_Message]:
    """Yield a group talk whose members' names hold commas."""
    members = [person for person in connected(world, on - timedelta(days=400)) if _may_join(person)][:4]
    if len(members) < 3:
        return
    first, *others = members
    to = ((world.ego.name, world.ego.slug), *((person.shown_name, person.slug) for person in others))
    yield _Message(
        at=at_hour(world, "group", on - timedelta(days=160)),
        conversation=_conversation(world, "group"),
        title="Lakeside weekend",
        sender=first.shown_name,
        sender_slug=first.slug,
        to=to,
        text="Dear all, I have booked the house by the lake for the last weekend of June.",
        folder="",
    )


def _may_join(person: Person) -> bool:
    """Say whether somebody can be in the group: in touch, and with no silence that matters."""
    return person.rhythm.state == "alive" and person.open_on is None and not person.hidden


def _row(message: _Message, world: World, era: Era) -> Row:
    """Return the cells of a message in the form of an era."""
    to = ", ".join(name for name, _ in message.to)
    # Before 2026 the paragraphs of a message stood on one line.
    text = message.text if era == "2026" else " ".join(message.text.split())
    if era == "2018":
        outgoing = message.sender_slug == world.ego.slug
        direction, folder = ("OUTGOING", "SENT") if outgoing else ("INCOMING", "INBOX")
        return message.sender, to, us_minute(message.at), message.title, text, direction, folder
    url = profile_url(message.sender_slug) if message.sender_slug else ""
    cells = dict.fromkeys(_HEADERS[era], "")
    cells |= {
        "CONVERSATION ID": message.conversation,
        "CONVERSATION TITLE": message.title,
        "FROM": message.sender,
        "SENDER PROFILE URL": url,
        "TO": to,
        "RECIPIENT PROFILE URLS": ",".join(profile_url(slug) for _, slug in message.to),
        "DATE": utc_second(message.at),
        "CONTENT": text if text.startswith("<p") else html.escape(text, quote=False),
        "FOLDER": message.folder,
        "ATTACHMENTS": message.attachments,
        "IS MESSAGE DRAFT": "No",
    }
    return tuple(cells[column] for column in _HEADERS[era])
