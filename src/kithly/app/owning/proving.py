"""Proof that a backup is worth something: the network in it is opened by the ordinary door, checked and compared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import quote

from kithly.app.bringing.own_exports import is_export
from kithly.errors import SchemaTooNew, StoreBusy, StoreDamaged, StoreError, UserError
from kithly.store import Store
from kithly.store.archives.kept_sums import kept_columns, kept_sums
from kithly.store.archives.making import ran_out
from kithly.store.archives.manifest import DATABASE, Canonical, Manifest
from kithly.store.archives.shape import acts_by_itself, is_ours
from kithly.store.archives.snapshot import contents_of, make_single
from kithly.store.canonical import FORM
from kithly.store.schema import HEAD, REVISIONS

_STRANGE = (StoreError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
OTHERS = "Take another backup: kithly backup list shows them."


def canonical_of(database: Path) -> Canonical:
    """Open a database as any other, check all of it, and return the sum of its canonical dump.

    Raises:
        StoreDamaged: It is not sound.
    """
    with Store.open(database) as store:
        flaws = store.flaws(thorough=True)
        if flaws:
            raise StoreDamaged(f"The database is damaged: {flaws[0]}.", hint="kithly doctor")
        with store.reading() as kept:
            found = Canonical(form=FORM, sha256=kept.canonical_sum())
    make_single(database)
    return found


def must_be_backup(path: Path) -> None:
    """Refuse an export, which is taken in and not restored.

    Raises:
        UserError: It is one.
    """
    if is_export(path):
        raise UserError(
            f"{path} is an export, not a backup: it is taken in by an import.",
            hint=f"kithly import {quote(str(path))} --data NEW_FOLDER",
        )


def prove(folder: Path, manifest: Manifest, name: str) -> bool:
    """Prove that what came out of a backup is what went in; an older database is upgraded by that.

    Args:
        folder: Holds the files that were taken out.
        manifest: What the backup says of itself.
        name: What to call it.

    Returns:
        Whether the whole network was compared; else every row of what is kept was, before and after the upgrade,
        because another Kithly made it.

    Raises:
        SchemaTooNew: A newer Kithly made it.
        StoreDamaged: It is not what went in.
    """
    must_be_known(manifest)
    database, is_same = folder / DATABASE, False
    can_compare = manifest.contents.revision == HEAD and manifest.canonical and manifest.canonical.form == FORM
    with as_damage(other(name)):
        if not acts_by_itself(database) and contents_of(database) == manifest.contents:
            is_same = canonical_of(database) == manifest.canonical if can_compare else _is_kept(database)
            is_same = is_same and is_ours(database)
    if not is_same:
        raise other(name)
    return bool(can_compare)


@contextmanager
def as_damage(told: StoreDamaged) -> Iterator[None]:
    """Raise what a database that is not what it says does to our code as one sentence; no room stays no room.

    Args:
        told: The sentence.

    Raises:
        StoreDamaged: It is not what it says.
    """
    try:
        yield
    except _STRANGE as error:
        if isinstance(error, SchemaTooNew | StoreBusy) or ran_out(error):
            raise
        raise told from error


def must_be_known(manifest: Manifest) -> None:
    """Refuse a backup whose database only a newer Kithly can open.

    Raises:
        SchemaTooNew: It is one.
    """
    if manifest.contents.revision not in REVISIONS:
        raise SchemaTooNew(manifest.contents.revision, HEAD)


def _is_kept(database: Path) -> bool:
    """Upgrade a database, and say whether every row that was kept in it is as it was."""
    columns = kept_columns(database)
    before = kept_sums(database, columns)
    canonical_of(database)
    return kept_sums(database, columns) == before


def other(name: str) -> StoreDamaged:
    """Return the error of a backup that is whole, but holds something else than it says."""
    return StoreDamaged(f"What is in the backup {name} is not what it says.", hint=OTHERS)
