"""Mails as one mailbox file (mboxrd), rebuilt from what is kept of them.

What was not kept cannot come back: other headers, markup, attachments of which only the names are known. Each mail says
of itself that it was rebuilt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime
from typing import Final

from kithly.records import Channel, IdentityKind, Message, Party

REBUILT: Final = "X-Kithly-Rebuilt: from what was kept of this mail"
NOBODY: Final = "unknown@kithly.invalid"
UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FROM: Final = re.compile(rb"^(>*From )", re.MULTILINE)  # mboxrd: one more sign before each, so one can be taken away
_BREAKS: Final = re.compile(r"[\r\n\0\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_SPECIAL: Final = re.compile(r'[()<>@,:;".\[\]\\]')
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ID: Final = re.compile(r"[^\s<>]+")


def is_mail(message: Message) -> bool:
    """Say whether a message was a mail."""
    return message.channel is Channel.MAIL


def mail(message: Message) -> bytes:
    """Return one mail as it stands in a mailbox file, its separator before it."""
    at = message.at or UNDATED
    sender = message.sender.identity if message.sender else None
    address = sender.value if sender and sender.kind is IdentityKind.EMAIL and _ID.fullmatch(sender.value) else NOBODY
    rows = "\r\n".join(_headers(message, at)).encode("utf-8", "replace")
    text = message.text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace")
    body = _FROM.sub(rb">\1", rows.replace(b"\r\n", b"\n") + b"\n\n" + text.rstrip(b"\n"))
    return f"From {address} {_asctime(at)}\n".encode() + body + b"\n\n"


def _headers(message: Message, at: datetime) -> Iterator[str]:
    if message.sender is not None:
        yield f"From: {_party(message.sender)}"
    yield from _parties("To", message.to)
    yield from _parties("Cc", message.cc)
    if message.at is not None:
        yield f"Date: {format_datetime(at)}"
    yield f"Subject: {_text(message.subject)}"
    if message.message_id:
        yield f"Message-ID: <{_word(message.message_id)}>"
    if message.parent:
        yield f"In-Reply-To: <{_word(message.parent)}>"
    threads = [one for one in dict.fromkeys((message.thread, message.parent)) if one and "@" in one]
    if threads:
        yield "References: " + " ".join(f"<{_word(one)}>" for one in threads)
    for name in message.attachments:
        yield f"X-Kithly-Attachment: {_text(name)}"
    yield from (REBUILT, "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8")
    yield "Content-Transfer-Encoding: 8bit"


def _parties(name: str, parties: tuple[Party, ...]) -> Iterator[str]:
    if parties:
        yield f"{name}: " + ",\r\n ".join(_party(one) for one in parties)


def _party(party: Party) -> str:
    who = party.identity
    address = _word(who.value) if who is not None and who.kind is IdentityKind.EMAIL else ""
    name = _BREAKS.sub(" ", party.name).strip()
    if not name:
        return f"<{address}>" if address else "undisclosed:;"
    told = _text(name) if not name.isascii() else f'"{_quoted(name)}"' if _SPECIAL.search(name) else name
    return f"{told} <{address or NOBODY}>"


def _quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def _word(text: str) -> str:
    """Return text of which nothing can end the header or the brackets it stands in."""
    return "".join(_ID.findall(_BREAKS.sub("", text)))


def _text(text: str) -> str:
    """Return text as a header holds it (RFC 2047 where it is not plain)."""
    plain = _BREAKS.sub(" ", text)
    if plain.isascii() and "=?" not in plain:
        return plain
    return Header(plain.encode("utf-8", "replace").decode(), "utf-8", maxlinelen=76).encode(linesep="\r\n")


def _asctime(at: datetime) -> str:
    """Return a moment as separators have it, in English whatever the system speaks."""
    here = at.astimezone(UTC)
    return f"{_DAYS[here.weekday()]} {_MONTHS[here.month - 1]} {here.day:2d} {here:%H:%M:%S} {here.year:04d}"
