"""Addresses at which nobody is any more: what servers said to a message of ours, or wrote back to any mail."""

from __future__ import annotations

import re
from datetime import datetime

from kithly.app.figures import day_words
from kithly.records import Identity, IdentityKind, Message, one_line, to_seconds
from kithly.store import Reading

LOOKED_AT = 50  # mails that name the address and come from a mail system; the newest tell
_SYSTEMS = frozenset({"mailer-daemon", "postmaster", "maildaemon", "mailerdaemon"})
_NOBODY = re.compile(
    r"\b5\.(?:1\.\d{1,3}|2\.1|4\.4)\b|\b55[013]\b"
    r"|user unknown|unknown user|no such (?:user|address|recipient)|does not exist|address not found"
    r"|recipient rejected",
    re.IGNORECASE,
)  # RFC 3463: 5.1.x bad address, 5.2.1 mailbox disabled, 5.4.4 no such host; and how systems say it
_LATER = re.compile(r"\b4\.\d{1,3}\.\d{1,3}\b|will (?:keep trying|be retried)|delayed", re.IGNORECASE)
ANOTHER = "Use another address, or another way."
QUOTED = 120  # characters of a notice that are shown


def bounced(kept: Reading, address: str) -> str:
    """Return why nobody is at an address, in the words of whoever said so; empty where nobody did.

    What the address took, or whoever has it wrote, since then counts for more.
    """
    refused = kept.outbox.bounced(address)
    if refused is not None and not _is_alive(kept, address, refused.changed_at):
        return refused.said
    notice = _notice(kept, address)
    if notice is None or (notice.at is not None and _is_alive(kept, address, notice.at)):
        return ""
    day = f" on {day_words(notice.at.date())}" if notice.at else ""
    found = _NOBODY.search(notice.text)
    return f"a mail to it came back{day}: “{_around(notice.text, found)}”." if found else ""


def nobody_at(address: str, why: str) -> str:
    """Return the sentence that nobody is at an address."""
    return f"Nobody seems to be at {address} any more: {why}"


def _notice(kept: Reading, address: str) -> Message | None:
    """Return the newest mail of a mail system that says nobody is at an address."""
    for hit in kept.search.messages(f'"{address}"', limit=LOOKED_AT):
        mail = hit.stored.record
        if isinstance(mail, Message) and _is_notice(mail, address):
            return mail
    return None


def _is_notice(mail: Message, address: str) -> bool:
    sender = mail.sender.identity.value if mail.sender and mail.sender.identity else ""
    local = sender.partition("@")[0].lower()
    is_named = address.lower() in mail.text.lower()
    return local in _SYSTEMS and is_named and bool(_NOBODY.search(mail.text)) and not _LATER.search(mail.text)


def _is_alive(kept: Reading, address: str, since: datetime) -> bool:
    """Say whether an address took something, or wrote something, after a moment."""
    if kept.outbox.took(address, since):
        return True
    who = Identity(IdentityKind.EMAIL, address.lower())
    number = kept.identities.seq_of([who]).get(who)
    if number is None:
        return False
    found = kept.interactions.columns_of([number])
    return bool(((found.sender == number) & (found.at > to_seconds(since))).any())


def _around(text: str, found: re.Match[str] | None) -> str:
    """Return the line of a notice that says it, or as much of it as is shown."""
    at = found.start() if found else 0
    start = max(at - QUOTED // 2, text.rfind("\n", 0, at) + 1)
    return one_line(text[start : start + QUOTED].partition("\n")[0]).strip()
