"""What the store hands out: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, NamedTuple, NewType

from kithly.people import Person, PersonId, Place
from kithly.records import Problem, Record

FileId = NewType("FileId", int)
ChangeId = NewType("ChangeId", str)

Asked = Mapping[str, str | None]
"""Which of the user's answers were looked up while a file was read, and what they were then; None: not answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something the user did that can be listed and taken back.

    Attributes:
        id: Eight hexadecimal digits.
        kind: ``import``, ``same``, ``quiet`` ...
        at: When.
        text: What to call it on screen.
        undone_at: When it was taken back; None if it stands.
    """

    id: ChangeId
    kind: str
    at: datetime
    text: str
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One imported file.

    Attributes:
        id: Its number.
        change: The import it belongs to.
        path: As shown to the user.
        source: Which reader read it.
        fingerprint: Tells unchanged files from others.
        reader_version: Version of the reader.
        offset: How far it was read, as `Sighted.resume` counts.
        is_done: Whether it was read to its end.
        counts: Counts by outcome.
        problems: What did not become a record.
        observed_at: The export's date, if told.
        asked: The answers it was read with.
        origin: Where to find it again, of one that waits for an answer; else empty.
    """

    id: FileId
    change: ChangeId
    path: str
    source: str
    fingerprint: str
    reader_version: int
    offset: int
    is_done: bool
    counts: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    observed_at: datetime | None = None
    asked: Asked = field(default_factory=dict)
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One account the user gave, as it is kept: never its secret.

    Attributes:
        id: Eight hexadecimal digits.
        kind: Name of the source that reads it.
        settings: How to reach it, as JSON values by name.
        change: The change that added it.
        added_at: When.
    """

    id: str
    kind: str
    settings: Mapping[str, Any]
    change: ChangeId
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of somebody.

    Attributes:
        type: Its media type: ``image/png``, ``image/jpeg``, ``image/gif`` or ``image/webp``.
        data: Its bytes.
    """

    type: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one batch of records.

    Attributes:
        new: Keys never seen before.
        same: Keys and contents known already.
        merged: Known keys with new content.
        filled: Known keys of which only a part was read before, and now the whole.
        records: Numbers of records that are new or whose current version changed, ascending.
        identities: Numbers of identities those records name, ascending.
        refused: Places of the records of people who were forgotten, which are not taken in.
    """

    new: int
    same: int
    merged: int
    records: tuple[int, ...]
    identities: tuple[int, ...]
    filled: int = 0
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What an undo took away.

    Attributes:
        records: Numbers of records that are gone, ascending.
        changed: Numbers of records that have another current version now, ascending.
        identities: Numbers of identities those records named (some may be gone), ascending.
    """

    records: tuple[int, ...]
    changed: tuple[int, ...]
    identities: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A record with its place in the store.

    Attributes:
        seq: Its number; never used again for another record.
        id: Its id, 32 hexadecimal digits; the same in every store of this ego.
        source: Which reader brought it first.
        kind: Key of `records.KINDS`.
        record: The statement, newest version.
        observed_at: When a source said so last.
    """

    seq: int
    id: str
    source: str
    kind: str
    record: Record
    observed_at: datetime


class Shown(NamedTuple):
    """Where a record was read.

    Attributes:
        path: The file, as shown to the user.
        source: Which reader read it.
        place: Place in the file: ``line 12``, ``message at byte 4096``; may be empty.
        observed_at: When the source said so.
    """

    path: str
    source: str
    place: str
    observed_at: datetime


class IdentityColumns(NamedTuple):
    """All identities, as parallel tuples ordered by number.

    Attributes:
        seqs: Numbers.
        kinds: `IdentityKind` values, or ``ego`` for the stand-in of ego in gestures.
        values: Normal forms.
        names: The display name used most for it; may be empty.
    """

    seqs: tuple[int, ...]
    kinds: tuple[str, ...]
    values: tuple[str, ...]
    names: tuple[str, ...]


class Node(NamedTuple):
    """What is assigned to a person: a contact record or an identity.

    Attributes:
        kind: ``record`` or ``identity``.
        seq: Its number.
    """

    kind: Literal["record", "identity"]
    seq: int


class Assigned(NamedTuple):
    """To whom a node belongs.

    Attributes:
        person: The person now.
        origin: The person it was first assigned to; what a taken-back merge returns to.
    """

    person: PersonId
    origin: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A derived person.

    Attributes:
        person: The person.
        known: Whether ego knows them; False for people only seen in passing.
    """

    person: Person
    known: bool = True


class Listed(NamedTuple):
    """What a list of many people needs of each.

    Attributes:
        id: The person.
        name_key: The name as compared and sorted.
        words: All the person is found by, in lower case.
        company: Newest known employer, or empty.
        circles: The user's circles.
        importance: The user's word, 1 for none.
        place: The user's word on where they belong.
        quiet: Do not contact.
        remembered: Died.
    """

    id: PersonId
    name_key: str
    words: str
    company: str
    circles: tuple[str, ...]
    importance: float
    place: Place
    quiet: bool
    remembered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The user's word.

    Attributes:
        id: Hexadecimal; stands as ``record`` in evidence.
        change: The change it came with.
        kind: ``same``, ``different``, ``quiet``, ``note`` ...
        subject: What it is about, a person id for instance.
        value: Anything JSON can hold.
        at: When.
    """

    id: str
    change: ChangeId
    kind: str
    subject: str
    value: Any
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A message that holds the words looked for.

    Attributes:
        stored: The message.
        identities: Numbers of its sender and recipients.
    """

    stored: Stored
    identities: tuple[int, ...] = field(default=())
