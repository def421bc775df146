"""Evidence in words: whose message of which day, which export, or the user's own word."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, tzinfo

from kithly.app.derived.closely import EGO_IDENTITIES
from kithly.app.network import Network
from kithly.app.show import CHANNELS, message_word
from kithly.app.views import ProofView
from kithly.history import is_sensitive
from kithly.reasons import day_in_words
from kithly.records import (
    Contact,
    Evidence,
    Flag,
    Gesture,
    Meeting,
    Message,
    News,
    PersonNote,
    Position,
    Profile,
    Record,
)
from kithly.store import Decision, Reading, Stored

SOURCES = {
    "caldav": "Calendar account",
    "carddav": "Address book account",
    "contacts_csv": "Table of people",
    "eml": "Mail",
    "google_contacts": "Google contacts",
    "ical": "Calendar",
    "imap": "Mail account",
    "imessage": "iMessage",
    "linkedin_api": "LinkedIn",
    "linkedin_export": "LinkedIn export",
    "maildir": "Mail folder",
    "mbox": "Mailbox",
    "meta_export": "Facebook or Instagram export",
    "monica": "Monica",
    "outlook_csv": "Outlook contacts",
    "signal": "Signal",
    "slack": "Slack",
    "telegram": "Telegram",
    "thunderbird_csv": "Thunderbird address book",
    "vcard": "Address book",
    "whatsapp": "WhatsApp",
}
"""What each source is called, by the name it keeps with its records."""
WORDS = {
    "era": "Your answer about those years",
    "found": "What you found",
    "met": "Your word that you met",
    "named": "Your word that you would be sorry to lose them",
    "note": "Your note",
    "log": "Your word that you were in touch",
    "touch": "Your word that it is done",
    "wish": "Your word that you want to write",
}


class Proofs:
    """Tells evidence in words; reads each record once."""

    def __init__(self, kept: Reading, network: Network) -> None:
        self._kept = kept
        self._zone: tzinfo = network.zone
        self._seen: dict[str, Stored | Decision | None] = {}
        self._own: frozenset[int] | None = None

    def of(self, evidence: Iterable[Evidence]) -> tuple[ProofView, ...]:
        """Return some evidence in words, in its order."""
        return tuple(self.one(one) for one in evidence)

    def one(self, evidence: Evidence) -> ProofView:
        """Return one piece of evidence in words."""
        found = self._record(evidence.record)
        record = found.record if isinstance(found, Stored) else None
        what, place = _told(found, is_own=self._is_own(record))
        at = evidence.at or (found.observed_at if isinstance(found, Stored) and isinstance(record, Contact) else None)
        return ProofView(
            record=evidence.record,
            source=evidence.source,
            label=f"{what or SOURCES.get(evidence.source, evidence.source)}{self._when(at)}",
            place=place,
            at=at,
            quote=evidence.quote,
            url=evidence.url,
            sensitive=is_sensitive(" ".join(_words(record))) if record else is_sensitive(evidence.quote or ""),
            message=isinstance(record, Message),
        )

    def _when(self, at: datetime | None) -> str:
        return f", {day_in_words(at, self._zone)}" if at else ""

    def _record(self, id_: str) -> Stored | Decision | None:
        if id_ not in self._seen:
            stored = self._kept.records.get([id_])
            told = () if stored else (one for one in self._kept.decisions.all() if one.id == id_)
            self._seen[id_] = stored[0] if stored else next(iter(told), None)
        return self._seen[id_]

    def _is_own(self, record: Record | None) -> bool:
        """Say whether ego wrote a message."""
        if not isinstance(record, Message):
            return False
        if record.flags & Flag.SENT:
            return True
        if self._own is None:
            self._own = frozenset(json.loads(self._kept.meta.get(EGO_IDENTITIES) or "[]"))
        sender = record.sender.identity if record.sender else None
        return sender is not None and self._kept.identities.seq_of([sender]).get(sender) in self._own


def _told(found: Stored | Decision | None, *, is_own: bool) -> tuple[str, str]:
    """Return what a record is, without its date, and where it stands."""
    if isinstance(found, Decision):
        return WORDS.get(found.kind, "Your own word"), ""
    return _record_told(found.record if found else None, whose="Your" if is_own else "Their")


def _record_told(record: Record | None, *, whose: str) -> tuple[str, str]:
    match record:
        case Message():
            kind = message_word(record.channel)
            return f"{whose} {kind}", f"{kind[0].upper()}{kind[1:]}{_subject(record.subject)}"
        case Gesture():
            return f"{'Your' if record.outgoing else 'Their'} {record.kind.value}", CHANNELS.get(record.channel, "")
        case PersonNote() | Meeting():
            meeting = ("Your meeting", f"Meeting{_subject(record.title)}") if isinstance(record, Meeting) else None
            return meeting or ("Your note", "")
        case Profile() | Position():
            return "Your profile", ""
        case News():
            return "A notice about them", ""
        case _:
            return "", ""


def _subject(text: str) -> str:
    return f", “{' '.join(text.split())}”" if text.strip() else ""


def _words(record: Record) -> list[str]:
    names = ("subject", "own", "text", "note", "company", "title")
    return [str(getattr(record, name)) for name in names if getattr(record, name, "")]
