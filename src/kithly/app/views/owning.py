"""Backups: what was made, what lies there, what was proven, what was restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupCountsView:
    """What a backup holds, counted: people, records, decisions."""

    people: int
    records: int
    decisions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFileView:
    """One file in a backup: its name, its bytes, their SHA-256."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupView:
    """One backup that was made, or proven.

    Attributes:
        path: Where it lies.
        made_at: Of which moment it is.
        why: ``hand``, ``daily`` or ``upgrade``.
        bytes: Its size.
        kithly: Version of the Kithly that made it.
        revision: Schema of its database.
        counts: What it holds.
        files: The files in it.
        left_out: What of the data folder is not in it, a sentence each.
        compared: Whether the network in it was opened and compared with what it was made of; else only every byte was
            compared.
        text: The whole in a sentence.
        next: How to restore it.
    """

    path: str
    made_at: datetime
    why: str
    bytes: int
    kithly: str
    revision: str
    counts: BackupCountsView
    files: tuple[BackupFileView, ...]
    left_out: tuple[str, ...]
    compared: bool
    text: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedBackupView:
    """One backup that lies there.

    Attributes:
        path: Where.
        name: Name of the file.
        bytes: Its size.
        made_at: Of which moment it is; None where it cannot be read.
        why: ``hand``, ``daily`` or ``upgrade``; None where it cannot be read.
        counts: What it holds; None where it cannot be read.
        text: What is wrong with it; empty for nothing.
    """

    path: str
    name: str
    bytes: int
    made_at: datetime | None
    why: str | None
    counts: BackupCountsView | None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupPlaceView:
    """One folder in which backups of this network may lie.

    Attributes:
        folder: Which.
        is_there: Whether it can be reached; where it cannot, what lies in it is not counted.
        backups: How many lie there.
    """

    folder: str
    is_there: bool
    backups: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsView:
    """Backups, and how they come to be.

    Attributes:
        folder: Where new ones lie.
        chosen: The folder the user chose for them; None for none.
        automatic: Whether one is made every day Kithly runs.
        backups: Newest first.
        bytes: What they take together.
        last: What came of the last one that was made by itself; empty for nothing yet.
        is_well: Whether there is one that is not too old.
        text: How it stands, in a sentence.
        next: What to do; empty for nothing.
        places: Where new ones lie, then every other folder that was chosen for them, or that holds some.
    """

    folder: str
    chosen: str | None
    automatic: bool
    backups: tuple[ListedBackupView, ...]
    bytes: int
    last: str
    is_well: bool
    text: str
    next: str
    places: tuple[BackupPlaceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyBackupView:
    """What the backup of a day came to.

    Attributes:
        outcome: ``made``, ``there`` (it was made before), ``off``, ``elsewhere`` (another Kithly makes it) or ``not``.
        text: The same in a sentence.
        next: What to do; empty for nothing.
        backup: The backup, where one was made.
        removed: Paths of older ones that were made by themselves and are needed no more.
    """

    outcome: str
    text: str
    next: str = ""
    backup: BackupView | None = None
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredView:
    """A network that came out of a backup.

    Attributes:
        path: The backup.
        folder: Where the network lies now.
        made_at: Of which moment it is.
        counts: What it holds.
        words: What is other than it was then, and why, a sentence each.
        text: The whole in a sentence.
        next: How to open it.
    """

    path: str
    folder: str
    made_at: datetime
    counts: BackupCountsView
    words: tuple[str, ...]
    text: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFileView:
    """One file of an export: its name, how many things it holds, its bytes, their SHA-256."""

    name: str
    count: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportView:
    """An export that was written.

    Attributes:
        path: The folder or zip.
        bytes: Its size.
        files: The files in it.
        left_out: What is not in it, a sentence each.
        text: The whole in a sentence.
        next: How another Kithly takes it in; empty where it cannot.
    """

    path: str
    bytes: int
    files: tuple[ExportFileView, ...]
    left_out: tuple[str, ...]
    text: str
    next: str
