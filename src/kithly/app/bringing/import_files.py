"""Import: files, folders and zips become records; everything derived from them follows.

Records are added in batches; each batch and the offset reached are one transaction, so that a killed
import goes on where it stopped. A file that was read before and has not changed is not read again. What
is derived follows at the end and, in a long import, at growing intervals before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kithly.app.bringing.columns import NO_TABLE, Said, columns_of, remembered, said_of, taught
from kithly.app.bringing.fingerprint import fingerprint
from kithly.app.bringing.import_file import import_file, outer_of, read_before
from kithly.app.bringing.import_ledger import Ledger, open_ledger, settle, sizes
from kithly.app.bringing.import_progress import Progress, Report
from kithly.app.bringing.import_report import Tally, file_view, shortened, totals_of
from kithly.app.bringing.own_exports import exports_among, own_words
from kithly.app.bringing.passed_over import PassedOver
from kithly.app.bringing.unread import unread
from kithly.app.network import Network
from kithly.app.views import BeforeAfter, FileView, ImportView
from kithly.errors import KithlyError, NotFound, SourceFormatError, UserError
from kithly.sources import Arrival, FileSource, Item, is_binary, items

__all__ = ["Progress", "Report", "import_paths", "recognise", "why_unread"]

NOT_BEGUN = "not begun: stopped before it"
OWN_EXPORT = "an export of Kithly's is a network of its own: kithly import EXPORT --data NEW_FOLDER takes it in"


def import_paths(
    network: Network,
    paths: Sequence[Path | Arrival],
    *,
    source: str | None = None,
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
    report: Report | None = None,
) -> ImportView:
    """Import everything in the given files, folders and zips.

    Args:
        network: Where to.
        paths: What to read.
        source: Read as this source instead of recognising; None to recognise by content.
        columns: What columns of tables hold, by the user's word: field by column; it is remembered.
        dry_run: Count what would happen, keep nothing.
        report: Called after each batch; stops the import by raising `Stopped`.

    Returns:
        Counts that add up, for each file and in all.

    Raises:
        NotFound: ``source`` is no source.
        UserError: No table has the columns that were told of, or there is no such field.
        StoreBusy: Another import runs.
    """
    chosen = _sources(network, source)
    said = said_of(network, columns)
    with network.store.import_lock(), open_ledger(network, dry_run=dry_run, report=report) as ledger:
        view = carry_out(
            ledger, lambda: (_import_path(ledger, path, chosen, force=source is not None, said=said) for path in paths)
        )
    if said is not None and not said.was_used:
        raise UserError(NO_TABLE, hint="Names of columns as in the file: kithly import FILE --dry-run shows them.")
    return view


def carry_out(ledger: Ledger, read: Callable[[], Iterable[tuple[FileView, ...]]]) -> ImportView:
    """Read files, bring everything derived up to date, and say what came of it.

    Args:
        ledger: The run.
        read: Reads, and returns what is shown of the files of one place after the other.
    """
    people, interactions = sizes(ledger)
    files = tuple(view for group in read() for view in group)
    advice = settle(ledger)
    after_people, after_interactions = sizes(ledger)
    return ImportView(
        import_=None if ledger.is_dry else ledger.change,
        files=files,
        totals=totals_of(files),
        people=BeforeAfter(before=people, after=after_people),
        interactions=BeforeAfter(before=interactions, after=after_interactions),
        seconds=round(ledger.seconds(), 3),
        dry_run=ledger.is_dry,
        hints=advice,
        stopped=ledger.stopped,
    )


def _sources(network: Network, name: str | None) -> tuple[FileSource, ...]:
    known = network.sources()
    if name is None:
        return known
    chosen = tuple(source for source in known if source.name == name)
    if not chosen:
        raise NotFound("source", name, hint="Known sources: " + ", ".join(source.name for source in known))
    return chosen


def _import_path(
    ledger: Ledger, path: Path | Arrival, sources: tuple[FileSource, ...], *, force: bool, said: Said | None
) -> tuple[FileView, ...]:
    """Import one path the user named; a path that cannot be opened is a file with a note."""
    arrival = path if isinstance(path, Arrival) else Arrival(path=path, name=str(path))
    if ledger.stopped:
        return (file_view(arrival.name, None, Tally(), note=NOT_BEGUN),)
    ours = own_words(arrival.path, arrival.name)
    if ours:
        return (file_view(arrival.name, None, Tally(), note=ours),)
    try:
        found = tuple(items(path))
    except KithlyError as error:
        return (file_view(arrival.name, None, Tally(), note=f"{error} {error.hint}".strip()),)
    if not found:
        return (file_view(arrival.name, None, Tally(), note="there is no file in it"),)
    inside = exports_among(found)
    told = [file_view(place.rstrip("/") or arrival.name, None, Tally(), note=OWN_EXPORT) for place in inside]
    read = (item for item in found if not item.path.startswith(inside))
    return (
        *told,
        *shortened(import_item(ledger, item, sources, place=path, force=force, said=said) for item in read),
    )


def import_item(
    ledger: Ledger,
    item: Item,
    sources: tuple[FileSource, ...],
    *,
    place: Path | Arrival,
    force: bool = False,
    said: Said | None = None,
) -> FileView:
    """Import one file, or say why it is not read.

    Args:
        ledger: The run it belongs to.
        item: The file.
        sources: What can read.
        place: What the user named: the file, or the folder or zip it lies in.
        force: Read it by the first source, whatever it looks like.
        said: What the user told of columns.
    """
    if ledger.stopped:
        return file_view(item.path, None, Tally(), note=NOT_BEGUN)
    try:
        source = sources[0] if force else _source(ledger, item, sources, place=place, said=said)
        if isinstance(source, str):
            return file_view(item.path, None, Tally(), note=source)
        return _with_columns(ledger, item, source, import_file(ledger, item, source, place=place), said)
    except SourceFormatError as error:
        return file_view(item.path, None, Tally(), note=f"{error} {error.hint}".strip())
    except OSError as error:
        return file_view(item.path, None, Tally(), note=f"cannot be read: {error.strerror or error}")


def _source(
    ledger: Ledger, item: Item, sources: tuple[FileSource, ...], *, place: Path | Arrival, said: Said | None
) -> FileSource | str:
    """Return what reads an item, or why nothing does; what is known of the very file is not found out again."""
    seen = item.looked_at() if item.size else replace(item, begun=b"")
    if not item.size or is_binary(seen.head()):
        return unread(seen)
    mark, passed = fingerprint(seen, outer_of(place)), _passed_over(ledger, sources)
    if said is None and mark in passed.reasons:
        return passed.reasons[mark]
    found = read_before(ledger, mark, sources) if said is None else None
    found = found or _knowing(ledger, seen, sources, said)
    if found is not None:
        return found
    reason = why_unread(seen, sources)
    passed.note(mark, reason)
    return reason


def _passed_over(ledger: Ledger, sources: tuple[FileSource, ...]) -> PassedOver:
    if ledger.passed_over is None:
        with ledger.writing() as tx:
            ledger.passed_over = PassedOver.of(tx, sources)
    return ledger.passed_over


def _knowing(ledger: Ledger, item: Item, sources: tuple[FileSource, ...], said: Said | None) -> FileSource | None:
    """Return the source that knows an item, or the one whose columns the user told of."""
    found = next((source for source in sources if source.recognises(item)), None)
    if said is not None:
        found = taught(ledger, item, found, sources, said)
    if found is not None:
        return found
    with ledger.writing() as tx:
        return remembered(tx, item, sources)


def _with_columns(ledger: Ledger, item: Item, source: FileSource, view: FileView, said: Said | None) -> FileView:
    """Return what is shown of a table, with what its columns are taken for where the user may want to know."""
    if not ledger.is_dry and said is None:
        return view
    with ledger.writing() as tx:
        return replace(view, columns=columns_of(tx, item, source))


def recognise(item: Item, sources: tuple[FileSource, ...]) -> FileSource | None:
    """Return the first source that reads this file, by its content."""
    seen = item.looked_at()
    if is_binary(seen.head()):
        return None
    return next((source for source in sources if source.recognises(seen)), None)


def why_unread(item: Item, sources: tuple[FileSource, ...]) -> str:
    """Say why a file is not read: a source may know it and not want it."""
    seen = item.looked_at()
    for source in () if is_binary(seen.head()) else sources:
        not_read = getattr(source, "not_read", None)
        reason = not_read(seen) if not_read else None
        if reason:
            return str(reason)
    return unread(seen)
