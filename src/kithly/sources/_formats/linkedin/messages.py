"""messages.csv: one message a row, in the shapes of every year since 2018."""

from __future__ import annotations

import re
from hashlib import sha256

from kithly.records import NO_FLAGS, Channel, Flag, Message, Party, clean_name, name_key
from kithly.sources._formats.asks import asks
from kithly.sources._formats.linkedin.dates import instant, instant_token
from kithly.sources._formats.linkedin.export import Export
from kithly.sources._formats.linkedin.names import is_anonymous
from kithly.sources._formats.linkedin.parties import party, recipients
from kithly.sources._formats.linkedin.words import plain_text, squeezed
from kithly.sources._formats.table import Row

_YES = frozenset({"yes", "true", "1"})
_SPAM = frozenset({"spam", "junk"})
_CAMPAIGN = re.compile(
    r"spinmail|%(?:FIRST|LAST|FULL)?_?NAME%|%COMPANY(?:NAME)?%|\{\{?(?:first|last)_?name", re.IGNORECASE
)
_SLASH = re.compile(r"(?<![^\s/])[^\s/]+$")


def read_message(row: Row, export: Export) -> Message | str:
    """Return the message of one row, or why there is none."""
    if _is_draft(row):
        return "a draft, never sent"
    if row.get("folder").casefold() in _SPAM:
        return "in the spam folder"
    if instant(row.get("date")) is None and (row.damaged or _is_shifted(row)):
        return "the row is cut short or its quotes do not pair"
    if not any(row.get(column) for column in ("from", "senderprofileurl", "date", "content", "to")):
        return "no sender, date or text"
    return _message(row, export)


def _message(row: Row, export: Export) -> Message:
    sender = party(row.get("from"), row.get("senderprofileurl"))
    to, count = recipients(row.get("to"), row.get("recipientprofileurls"), export.known)
    text = plain_text(row.cells.get("content", ""))
    thread = row.get("conversationid") or _thread(sender, to)
    return Message(
        key=_key(row, sender, thread),
        channel=Channel.LINKEDIN,
        at=export.instant(row.get("date")),
        sender=export.in_talk(sender, row.get("conversationid")),
        to=tuple(export.in_talk(one, row.get("conversationid")) for one in to),
        recipients=count,
        subject=plain_text(row.get("subject") or row.get("conversationtitle")),
        text=text,
        own=text,
        thread=thread,
        flags=_flags(row, text, export),
        labels=tuple(label for label in (row.get("folder").casefold(),) if label),
        attachments=_attachments(row.get("attachments")),
    )


def _is_draft(row: Row) -> bool:
    return any(row.get(column).casefold() in _YES for column in ("ismessagedraft", "isconversationdraft"))


def _is_shifted(row: Row) -> bool:
    """Tell a row whose cells stand under the wrong columns."""
    return any(row.get(column).startswith(("https://", "http://")) for column in ("from", "to", "date"))


def _key(row: Row, sender: Party, thread: str) -> str:
    who = sender.identity.value if sender.identity else name_key(row.get("from"))
    told = "\0".join((thread, instant_token(row.get("date")), who, squeezed(row.cells.get("content", ""))))
    return sha256(told.encode("utf-8", "replace")).hexdigest()


def _thread(sender: Party, to: tuple[Party, ...]) -> str:
    """Return a token for the talk of the same people, for exports without conversation ids."""
    names = sorted({name_key(one.name) for one in (sender, *to)})
    return "people:" + sha256("\0".join(names).encode("utf-8", "replace")).hexdigest()[:32]


def _flags(row: Row, text: str, export: Export) -> Flag:
    flags = NO_FLAGS
    if row.get("direction").upper() == "OUTGOING" or row.get("folder").casefold() == "sent":
        flags |= Flag.SENT
    if _is_campaign(row, export):
        flags |= Flag.BULK
    if asks(text):
        flags |= Flag.ASKS
    return flags


def _is_campaign(row: Row, export: Export) -> bool:
    """Know advertisements: their markup, or a sender without profile whom nobody answered."""
    if _CAMPAIGN.search(row.get("content")) or _CAMPAIGN.search(row.get("subject")):
        return True
    if "senderprofileurl" not in row.cells or row.get("senderprofileurl") or is_anonymous(row.get("from")):
        return False
    own = name_key(party(row.get("from")).name) == name_key(export.owner.name)
    return not own and row.get("conversationid") not in export.talks


def _attachments(cell: str) -> tuple[str, ...]:
    """Return the last part of each attachment's address: LinkedIn gives no other name."""
    names = []
    for url in re.split(r"[\s,]+(?=https?://)|\s+", cell):
        found = _SLASH.search(url.split("?", maxsplit=1)[0].rstrip("/,"))
        if found:
            names.append(clean_name(found.group()))
    return tuple(names)
