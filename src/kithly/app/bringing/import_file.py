"""Importing one file: batch by batch, from where it was left, and not at all if nothing changed."""

from __future__ import annotations

import time
from collections.abc import Container
from dataclasses import replace
from pathlib import Path

from kithly.app.bringing.fingerprint import fingerprint
from kithly.app.bringing.import_ledger import Ledger, settle_early
from kithly.app.bringing.import_progress import Progress
from kithly.app.bringing.import_reading import Read, Reading, resume_of
from kithly.app.bringing.import_report import Tally, file_view
from kithly.app.derived.refresh import UNSETTLED
from kithly.app.views import FileView
from kithly.records import Problem, Sighted
from kithly.sources import FileSource, Item, Known
from kithly.store import FileRow, Writing

MAIL = "mail"  # family of the sources after which people stand under several addresses
GOES_ON = "stopped here; import it again: it goes on where it stopped"


def import_file(ledger: Ledger, item: Item, source: FileSource, *, outer: Path | None) -> FileView:
    """Import one file by one source.

    Args:
        ledger: The run it belongs to.
        item: The file.
        source: What reads it.
        outer: The file on disk it is or lies in; None for files of a folder.
    """
    mark = fingerprint(item, outer)
    with ledger.writing() as tx:
        earlier = tx.files.unchanged(mark, source.name, source.version)
        if earlier is not None:
            ledger.change = ledger.change or earlier.change
            return file_view(item.path, source.name, Tally.again(earlier))
        row = tx.files.unfinished(mark, source.name, source.version) or _begin(ledger, tx, item, source, mark)
        known = tx.records.known_raw(source.family)
    ledger.change = ledger.change or row.change
    ledger.has_mail |= source.family == MAIL
    tally = _read(ledger, item, source, row, known=known)
    return file_view(item.path, source.name, tally, note=GOES_ON if ledger.stopped else None)


def _begin(ledger: Ledger, tx: Writing, item: Item, source: FileSource, mark: str) -> FileRow:
    goes_on = ledger.changed or tx.meta.get(UNSETTLED) == ledger.change
    if ledger.change is None or not goes_on:
        what = (item.container or item.path).split("/")[0]
        ledger.change = tx.changes.open("import", f"Imported {what}", ledger.network.now)
    ledger.changed = True
    return tx.files.get(tx.files.begin(ledger.change, item.path, source.name, mark, source.version))


def _read(ledger: Ledger, item: Item, source: FileSource, row: FileRow, *, known: Container[int]) -> Tally:
    """Read one file batch by batch; returns its final tally."""
    ledger.changed = True
    began = time.monotonic()
    tally = Tally.of(row) if row.offset else Tally()  # else it starts anew
    reading = Reading(source, item, offset=row.offset, known=known)
    for batch in reading.batches():
        offset = resume_of(batch[-1]) or 0
        with ledger.writing() as tx:
            tally = _keep(tx, row, source, batch, tally)
            tx.files.progress(row.id, offset, tally.counts(), tally.problems)
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
            tx.files.progress(row.id, 0, tally.counts(), tally.problems)
        else:
            tx.files.finish(row.id, tally.counts(), tally.problems)
    return tally


def _keep(tx: Writing, row: FileRow, source: FileSource, batch: tuple[Read, ...], tally: Tally) -> Tally:
    sighted = [one for one in batch if isinstance(one, Sighted)]
    known = [one.raw for one in batch if isinstance(one, Known)]
    problems = [one for one in batch if isinstance(one, Problem)]
    added = tx.records.add(row.id, source.name, source.family, sighted)
    seen = tx.records.saw(row.id, known)
    return replace(
        tally.with_problems(problems),
        read=tally.read + len(batch),
        new=tally.new + added.new,
        same=tally.same + added.same + seen,
        merged=tally.merged + added.merged,
    )
