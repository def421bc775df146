"""What a source of files is: something that recognises an item and reads records out of it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import BinaryIO, Protocol, TypeVar, cast, runtime_checkable

from kithly.records import Problem, Sighted

Told = TypeVar("Told")

HEAD = 65_536  # bytes by which a file is recognised


class Siblings(dict[str, "Item"]):
    """All items of one container by name, with what was found out about them as a whole.

    Ask only once all items are in: answers are kept.
    """

    def __init__(self) -> None:
        super().__init__()
        self._told: dict[object, object] = {}

    def once(self, question: object, answer: Callable[[], Told]) -> Told:
        """Return the answer to a question about the whole container, found out only the first time.

        A container may hold 200,000 items; what each of them asks about all must not be found out anew.
        """
        if question not in self._told:
            self._told[question] = answer()
        return cast("Told", self._told[question])

    def within(self, folder: PurePosixPath) -> tuple[str, ...]:
        """Return the names of the items that lie in a folder itself, in order of their names."""
        return self.once("folders", self._by_folder).get(folder, ())

    def _by_folder(self) -> dict[PurePosixPath, tuple[str, ...]]:
        found: dict[PurePosixPath, list[str]] = {}
        for name in sorted(self):
            found.setdefault(PurePosixPath(name).parent, []).append(name)
        return {folder: tuple(names) for folder, names in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The files of a folder that is read as one, held small: there may be 200,000 of them.

    Attributes:
        names: Paths inside the folder, in order of the names.
        sizes: Bytes of each.
        changed: When each was last written, in whole seconds since 1970.
    """

    names: Sequence[str]
    sizes: array[int]
    changed: array[int]


class Leaves(Protocol):
    """A folder of many small files that is read as one item: a mail folder with a file for each mail."""

    @property
    def form(self) -> str:
        """What the names of its files mean: ``maildir`` or ``mails``."""
        ...

    @property
    def is_on_disk(self) -> bool:
        """Whether a file's name, size and time tell that it is known, without opening it."""
        ...

    def names(self) -> Sequence[str]:
        """Return the names of all files that are there now, in order."""
        ...

    def listing(self) -> Listing:
        """Return all files that are there now, with size and time."""
        ...

    def open(self, name: str) -> BinaryIO:
        """Open one of them.

        Raises:
            OSError: It is gone, or cannot be read.
            SourceFormatError: It breaks a limit of the container it lies in.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file to read: on disk, in a folder, or inside a zip; or a folder of many small ones, read as one.

    Attributes:
        path: What the user sees: ``export.zip/Connections.csv``.
        name: Path inside its container, with any wrapping folder stripped.
        size: Bytes, uncompressed.
        modified: When the file says it was last written (for zip members, their own stamp); aware.
        container: Name of the zip or folder it came from; empty for a single file.
        opener: Opens it for reading; may be called several times.
        is_on_disk: A plain file, in which a reader can go to any place.
        mark: What else tells it from an item of the same name: checksum and place of a zip's member.
        siblings: All items of the same container by name, itself included.
        begun: Its first `HEAD` bytes, once `looked_at` has read them.
        answers: What the user answered to this source's questions, by `Question.key`; only for reading. Look up
            only what you need to know: a file is read again when an answer that was looked up has changed.
        leaves: The files of a folder that is read as one item; None for a single file. Such an item opens empty,
            its size is about that of all, and its mark changes with any of them.
    """

    path: str
    name: str
    size: int
    modified: datetime
    container: str
    opener: Callable[[], BinaryIO]
    is_on_disk: bool = False
    mark: str = ""
    siblings: Siblings = field(default_factory=Siblings, repr=False)
    begun: bytes | None = field(default=None, repr=False, compare=False)
    answers: Mapping[str, str] = field(default_factory=dict, repr=False)
    leaves: Leaves | None = field(default=None, repr=False, compare=False)

    def looked_at(self) -> Item:
        """Return the item with its first bytes in memory, to be offered to many sources and then let go."""
        return replace(self, begun=self.head())

    def head(self, size: int = HEAD) -> bytes:
        """Return the first bytes, for recognising."""
        if self.begun is not None and size <= HEAD:
            return self.begun[:size]
        with self.opener() as stream:
            return stream.read(size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A record that was not read again, because its bytes are known: read, and the same.

    Attributes:
        raw: Hash of its bytes, as in `Sighted.raw`.
        at: Place in the file, as in `Problem.at`.
        resume: As in `Sighted.resume`.
    """

    raw: int
    at: str
    resume: int | None = None


class FileSource(Protocol):
    """Reads one format.

    Attributes:
        name: Short name shown to the user and kept with every record.
        family: Namespace of record keys; sources of one family share keys (all mail is one family).
        version: Raised when reading changes, so that unchanged files are read again.
    """

    name: str
    family: str
    version: int

    def recognises(self, item: Item) -> bool:
        """Say whether this item is of this format, by its content."""
        ...

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:
        """Yield every record and every flaw of the item, in order, streaming.

        Args:
            item: What to read.
            resume: Offset to go on from, as given by an earlier `Sighted.resume`; 0 for the start.

        Raises:
            SourceFormatError: The item as a whole cannot be read.
        """
        ...


@runtime_checkable
class SkippingSource(Protocol):
    """A source that can pass over known records before it parses them."""

    skips_known: bool

    def read(self, item: Item, *, resume: int = 0, known: Container[int] = ()) -> Iterator[Sighted | Known | Problem]:
        """Read as `FileSource.read`; a record whose raw hash is in ``known`` is yielded as `Known`."""
        ...


@runtime_checkable
class NewestFirst(Protocol):
    """A source that reads some items newest first."""

    def back_to(self, item: Item, offset: int) -> date | None:
        """Return the day back to which everything is read; None where this item is read in its own order.

        Args:
            item: What is read.
            offset: How far reading is, as in `Sighted.resume`.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What a look at an item tells within about a second, before anything of it is kept.

    Attributes:
        counts: How many there are of each kind, by what they are called in the plural.
        is_exact: They were counted; else a part was counted, and the rest follows from the size.
        first: Oldest day seen; None where none was.
        last: Newest day seen.
        made_on: Day the whole export was made, where it tells.
    """

    counts: Mapping[str, int]
    is_exact: bool
    first: date | None = None
    last: date | None = None
    made_on: date | None = None


@runtime_checkable
class GlancingSource(Protocol):
    """A source that can tell what is in an item without reading all of it."""

    def glance(self, item: Item) -> Glance:
        """Return what a look at an item tells, within about a second however large it is.

        Raises:
            SourceFormatError: The item as a whole cannot be read.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one column of a table is taken for.

    Attributes:
        title: Its name as written.
        field: What it holds, as a user may write it: ``first``.
        words: The same in words: ``first name``.
    """

    title: str
    field: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsGuess:
    """What the columns of a table are taken for.

    Attributes:
        key: By what the user's word about them is remembered, as `Question.key`.
        columns: All that have a name, in order.
    """

    key: str
    columns: tuple[Column, ...]


@runtime_checkable
class MappedSource(Protocol):
    """A source that guesses what columns hold, and that the user can tell.

    Attributes:
        name: As `FileSource.name`.
        family: As `FileSource.family`.
        version: As `FileSource.version`.
        fields: What a column can hold, with the same in words.
    """

    name: str
    family: str
    version: int
    fields: Mapping[str, str]

    def recognises(self, item: Item) -> bool:
        """As `FileSource.recognises`."""
        ...

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:
        """As `FileSource.read`."""
        ...

    def columns(self, item: Item) -> ColumnsGuess | None:
        """Return what the columns of an item are taken for, by `Item.answers` too; None if it is no table."""
        ...

    def word(self, item: Item, said: Mapping[str, str]) -> str:
        """Return the user's word about columns as it is to be remembered under `ColumnsGuess.key`.

        Raises:
            SourceFormatError: It is no table, or has no such column.
        """
        ...
