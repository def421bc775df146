"""Taking an export in: into an empty network, all of it or nothing."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from pathlib import Path
from shlex import quote
from typing import Final

from kithly.app.derived.refresh import count_interactions, refresh
from kithly.app.network import Network
from kithly.app.owning.export.opening import AGAIN, SOURCE, Export, open_export
from kithly.app.owning.restoring import let_nothing_happen_twice
from kithly.app.views import BeforeAfter, CountsView, FileView, ImportView
from kithly.errors import Conflict, SourceFormatError
from kithly.store import Reading, Writing
from kithly.store.interchange.nouns import NOUNS

WHOLE: Final = (
    "It is a whole network with its changes, each of which can be taken back; to be rid of all, delete the folder."
)


def take_in(network: Network, path: Path, *, dry_run: bool = False) -> ImportView:
    """Take everything in that an export holds.

    Args:
        network: An empty one.
        path: A folder or zip that `export` wrote.
        dry_run: Count what would happen, keep nothing.

    Raises:
        Conflict: Something was brought or said here before.
        SourceFormatError: The export is damaged, or of a newer Kithly; nothing is kept then.
        StoreBusy: An import runs.
    """
    began = time.monotonic()
    found = open_export(path)
    with network.store.import_lock():
        with network.store.reading() as kept:
            _must_be_empty(kept, network, path)
        found.check()
        writing: AbstractContextManager[Writing] = network.store.rehearsal() if dry_run else network.store.transaction()
        with writing as tx:
            _must_be_empty(tx, network, path)
            words = _take(tx, found, network)
            people, interactions = tx.people.count(), count_interactions(tx)
    counts = CountsView(read=found.tables["records"].count, new=found.tables["records"].count)
    return ImportView(
        import_=None,
        files=(_file(path, counts),),
        totals=counts,
        people=BeforeAfter(before=0, after=people),
        interactions=BeforeAfter(before=0, after=interactions),
        seconds=round(time.monotonic() - began, 3),
        dry_run=dry_run,
        hints=(*words, WHOLE),
    )


def _must_be_empty(kept: Reading, network: Network, path: Path) -> None:
    if not kept.is_empty():
        raise Conflict(
            "network",
            str(network.settings.folder),
            message="An export is a whole network, and there is one here already.",
            hint=f"kithly import {quote(str(path))} --data NEW_FOLDER",
        )


def _take(tx: Writing, found: Export, network: Network) -> tuple[str, ...]:
    """Keep every line, and make what follows from them; return what is other than it was."""
    taking = tx.taking({name: told.count for name, told in found.tables.items()})
    for noun in NOUNS:
        taking.take(noun, found.lines(noun.name))
    taking.finish(found.reached)
    tx.interactions.rebuild()
    try:
        words = let_nothing_happen_twice(tx, network.now)
        refresh(tx, now=network.now)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        # Each line is as it must be, and yet they make no network: somebody else wrote them.
        message = "The export is damaged: its lines do not fit together."
        raise SourceFormatError(SOURCE, str(found.path), message, hint=AGAIN) from error
    return words


def _file(path: Path, counts: CountsView) -> FileView:
    return FileView(
        path=str(path), source=SOURCE, read=counts.read, new=counts.new, same=0, merged=0, held=0, skipped=0
    )
