"""Import: files, folders and zips become records; everything derived from them follows.

Records are added in batches; each batch and the offset reached are one transaction, so that a killed
import goes on where it stopped. A file that was read before and has not changed is not read again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from kithly.app.fingerprint import fingerprint
from kithly.app.import_reading import Reading, resume_of
from kithly.app.import_report import UNSETTLED, Tally, file_view, hints, shortened, totals_of
from kithly.app.network import Network
from kithly.app.refresh import count_interactions, refresh
from kithly.app.twins import keep_twins
from kithly.app.unread import unread
from kithly.app.views import BeforeAfter, FileView, ImportView
from kithly.errors import KithlyError, NotFound, SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources import FileSource, Item, Known, items
from kithly.store import ChangeId, FileRow, Store, Writing

MAIL = "mail"  # family of the sources after which people stand under several addresses


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far an import is.

    Attributes:
        path: The file being read, as shown.
        offset: Bytes read of it.
        size: Its bytes.
        read: Records read of it.
    """

    path: str
    offset: int
    size: int
    read: int


Report = Callable[[Progress], None]


def import_paths(
    network: Network,
    paths: Sequence[Path],
    *,
    source: str | None = None,
    dry_run: bool = False,
    report: Report | None = None,
) -> ImportView:
    """Import everything in the given files, folders and zips.

    Args:
        network: Where to.
        paths: What to read.
        source: Read as this source instead of recognising; None to recognise by content.
        dry_run: Count what would happen, keep nothing.
        report: Called after each batch.

    Returns:
        Counts that add up, for each file and in all.

    Raises:
        NotFound: ``source`` is no source.
        StoreBusy: Another import runs.
    """
    began = time.monotonic()
    chosen = _sources(network, source)
    with network.store.import_lock(), _ledger(network, dry_run=dry_run) as ledger:
        people, interactions = _sizes(ledger)
        views = tuple(_import_path(ledger, path, chosen, force=source is not None, report=report) for path in paths)
        files = tuple(view for group in views for view in group)
        advice = _settle(ledger)
        after_people, after_interactions = _sizes(ledger)
    return ImportView(
        import_=None if dry_run else ledger.change,
        files=files,
        totals=totals_of(files),
        people=BeforeAfter(before=people, after=after_people),
        interactions=BeforeAfter(before=interactions, after=after_interactions),
        seconds=round(time.monotonic() - began, 3),
        dry_run=dry_run,
        hints=advice,
    )


def _sources(network: Network, name: str | None) -> tuple[FileSource, ...]:
    known = network.sources()
    if name is None:
        return known
    chosen = tuple(source for source in known if source.name == name)
    if not chosen:
        raise NotFound("source", name, hint="Known sources: " + ", ".join(source.name for source in known))
    return chosen


@dataclass(slots=True)
class _Ledger:
    """One run of an import: where it writes, under which change, and what it touched."""

    network: Network
    writing: Callable[[], AbstractContextManager[Writing]]
    change: ChangeId | None = None
    changed: bool = False
    has_mail: bool = False


@contextmanager
def _ledger(network: Network, *, dry_run: bool) -> Iterator[_Ledger]:
    """Give a ledger that writes batch by batch or, for a dry run, into one transaction taken back."""
    store: Store = network.store
    if not dry_run:
        yield _Ledger(network=network, writing=store.transaction)
        return
    with store.rehearsal() as tx:
        yield _Ledger(network=network, writing=lambda: nullcontext(tx))


def _sizes(ledger: _Ledger) -> tuple[int, int]:
    with ledger.writing() as tx:
        return tx.people.count(), count_interactions(tx)


def _settle(ledger: _Ledger) -> tuple[str, ...]:
    """Bring everything derived up to date and say what the user should know."""
    with ledger.writing() as tx:
        if ledger.changed or tx.meta.get(UNSETTLED):
            refresh(tx, now=ledger.network.now)
            tx.meta.set(UNSETTLED, "")
        twins = keep_twins(tx) if ledger.changed and ledger.has_mail else 0
        return hints(tx, twins=twins)


def _import_path(
    ledger: _Ledger, path: Path, sources: tuple[FileSource, ...], *, force: bool, report: Report | None
) -> tuple[FileView, ...]:
    """Import one path the user named; a path that cannot be opened is a file with a note."""
    try:
        found = tuple(items(path))
    except KithlyError as error:
        return (file_view(str(path), None, Tally(), note=f"{error} {error.hint}".strip()),)
    if not found:
        return (file_view(str(path), None, Tally(), note="there is no file in it"),)
    outer = path if path.is_file() else None
    return shortened(_import_item(ledger, item, sources, outer=outer, force=force, report=report) for item in found)


def _import_item(
    ledger: _Ledger,
    item: Item,
    sources: tuple[FileSource, ...],
    *,
    outer: Path | None,
    force: bool,
    report: Report | None,
) -> FileView:
    try:
        source = sources[0] if force else _recognise(item, sources)
        if source is None:
            return file_view(item.path, None, Tally(), note=_unread(item, sources))
        return _import_file(ledger, item, source, outer=outer, report=report)
    except SourceFormatError as error:
        return file_view(item.path, None, Tally(), note=f"{error} {error.hint}".strip())
    except OSError as error:
        return file_view(item.path, None, Tally(), note=f"cannot be read: {error.strerror or error}")


def _recognise(item: Item, sources: tuple[FileSource, ...]) -> FileSource | None:
    return next((source for source in sources if source.recognises(item)), None)


def _unread(item: Item, sources: tuple[FileSource, ...]) -> str:
    """Say why a file was not read: a source may know it and not want it."""
    for source in sources:
        not_read = getattr(source, "not_read", None)
        reason = not_read(item) if not_read else None
        if reason:
            return str(reason)
    return unread(item)


def _import_file(
    ledger: _Ledger, item: Item, source: FileSource, *, outer: Path | None, report: Report | None
) -> FileView:
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
    tally = _read(ledger, item, source, row, known=known, report=report)
    return file_view(item.path, source.name, tally)


def _begin(ledger: _Ledger, tx: Writing, item: Item, source: FileSource, mark: str) -> FileRow:
    goes_on = ledger.changed or tx.meta.get(UNSETTLED) == ledger.change
    if ledger.change is None or not goes_on:
        what = (item.container or item.path).split("/")[0]
        ledger.change = tx.changes.open("import", f"Imported {what}", ledger.network.now)
    ledger.changed = True
    return tx.files.get(tx.files.begin(ledger.change, item.path, source.name, mark, source.version))


def _read(
    ledger: _Ledger,
    item: Item,
    source: FileSource,
    row: FileRow,
    *,
    known: Container[int],
    report: Report | None,
) -> Tally:
    """Read one file batch by batch; returns its final tally."""
    ledger.changed = True
    tally = Tally.of(row) if row.offset else Tally()  # else it starts anew
    reading = Reading(source, item, offset=row.offset, known=known)
    for batch in reading.batches():
        with ledger.writing() as tx:
            tally = _keep(tx, row, source, batch, tally)
            offset = resume_of(batch[-1])
            tx.files.progress(row.id, offset or 0, tally.counts(), tally.problems)
            tx.meta.set(UNSETTLED, row.change)
        if report:
            report(Progress(path=item.path, offset=offset or 0, size=item.size, read=tally.read))
    with ledger.writing() as tx:
        if reading.failed:  # from its start, the next time it is imported
            tx.files.progress(row.id, 0, tally.counts(), tally.problems)
        else:
            tx.files.finish(row.id, tally.counts(), tally.problems)
    return tally


def _keep(
    tx: Writing, row: FileRow, source: FileSource, batch: tuple[Sighted | Known | Problem, ...], tally: Tally
) -> Tally:
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
