"""Importing one file: batch by batch, from where it was left, and not at all if nothing changed."""

from __future__ import annotations

import time
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kithly.app.bringing.answers import Answers, answers_of
from kithly.app.bringing.fingerprint import fingerprint
from kithly.app.bringing.import_ledger import Ledger, settle_early
from kithly.app.bringing.import_progress import Progress
from kithly.app.bringing.import_reading import Read, Reading, resume_of
from kithly.app.bringing.import_report import Tally, file_view, forgotten
from kithly.app.bringing.places import lies, origin_of
from kithly.app.derived.refresh import UNSETTLED
from kithly.app.views import FileView
from kithly.records import Problem, Sighted
from kithly.sources import Arrival, FileSource, Item, Known
from kithly.store import FileRow, Writing

MAIL = "mail"  # family of the sources after which people stand under several addresses
GOES_ON = "stopped here; import it again: it goes on where it stopped"


def import_file(ledger: Ledger, item: Item, source: FileSource, *, place: Path | Arrival) -> FileView:
    """Import one file by one source.

    Args:
        ledger: The run it belongs to.
        item: The file.
        source: What reads it.
        place: What the user named: the file, or the folder or zip it lies in.
    """
    mark = fingerprint(item, outer_of(place))
    with ledger.writing() as tx:
        answers = answers_of(tx, source.name)
        earlier = tx.files.unchanged(mark, source.name, source.version)
        if earlier is not None and answers.still(earlier.asked):
            ledger.change = ledger.change or earlier.change
            ledger.unchanged.add(earlier.id)
            return file_view(item.path, source.name, Tally.again(earlier))
        row = tx.files.unfinished(mark, source.name, source.version)
        if row is None or not answers.still(row.asked):
            row = _begin(ledger, tx, item, source, mark)
        known = tx.records.known_raw(source.family, reader_version=source.version)
        here = tx.records.raws_at(item.path, source.name) if item.leaves is not None else ()
    ledger.change = ledger.change or row.change
    ledger.has_mail |= source.family == MAIL
    answers.asked.update(row.asked)
    task = _Task(item=replace(item, answers=answers), source=source, row=row, answers=answers, place=place, here=here)
    tally = _read(ledger, task, known=known)
    return file_view(item.path, source.name, tally, note=GOES_ON if ledger.stopped else None)


def read_before(ledger: Ledger, mark: str, sources: Sequence[FileSource]) -> FileSource | None:
    """Return the source that read this very file before, so that nobody has to recognise it again.

    Args:
        ledger: The run it belongs to.
        mark: The file's fingerprint.
        sources: What can read.
    """
    with ledger.writing() as tx:
        found = tx.files.reader_of(mark)
    return next((source for source in sources if (source.name, source.version) == found), None)


def outer_of(place: Path | Arrival) -> Path | None:
    """Return the file on disk that items found at a place are or lie in; None for those of a folder."""
    path = lies(place)
    return path if path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One file to read, with the row that says how far it is and what was looked up of the user's answers.

    Of a folder that is read as one, `here` tells what earlier readings of it found: they go on standing for that, so
    that 200,000 mails are not noted anew each time one arrives.
    """

    item: Item
    source: FileSource
    row: FileRow
    answers: Answers
    place: Path | Arrival
    here: Container[int]


def _begin(ledger: Ledger, tx: Writing, item: Item, source: FileSource, mark: str) -> FileRow:
    goes_on = ledger.changed or tx.meta.get(UNSETTLED) == ledger.change
    if ledger.change is None or not goes_on:
        what = (item.container or item.path).split("/")[0]
        ledger.change = tx.changes.open("import", f"Imported {what}", ledger.network.now)
    ledger.changed = True
    return tx.files.get(tx.files.begin(ledger.change, item.path, source.name, mark, source.version))


def _read(ledger: Ledger, task: _Task, *, known: Container[int]) -> Tally:
    """Read one file batch by batch; returns its final tally."""
    item, row, asked = task.item, task.row, task.answers.asked
    ledger.changed = True
    began = time.monotonic()
    tally = Tally.of(row) if row.offset else Tally()  # else it starts anew
    reading = Reading(task.source, item, offset=row.offset, known=known)
    for batch in reading.batches():
        offset = resume_of(batch[-1]) or 0
        with ledger.writing() as tx:
            tally = _keep(tx, task, batch, tally)
            tx.files.progress(row.id, offset, tally.stored(), tally.problems, asked=asked)
            tx.meta.set(UNSETTLED, row.change)
        settle_early(ledger)
        ledger.tell(
            Progress(
                path=item.path,
                offset=offset,
                size=item.size,
                read=tally.read,
                begun=row.offset,
                seconds=time.monotonic() - began,
                back_to=reading.back_to(offset),
                settled=ledger.settled,
            )
        )
        if ledger.stopped:
            return tally
    with ledger.writing() as tx:
        if reading.failed:  # from its start, the next time it is imported
            tx.files.progress(row.id, 0, tally.stored(), tally.problems, asked=asked)
        else:
            origin = origin_of(task.place, item) if tally.held else ""
            tx.files.finish(row.id, tally.stored(), tally.problems, asked=asked, origin=origin)
    return tally


def _keep(tx: Writing, task: _Task, batch: tuple[Read, ...], tally: Tally) -> Tally:
    row, source = task.row, task.source
    sighted = [one for one in batch if isinstance(one, Sighted)]
    raws = [one.raw for one in batch if isinstance(one, Known)]
    known = [raw for raw in raws if raw not in task.here]
    kept = len(raws) - len(known)
    added = tx.records.add(row.id, source.name, source.family, sighted)
    problems = [*(one for one in batch if isinstance(one, Problem)), *forgotten(added)]
    seen = tx.records.saw(row.id, known)
    return replace(
        tally.with_problems(problems),
        read=tally.read + len(batch),
        new=tally.new + added.new,
        same=tally.same + added.same + seen + kept,
        kept=tally.kept + kept,
        merged=tally.merged + added.merged,
    )
