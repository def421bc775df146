"""Exporting everything: written whole into an unfinished folder, and named in one step."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

from kithly.app.figures import counted, megabytes
from kithly.app.network import Network
from kithly.app.owning.export.calendar import events
from kithly.app.owning.export.cells import BOM, Row, lines_of, safe
from kithly.app.owning.export.gathered import Gathered, gather, ties_of
from kithly.app.owning.export.lines import put_lines, put_manifest
from kithly.app.owning.export.mail import is_mail, mail
from kithly.app.owning.export.people import cards
from kithly.app.owning.export.readme import SAYS, readme
from kithly.app.owning.export.shelf import Put, Shelf
from kithly.app.owning.export.tables import happened_rows, note_rows, people_rows, sent_rows
from kithly.app.views.owning import ExportFileView, ExportView
from kithly.errors import Conflict, SettingsError, UserError
from kithly.records import Message
from kithly.store import Reading
from kithly.store.archives.making import told_of
from kithly.store.archives.placing import room_in
from kithly.ties import Tie
from kithly.transport.whole_files import FOLDER_MODE, name_it, sync_folder

PARTS: Final = tuple(SAYS)  # people, calendar, mail, tables, lines
PACKED: Final = ".zip"
_INSIDE, _WHOLE = "export", "whole.zip"
_HAPPENED: Final = ("message", "gesture", "meeting")
SECRETS: Final = "Passwords and keys are in no export."


def export(network: Network, target: Path | None = None, *, only: Collection[str] = ()) -> ExportView:
    """Write everything that is kept into files other programs read; no network is asked.

    Args:
        network: Whose.
        target: A folder that does not exist yet, or a new file that ends in ``.zip``; None for a folder of a new name
            in the present one.
        only: Some of `PARTS`; empty for all.

    Raises:
        Conflict: There is something of that name.
        SettingsError: There is no such part.
        UserError: It cannot be written, or the disk is full; then nothing is left there.
    """
    parts = _parts(only)
    path = _target(network, target)
    ties = ties_of(network) if "tables" in parts else {}
    database = network.store.file or path
    with told_of(database, path.parent), room_in(path.parent) as room:
        shelf = Shelf(folder=room / _INSIDE)
        shelf.folder.mkdir(mode=FOLDER_MODE)
        with network.store.reading() as kept:
            _fill(shelf, network, kept, parts, ties)
        _place(shelf, room, path, network)
    return _view(path, shelf.files, parts)


def packed(network: Network) -> IO[bytes]:
    """Return everything as one file without a name, at its beginning; whoever asked closes it, and it is gone.

    Args:
        network: Whose.

    Raises:
        UserError: The disk of the data folder is full.
    """
    folder, ties = network.settings.folder, ties_of(network)
    with ExitStack() as stack:
        stream = stack.enter_context(TemporaryFile(dir=folder))
        with told_of(network.store.file or folder, folder), room_in(folder) as room:
            shelf = Shelf(folder=room / _INSIDE)
            shelf.folder.mkdir(mode=FOLDER_MODE)
            with network.store.reading() as kept:
                _fill(shelf, network, kept, PARTS, ties)
            shelf.pack_into(stream, network.now.astimezone(network.zone))
        stream.seek(0)
        stack.pop_all()
        return stream


def export_name(network: Network) -> str:
    """Return what a new export is called."""
    return f"kithly-export-{network.now.astimezone(network.zone):%Y-%m-%d-%H%M%S}"


def _parts(only: Collection[str]) -> tuple[str, ...]:
    strange = sorted(set(only) - set(PARTS))
    if strange:
        raise SettingsError("only", f"There is no part called {strange[0]}.", hint=f"One of {', '.join(PARTS)}.")
    return tuple(part for part in PARTS if not only or part in only)


def _target(network: Network, target: Path | None) -> Path:
    """Return where an export shall lie; nothing lies there yet."""
    path = (Path(export_name(network)) if target is None else target.expanduser()).absolute()
    if path.exists() or path.is_symlink():
        message = f"There is something at {path} already, and no export is written over it."
        raise Conflict("export", str(path), message=message, hint="Name another: kithly export PATH")
    if not path.parent.is_dir():
        raise UserError(f"There is no folder {path.parent}.", hint="Make it first, then: kithly export PATH")
    if path.parent.resolve().is_relative_to(network.settings.folder.resolve()):
        raise UserError("That is in the data folder, which holds nothing but Kithly's own.", hint="kithly export PATH")
    return path


def _fill(
    shelf: Shelf, network: Network, kept: Reading, parts: tuple[str, ...], ties: Mapping[str, Tie | None]
) -> None:
    gathered = gather(network, ties, kept)
    put: Mapping[str, Callable[[], None]] = {
        "people": lambda: _put(shelf, "people.vcf", cards(gathered, kept)),
        "calendar": lambda: _put_calendar(shelf, gathered, kept),
        "mail": lambda: _put(shelf, "mail.mbox", _mails(kept)),
        "tables": lambda: _put_tables(shelf, gathered, kept),
        "lines": lambda: put_lines(shelf, kept),
    }
    for part in parts:
        put[part]()
    with shelf.put("README.txt") as writer:
        writer.add(readme(parts))
    put_manifest(shelf, kept, network.now)


def _put(shelf: Shelf, name: str, things: Iterable[bytes]) -> None:
    with shelf.put(name) as writer:
        for one in things:
            writer.add(one)


def _put_calendar(shelf: Shelf, gathered: Gathered, kept: Reading) -> None:
    with shelf.put("calendar.ics") as writer:
        for one in events(gathered, kept.each_record(("meeting",))):
            writer.add(one, counts=int(one.startswith(b"BEGIN:VEVENT")))


def _mails(kept: Reading) -> Iterable[bytes]:
    stored = (one.record for one in kept.each_record(("message",)))
    return (mail(one) for one in stored if isinstance(one, Message) and is_mail(one))


def _put_tables(shelf: Shelf, gathered: Gathered, kept: Reading) -> None:
    """Write each table twice: exact, and safe for spreadsheets."""
    tables: Mapping[str, Callable[[], Iterable[Row]]] = {
        "people": lambda: people_rows(gathered),
        "happened": lambda: happened_rows(gathered, kept.each_record(_HAPPENED)),
        "notes": lambda: note_rows(gathered),
        "sent": lambda: sent_rows(gathered, kept),
    }
    for name, rows in tables.items():
        with shelf.put(f"tables/{name}.csv") as plain, shelf.put(f"spreadsheets/{name}.csv") as guarded:
            guarded.add(BOM, counts=0)
            for number, row in enumerate(rows()):
                plain.add(next(iter(lines_of([row]))), counts=int(number > 0))
                guarded.add(next(iter(lines_of([[safe(cell) for cell in row]]))), counts=int(number > 0))


def _place(shelf: Shelf, room: Path, path: Path, network: Network) -> None:
    """Give the export its name.

    Raises:
        Conflict: Somebody was faster.
    """
    try:
        if path.suffix.lower() == PACKED:
            shelf.pack(room / _WHOLE, network.now.astimezone(network.zone))
            name_it(room / _WHOLE, path)
            return
        shelf.sync()
        path.mkdir(mode=FOLDER_MODE)  # refuses what is there; renaming a folder would replace an empty one
        shelf.folder.rename(path)
        sync_folder(path.parent)
    except FileExistsError:
        message = f"There is something at {path} already, and no export is written over it."
        raise Conflict("export", str(path), message=message, hint="Name another: kithly export PATH") from None


def _view(path: Path, files: list[Put], parts: tuple[str, ...]) -> ExportView:
    found = {one.name: one for one in files}
    size = path.stat().st_size if path.is_file() else sum(one.size for one in files)
    told = [
        counted(found[name].count, *words)
        for name, words in (
            ("people.vcf", ("card",)),
            ("calendar.ics", ("appointment",)),
            ("mail.mbox", ("mail",)),
            ("lines/records.jsonl", ("record",)),
        )
        if name in found
    ]
    back = f"kithly import {shlex.quote(str(path))} --data NEW_FOLDER" if "lines" in parts else ""
    return ExportView(
        path=str(path),
        bytes=size,
        files=tuple(ExportFileView(name=one.name, count=one.count, bytes=one.size, sha256=one.sha256) for one in files),
        left_out=(SECRETS,),
        text=f"{', '.join(told) or counted(len(files), 'file')}: {megabytes(size)}.",
        next=back,
    )
