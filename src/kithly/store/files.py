"""Imported files: how far each was read and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select

from kithly.errors import NotFound
from kithly.records import Problem, to_seconds
from kithly.store import schema
from kithly.store.changes import Changes
from kithly.store.file_counts import ASKED, HELD, decode, encode
from kithly.store.forgotten import Forgotten
from kithly.store.payload import from_seconds
from kithly.store.scope import Scope, plain
from kithly.store.values import Asked, ChangeId, FileId, FileRow, Shown

_SHOWING = (
    "SELECT f.path, f.source, s.place, s.observed_at FROM versions AS v JOIN sightings AS s ON s.version = v.seq"
    " JOIN files AS f ON f.seq = s.file WHERE v.ego_id = ? AND v.record = ?"
    " ORDER BY s.observed_at DESC, f.seq, s.version"
)

RUNNING, DONE, UNDONE = "running", "done", "undone"
KEPT = "kept"  # among a file's counts: how much of it earlier readings of the same folder stand for


class Files:
    """The files of imports."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def begin(
        self,
        change: ChangeId,
        path: str,
        source: str,
        fingerprint: str,
        reader_version: int,
        *,
        observed_at: datetime | None = None,
    ) -> FileId:
        """Begin reading a file.

        Args:
            change: The import.
            path: As shown to the user.
            source: Name of the reader.
            fingerprint: Tells unchanged files from others.
            reader_version: Version of the reader.
            observed_at: The export's date, if told.
        """
        row = {
            "ego_id": self._scope.ego,
            "change": Changes(self._scope).number(change),
            "path": self._shown(path),
            "source": source,
            "family": "",
            "fingerprint": fingerprint,
            "reader_version": reader_version,
            "reached": 0,
            "status": RUNNING,
            "counts": "{}",
            "observed_at": None if observed_at is None else to_seconds(observed_at),
        }
        seq = self._scope.numbers(schema.files, 1)[0]
        self._scope.conn.execute(schema.files.insert().values(seq=seq, **row))
        return FileId(seq)

    def progress(
        self,
        file: FileId,
        offset: int,
        counts: Mapping[str, int],
        problems: Iterable[Problem] = (),
        *,
        asked: Asked | None = None,
    ) -> None:
        """Keep how far a file was read, in the transaction that keeps its records."""
        self._update(file, reached=offset, counts=encode(counts, problems, asked=asked))

    def finish(
        self,
        file: FileId,
        counts: Mapping[str, int],
        problems: Iterable[Problem] = (),
        *,
        asked: Asked | None = None,
        origin: str = "",
    ) -> None:
        """Mark a file as read to its end, with what did not become a record.

        Args:
            file: Which.
            counts: Counts by outcome.
            problems: What did not become a record.
            asked: The answers it was read with.
            origin: Where to find it again, for one that waits for an answer.
        """
        shown = self._shown(origin)
        self._update(file, status=DONE, counts=encode(counts, problems, asked=asked, origin=shown))

    def unchanged(self, fingerprint: str, source: str, reader_version: int) -> FileRow | None:
        """Return the newest finished reading of the very same file by the same reader, if its import stands."""
        file = schema.files.c
        return self._first(
            file.fingerprint == fingerprint,
            file.source == source,
            file.reader_version == reader_version,
            file.status == DONE,
        )

    def reader_of(self, fingerprint: str) -> tuple[str, int] | None:
        """Return name and version of the reader that read the very same file to its end last, if its import stands."""
        row = self._first(schema.files.c.fingerprint == fingerprint, schema.files.c.status == DONE)
        return None if row is None else (row.source, row.reader_version)

    def get(self, file: FileId) -> FileRow:
        """Return one file.

        Raises:
            NotFound: There is no such file.
        """
        row = self._first(schema.files.c.seq == file)
        if row is None:
            raise NotFound("file", str(file))
        return row

    def unfinished(self, fingerprint: str, source: str, reader_version: int) -> FileRow | None:
        """Return the newest interrupted reading of the very same file by the same reader."""
        file = schema.files.c
        return self._first(
            file.fingerprint == fingerprint,
            file.source == source,
            file.reader_version == reader_version,
            file.status == RUNNING,
        )

    def of_change(self, change: str) -> tuple[FileRow, ...]:
        """Return the files of one import, in the order read."""
        query = _query().where(schema.files.c.ego_id == self._scope.ego, schema.changes.c.id == change)
        return tuple(_file(row) for row in self._scope.conn.execute(query.order_by(schema.files.c.seq)))

    def broken_off(self) -> tuple[FileRow, ...]:
        """Return the files of standing imports that were not read to their end: newest import first, as read.

        A file that was read to its end later (by a newer reader, or after it had changed) is none of them.
        """
        file, later = schema.files.c, schema.files.alias("later")
        read_later = exists().where(
            later.c.ego_id == file.ego_id,
            later.c.path == file.path,
            later.c.source == file.source,
            later.c.status == DONE,
            later.c.seq > file.seq,
        )
        query = _query().where(
            file.ego_id == self._scope.ego,
            file.status != DONE,
            schema.changes.c.kind == "import",
            schema.changes.c.undone_at.is_(None),
            ~read_later,
        )
        ordered = query.order_by(schema.changes.c.seq.desc(), schema.files.c.seq)
        return tuple(_file(row) for row in self._scope.conn.execute(ordered))

    def waiting(self) -> tuple[FileRow, ...]:
        """Return the files of standing imports of which something is held: newest import first, as read.

        A file that was read to its end later, itself or what lies in its place now, is none of them.
        """
        file, later = schema.files.c, schema.files.alias("later")
        same = or_(later.c.path == file.path, later.c.fingerprint == file.fingerprint)
        read_later = exists().where(
            later.c.ego_id == file.ego_id,
            same,
            later.c.source == file.source,
            later.c.status == DONE,
            later.c.seq > file.seq,
        )
        query = _query().where(
            file.ego_id == self._scope.ego,
            file.status == DONE,
            file.counts.contains(HELD, autoescape=True),
            schema.changes.c.undone_at.is_(None),
            ~read_later,
        )
        ordered = query.order_by(schema.changes.c.seq.desc(), schema.files.c.seq)
        found = (_file(row) for row in self._scope.conn.execute(ordered))
        return tuple(one for one in found if any(problem.held for problem in one.problems))

    def read_with(self, source: str, answers: Mapping[str, str]) -> tuple[FileRow, ...]:
        """Return the files of standing imports that a source read with one of these answers, by question key."""
        file = schema.files.c
        query = _query().where(
            file.ego_id == self._scope.ego,
            file.source == source,
            file.status != UNDONE,
            file.counts.contains(ASKED, autoescape=True),
            schema.changes.c.undone_at.is_(None),
        )
        found = (_file(row) for row in self._scope.conn.execute(query.order_by(file.seq)))
        return tuple(one for one in found if any(one.asked.get(key) == value for key, value in answers.items()))

    def showing(self, record: int) -> tuple[Shown, ...]:
        """Return every place where a record was read, the newest observation first.

        Args:
            record: Number of the record.
        """
        rows = self._scope.raw(_SHOWING, (self._scope.ego, record))
        return tuple(Shown(path, source, place, from_seconds(at)) for path, source, place, at in rows)

    def _first(self, *conditions: ColumnElement[bool]) -> FileRow | None:
        query = _query().where(
            schema.files.c.ego_id == self._scope.ego, schema.changes.c.undone_at.is_(None), *conditions
        )
        row = self._scope.conn.execute(query.order_by(schema.files.c.seq.desc()).limit(1)).first()
        return None if row is None else _file(row)

    def _shown(self, path: str) -> str:
        """Return a path as it is kept: without the names of those who were forgotten."""
        return Forgotten(self._scope).marks().cleaned(plain(path))

    def _update(self, file: FileId, **values: str | int) -> None:
        table = schema.files
        chosen = table.update().where(table.c.seq == file, table.c.ego_id == self._scope.ego)
        self._scope.conn.execute(chosen.values(values))


def _query() -> Any:
    return select(schema.files, schema.changes.c.id.label("change_id")).join(
        schema.changes, schema.changes.c.seq == schema.files.c.change
    )


def _file(row: Row[Any]) -> FileRow:
    return FileRow(
        id=FileId(row.seq),
        change=ChangeId(row.change_id),
        path=row.path,
        source=row.source,
        fingerprint=row.fingerprint,
        reader_version=row.reader_version,
        offset=row.reached,
        is_done=row.status == DONE,
        observed_at=None if row.observed_at is None else from_seconds(row.observed_at),
        **decode(row.counts),
    )
