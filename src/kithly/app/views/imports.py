"""What came in, what was changed, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kithly.app.views.forgetting import ForgetCountView
from kithly.app.views.people import NamedView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemView:
    """One held or skipped record: where and why; ``question`` names what it waits for, in `HeldView`."""

    at: str
    reason: str
    question: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsView:
    """How the records of a file or import fared; ``read`` is the sum of the other five."""

    read: int = 0
    new: int = 0
    same: int = 0
    merged: int = 0
    held: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnView:
    """What a column of a table is taken for: the field as a user may write it, and in words."""

    column: str
    field: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """One imported file. ``note`` says why a recognised or unknown file was not read.

    ``columns`` tells, in a dry run and where the user told something about them, what its columns are taken for.
    """

    path: str
    source: str | None
    read: int
    new: int
    same: int
    merged: int
    held: int
    skipped: int
    problems: tuple[ProblemView, ...] = ()
    note: str | None = None
    columns: tuple[ColumnView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """A count before and after a step."""

    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """What an import did. ``import_`` is its change id (None for a dry run); ``stopped``: the user wanted no more."""

    import_: str | None
    files: tuple[FileView, ...]
    totals: CountsView
    people: BeforeAfter
    interactions: BeforeAfter
    seconds: float
    dry_run: bool
    hints: tuple[str, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoingView:
    """What an undo would take back.

    Attributes:
        id: Of the change.
        text: What it is called.
        takes: What would go, counted by kind; records that other imports showed as well count too, and stay.
        names: Files and folders it read, as the user named them.
        is_big: Whether it is so much that a page asks first.
        stays: What stays, in a sentence; empty where nothing does.
        next: How to do it.
    """

    id: str
    text: str
    takes: tuple[ForgetCountView, ...]
    names: tuple[str, ...]
    is_big: bool
    stays: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One change that was made; a message that went out is neither undone nor can it be.

    ``records`` and ``words`` tell how much an undo of it takes back: records its files showed (those that other
    imports showed as well stay), and words of the user's. Both are 0 of one that was undone.
    """

    id: str
    kind: str
    at: datetime
    text: str
    undoable: bool
    undone: bool = False
    records: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """Changes, newest first."""

    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneView:
    """A decision was kept: what it was, in a sentence, and the change to undo it by."""

    change: str
    text: str
    person: NamedView | None = None
