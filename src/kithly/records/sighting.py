"""What comes out of a source: records where they were seen, and what did not become one.

`Record` is the union of all kinds of statements; `KINDS` names them for storage.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kithly.records.contact import Contact
from kithly.records.news import News
from kithly.records.question import Question
from kithly.records.values import Gesture, Meeting, Message, PersonNote, Position, Post, Profile

Record = Contact | Message | Gesture | Position | Profile | PersonNote | Post | Meeting | News

KINDS: dict[str, type[Record]] = {
    "contact": Contact,
    "message": Message,
    "gesture": Gesture,
    "position": Position,
    "profile": Profile,
    "note": PersonNote,
    "post": Post,
    "meeting": Meeting,
    "news": News,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A row, card or message that did not become a record, with its place.

    Attributes:
        at: Place in the file for people: ``line 12``, ``message at byte 4096``.
        reason: One short clause without personal data: ``no name and no address``.
        held: True if the user's answer is needed, False if it was skipped.
        question: What the user has to answer, of a held one; one question may hold many records.
    """

    at: str
    reason: str
    held: bool = False
    question: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighted:
    """A record together with where and when it was seen.

    Attributes:
        record: The statement.
        at: Place in the file, as in `Problem.at`.
        observed_at: When the source said so: the export's date; for a message its own date.
        raw: Fast hash of the raw bytes, to know the unchanged again; 0 if not kept.
        resume: Offset after this record from which a reader can go on; None if it cannot.
        photo: Bytes of the picture that `Contact.photo` names; empty for none.
    """

    record: Record
    at: str
    observed_at: datetime
    raw: int = 0
    resume: int | None = None
    photo: bytes = field(default=b"", repr=False)
