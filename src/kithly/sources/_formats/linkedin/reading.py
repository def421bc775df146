"""The rows of one file of an export as records or problems, whoever brought the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kithly.errors import SourceFormatError
from kithly.records import Message, Post, Problem, Record, Sighted
from kithly.sources._formats.archive import canonical_name
from kithly.sources._formats.guard import attempt
from kithly.sources._formats.linkedin.beside import read_book_entry, read_follow
from kithly.sources._formats.linkedin.connections import read_connection
from kithly.sources._formats.linkedin.ego import (
    owner_record,
    read_address,
    read_phone,
    read_position,
    read_profile,
    read_school,
)
from kithly.sources._formats.linkedin.events import read_event
from kithly.sources._formats.linkedin.export import Export, rows_of
from kithly.sources._formats.linkedin.gestures import (
    read_endorsement,
    read_invitation,
    read_note,
    read_recommendation,
)
from kithly.sources._formats.linkedin.kinds import Kind
from kithly.sources._formats.linkedin.messages import read_message
from kithly.sources._formats.linkedin.posts import glued, read_comment, read_reaction, read_repost, read_share
from kithly.sources._formats.table import Row
from kithly.sources.base import Item

SOURCE = "linkedin_export"

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
    Kind.REPOSTS: read_repost,
    Kind.EVENTS: read_event,
    Kind.FOLLOWS: read_follow,
    Kind.BOOK: read_book_entry,
}
_DAMAGED = "the row is cut short or its quotes do not pair"
_JOINED = "another row is joined to this one and lost"


def read_file(item: Item, kind: Kind, export: Export) -> Iterator[Sighted | Problem]:
    """Yield one record or one problem for each row of a file.

    Where no Profile.csv lies beside them, messages and invitations also yield whose export it is.

    Args:
        item: The file.
        kind: What it is, as `kinds.recognised` says.
        export: What it is part of.

    Raises:
        SourceFormatError: The item's name does not say which of two it is, or it breaks off at once.
    """
    keys = _Keys(kind)
    yield from _owner(kind, export)
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


def _owner(kind: Kind, export: Export) -> Iterator[Sighted]:
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
            continue
        yield row, attempt(lambda row=row: read(row, export))  # type: ignore[misc]  # mypy cannot infer it
        if row.damaged and len(row.values) > len(row.cells):
            yield row, _JOINED


def _reader(item: Item, kind: Kind) -> Reader:
    if kind is not Kind.RECOMMENDATIONS:
        return _READERS[kind]
    name = canonical_name(item.name)
    if "given" in name or "received" in name:
        return lambda row, export: read_recommendation(row, export, outgoing="given" in name)
    raise SourceFormatError(
        SOURCE,
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
