"""A mail message as a record: from raw bytes to `Message`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from kithly.records import Channel, Flag, Message, Party
from kithly.sources._formats.asks import asks
from kithly.sources._formats.email.addresses import MAX_PARTIES, parse_parties
from kithly.sources._formats.email.body import Body, TooDeep, read_body
from kithly.sources._formats.email.dates import envelope_date, parse_date
from kithly.sources._formats.email.flags import kind_flags
from kithly.sources._formats.email.headers import Headers, split_message
from kithly.sources._formats.email.threads import own_id, parent_id, record_key, references, thread_token
from kithly.sources._formats.email.words import header_text, raw_text
from kithly.sources._formats.labels import SKIPPED, read_labels
from kithly.sources._formats.quotes import Cut, cut

# The flags as plain numbers: to combine those is ten times faster
SENT, LIST, ASKS, HAS_SIGNATURE = (int(flag) for flag in (Flag.SENT, Flag.LIST, Flag.ASKS, Flag.HAS_SIGNATURE))

_FLAGS = tuple(Flag(number) for number in range(2 * max(Flag)))  # to look a value up is cheap, to make one is not

MAX_SUBJECT = 1_000  # characters kept of a subject

AGREEMENT = timedelta(days=2)  # how near the separator's date must be to vouch for a late one
UTTERMOST = timedelta(days=366)  # how far behind the file's own date a date may lie at all

_MOZILLA_EXPUNGED = 0x0008  # nsMsgMessageFlags::Expunged: deleted, the folder not yet compacted
_VIA = re.compile(r"['\"]?(.{1,150}?)['\"]? (?:via|über|par l'intermédiaire de|tramite|través de|por meio de) .{1,150}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What is known of a message besides its bytes.

    Attributes:
        stamp: The mbox separator behind ``From ``: sender and date; may be empty.
        latest: Later dates are not believed; None if nothing is known.
        folder: Normal name of the folder it lies in (``sent``, ``inbox``), or empty.
    """

    stamp: bytes = b""
    latest: datetime | None = None
    folder: str = ""

    def at(self) -> datetime | None:
        """Return the date of the separator, UTC; reading it costs, so only when it is needed."""
        at = envelope_date(self.stamp) if self.stamp else None
        return None if at is None or (self.latest and at > self.latest + UTTERMOST) else at


NO_ENVELOPE = Envelope()


def read_message(raw: bytes, *, fallback_at: datetime | None = None, envelope: Envelope = NO_ENVELOPE) -> Message | str:
    """Return the record of a message, or the reason why it is none.

    Args:
        raw: The whole message, without mbox separator; any line endings.
        fallback_at: When it happened if nothing in it tells; aware.
        envelope: What is known besides; its date counts where ``fallback_at`` is None.
    """
    headers, body = split_message(raw)
    labels = _labels(headers, envelope.folder)
    reason = _excluded(headers, labels)
    if reason:
        return reason
    try:
        content = read_body(headers, body)
    except TooDeep:
        return "its parts are nested too deep"
    if not content.text.strip() and not any(
        name in headers for name in ("from", "date", "subject", "message-id", "to")
    ):
        return "nothing in it"
    return _record(headers, content, labels, _dates(headers, envelope, fallback_at))


def _labels(headers: Headers, folder: str) -> tuple[str, ...]:
    values = headers.get("x-gmail-labels")
    labels = read_labels(header_text(values[0])) if values else ()
    return (*labels, folder) if folder and folder not in labels else labels


def _excluded(headers: Headers, labels: tuple[str, ...]) -> str:
    for label in labels:
        if label in SKIPPED:
            return f"in {label.capitalize()}"
    status = headers.get("x-mozilla-status")
    if status and _hexadecimal(status[0]) & _MOZILLA_EXPUNGED:
        return "deleted in the mail program"
    if ("x-imap" in headers or "x-imapbase" in headers) and b"INTERNAL DATA" in headers.get("subject", [b""])[0]:
        return "a mail program's own data"
    return ""


def _hexadecimal(value: bytes) -> int:
    try:
        return int(value[:8], 16)
    except ValueError:
        return 0


def _record(
    headers: Headers, content: Body, labels: tuple[str, ...], dates: tuple[datetime | None, datetime | None]
) -> Message:
    stated, at = dates
    sender = _sender(headers)
    flags = kind_flags(headers, sender, content.kinds)
    sender = _behind(sender, headers, is_list=bool(flags & LIST))
    to, to_count = _parties(headers, ("to",))
    cc, cc_count = _parties(headers, ("cc", "bcc"))
    subject = header_text(headers["subject"][0])[:MAX_SUBJECT] if "subject" in headers else ""
    earlier = references(headers)
    message_id, parent = own_id(headers), parent_id(headers, earlier)
    parts = cut(content.text)
    flags |= _more_flags(labels, parts)
    named = (sender,) if sender else ()
    return Message(
        key=record_key(message_id, stated if message_id else at, _label(sender), subject, content.text),
        channel=Channel.MAIL,
        at=at,
        sender=sender,
        to=to,
        cc=cc,
        recipients=to_count + cc_count,
        subject=subject,
        text=content.text,
        own=parts.own,
        signature=parts.signature,
        message_id=message_id,
        parent=parent,
        thread=thread_token((earlier[0] if earlier else "", parent, message_id), subject, (*named, *to, *cc)),
        flags=_FLAGS[flags],
        labels=labels,
        attachments=content.attachments,
    )


def _label(party: Party | None) -> str:
    if party is None:
        return ""
    return party.identity.value if party.identity else party.name


def _more_flags(labels: tuple[str, ...], parts: Cut) -> int:
    return ("sent" in labels) * SENT + bool(parts.signature) * HAS_SIGNATURE + asks(parts.own) * ASKS


def _dates(
    headers: Headers, envelope: Envelope, fallback_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Return the date the message states, if it can be believed, and the best known one."""
    for value in headers.get("date", ()):
        stated = parse_date(_text(value))
        if stated is not None and _is_believable(stated, envelope):
            return stated, stated
    for value in headers.get("received", ()):
        passed = parse_date(_text(value).rpartition(";")[2])
        if passed is not None and _is_believable(passed, envelope):
            return None, passed
    return None, fallback_at or envelope.at()


def _is_believable(at: datetime, envelope: Envelope) -> bool:
    latest = envelope.latest
    if latest is None or at <= latest:
        return True
    witness = envelope.at()
    return witness is not None and abs(witness - at) <= AGREEMENT and at <= latest + UTTERMOST


def _text(value: bytes) -> str:
    return header_text(value) if b"=?" in value else raw_text(value)


def _sender(headers: Headers) -> Party | None:
    for name in ("from", "sender"):
        for value in headers.get(name, ()):
            found = _parties_of(value)[0] if len(value) < _CACHED else parse_parties(raw_text(value), limit=1)[0]
            if found:
                return found[0]
    return None


def _behind(sender: Party | None, headers: Headers, *, is_list: bool) -> Party | None:
    """Return the person behind a list's own address: ``'Ana Lee' via Some List``."""
    original = headers.get("x-original-from")
    via = _VIA.fullmatch(sender.name) if sender is not None else None
    if sender is None or (via is None and not original) or not (is_list or original):
        return sender
    for value in (*(original or ()), *headers.get("reply-to", ())):
        for party in _parties_of(value[:_CACHED])[0]:
            if party.identity is not None and party.identity != sender.identity:
                return Party(name=party.name or (_person(via) if via else ""), identity=party.identity)
    if via is None:
        return sender
    parties, _ = parse_parties(_person(via))
    return parties[0] if parties else Party(name=_person(via), identity=None)


def _person(via: re.Match[str]) -> str:
    return via.group(1).strip("'\" ")


_CACHED = 400  # bytes of an address header that is worth remembering


@lru_cache(maxsize=20_000)
def _parties_of(value: bytes) -> tuple[tuple[Party, ...], int]:
    return parse_parties(raw_text(value))


def _parties(headers: Headers, names: tuple[str, ...]) -> tuple[tuple[Party, ...], int]:
    """Return whom some headers name, each once and at most `MAX_PARTIES`, and how many in all."""
    values = [value for name in names for value in headers.get(name, ())]
    if not values:
        return (), 0
    if len(values) == 1 and len(values[0]) < _CACHED:
        return _unique_parties_of(values[0])
    found: list[Party] = []
    count = 0
    for value in values:
        parties, number = _parties_of(value) if len(value) < _CACHED else parse_parties(raw_text(value))
        found.extend(parties)
        count += number
    return _unique(found, count)


@lru_cache(maxsize=20_000)
def _unique_parties_of(value: bytes) -> tuple[tuple[Party, ...], int]:
    found, count = _parties_of(value)
    return _unique(found, count)


def _unique(found: Sequence[Party], count: int) -> tuple[tuple[Party, ...], int]:
    if len(found) < 2:
        return tuple(found), count
    unique = {party.identity or party.name: party for party in reversed(found)}
    kept = tuple(reversed(unique.values()))[:MAX_PARTIES]
    return kept, count - (len(found) - len(unique))
