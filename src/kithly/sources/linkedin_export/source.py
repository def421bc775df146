"""The source of LinkedIn exports: which file is which, and every row as a record or a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from kithly.errors import SourceFormatError
from kithly.records import Message, Post, Problem, Record, Sighted
from kithly.sources._formats.archive import canonical_name
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.table import Row
from kithly.sources.base import Glance, Item
from kithly.sources.linkedin_export.connections import read_connection
from kithly.sources.linkedin_export.ego import (
    owner_record,
    read_address,
    read_phone,
    read_position,
    read_profile,
    read_school,
)
from kithly.sources.linkedin_export.export import Export, rows_of, survey
from kithly.sources.linkedin_export.gestures import (
    read_endorsement,
    read_invitation,
    read_note,
    read_recommendation,
)
from kithly.sources.linkedin_export.glance import glance
from kithly.sources.linkedin_export.kinds import Kind, recognised
from kithly.sources.linkedin_export.messages import read_message
from kithly.sources.linkedin_export.posts import glued, read_comment, read_reaction, read_share
from kithly.sources.linkedin_export.unread import why_not_read

Reader = Callable[[Row, Export], Record | str]

_READERS: Mapping[Kind, Reader] = {
    Kind.CONNECTIONS: read_connection,
    Kind.MESSAGES: read_message,
    Kind.INVITATIONS: read_invitation,
    Kind.PROFILE: read_profile,
    Kind.POSITIONS: read_position,
    Kind.EDUCATION: read_school,
    Kind.ENDORSEMENTS: read_endorsement,
    Kind.EMAILS: read_address,
    Kind.PHONES: read_phone,
    Kind.NOTES: read_note,
    Kind.SHARES: read_share,
    Kind.COMMENTS: read_comment,
    Kind.REACTIONS: read_reaction,
}
_DAMAGED = "the row is cut short or its quotes do not pair"


class LinkedInExport:
    """Reads the export a LinkedIn member downloads: a zip, a folder, or a single file of it."""

    name = "linkedin_export"
    family = "linkedin"
    version = 1

    def __init__(self) -> None:
        self._last: tuple[object, PurePosixPath, Export] | None = None

    def recognises(self, item: Item) -> bool:
        """Say whether this item is a file of an export that is read, by its columns."""
        return recognised(item) is not None

    def not_read(self, item: Item) -> str | None:
        """Return in one clause why a file of an export is not read; None if it is not LinkedIn's."""
        return why_not_read(item)

    def read(self, item: Item, *, resume: int = 0) -> Iterator[Sighted | Problem]:  # noqa: ARG002  # small files: read anew
        """Yield one record or one problem for each row of the item.

        Where no Profile.csv lies beside them, messages and invitations also yield whose export it is.

        Args:
            item: What to read.
            resume: Not used; an export is small and is read from its start.

        Raises:
            SourceFormatError: The item has no header of LinkedIn's, or its name does not say which of two it is.
        """
        kind = recognised(item)
        if kind is None:
            raise SourceFormatError(self.name, item.path, f"{item.path} is no file of a LinkedIn export.")
        export = self._export(item)
        keys = _Keys(kind)
        yield from self._owner(kind, export)
        place = "the start"
        try:
            for row, found in _rows(item, kind, export):
                place = f"line {row.line}"
                if isinstance(found, str):
                    yield Problem(at=place, reason=found)
                else:
                    yield _sighted(keys.distinct(found), place, export)
        except SourceFormatError as error:
            if place == "the start":
                raise
            yield Problem(at=f"after {place}", reason=f"the rest of the file is lost: {str(error).rstrip('.')}")

    def glance(self, item: Item) -> Glance:
        """Return how many rows the item has, and when the export was made."""
        return glance(item)

    def _export(self, item: Item) -> Export:
        """Return what the item's export tells as a whole, looked through once for all its files."""
        folder = PurePosixPath(item.name).parent
        if self._last is None or self._last[0] is not item.siblings or self._last[1] != folder or not item.siblings:
            self._last = (item.siblings, folder, survey(item))
        return self._last[2]

    def _owner(self, kind: Kind, export: Export) -> Iterator[Sighted]:
        if kind is not Kind.MESSAGES or (export.has_profile and export.owner.certain):
            return
        record = owner_record(export.owner)
        if record is not None:
            yield Sighted(record=record, at="the whole file", observed_at=export.observed_at)


def _rows(item: Item, kind: Kind, export: Export) -> Iterator[tuple[Row, Record | str]]:
    read = _reader(item, kind)
    rows = rows_of(item, kind)
    for row in glued(rows) if kind is Kind.COMMENTS else rows:
        if row.damaged and kind is not Kind.MESSAGES:
            yield row, _DAMAGED
        else:
            yield row, attempt(lambda row=row: read(row, export))  # type: ignore[misc]  # mypy cannot infer it


def _reader(item: Item, kind: Kind) -> Reader:
    if kind is not Kind.RECOMMENDATIONS:
        return _READERS[kind]
    name = canonical_name(item.name)
    if "given" in name or "received" in name:
        return lambda row, export: read_recommendation(row, export, outgoing="given" in name)
    raise SourceFormatError(
        LinkedInExport.name,
        item.path,
        f"{item.path} does not say whether these recommendations were given or received.",
        hint="Keep LinkedIn's own file name: Recommendations_Given.csv or Recommendations_Received.csv.",
    )


def _sighted(record: Record, place: str, export: Export) -> Sighted:
    at = record.at if isinstance(record, (Message, Post)) else None
    return Sighted(record=record, at=place, observed_at=at or export.observed_at)


class _Keys:
    """Gives rows of one file that would share a key a number, so that none replaces another."""

    def __init__(self, kind: Kind) -> None:
        self._twins_count = kind in {Kind.MESSAGES, Kind.COMMENTS}
        self._seen: dict[int, dict[int, int]] = {}

    def distinct(self, record: Record) -> Record:
        """Return the record under a key of its own; a contact that is simply listed twice keeps its key."""
        before = self._seen.setdefault(hash(record.key), {})
        place = before.setdefault(len(before) if self._twins_count else hash(record), len(before))
        if not place:
            return record
        key = f"{record.key}#{place + 1}"
        return replace(record, key=key)
