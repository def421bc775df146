"""Proof that a backup is worth something: the network in it is opened by the ordinary door, checked and compared."""

from __future__ import annotations

from pathlib import Path

from kithly.errors import SchemaTooNew, StoreDamaged
from kithly.store import Store
from kithly.store.archives.manifest import DATABASE, Canonical, Contents, Manifest
from kithly.store.archives.shape import acts_by_itself, is_ours
from kithly.store.archives.snapshot import contents_of, make_single
from kithly.store.canonical import FORM
from kithly.store.schema import HEAD, REVISIONS

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


def prove(folder: Path, manifest: Manifest, name: str) -> bool:
    """Prove that what came out of a backup is what went in; an older database is upgraded by that.

    Args:
        folder: Holds the files that were taken out.
        manifest: What the backup says of itself.
        name: What to call it.

    Returns:
        Whether the whole network was compared; else what is kept was counted, because another Kithly made it.

    Raises:
        SchemaTooNew: A newer Kithly made it.
        StoreDamaged: It is not what went in.
    """
    must_be_known(manifest)
    database = folder / DATABASE
    if acts_by_itself(database) or contents_of(database) != manifest.contents:
        raise _other(name)
    found = _opened(database, name)
    if not is_ours(database):
        raise _other(name)
    if manifest.contents.revision == HEAD and manifest.canonical and manifest.canonical.form == FORM:
        if found != manifest.canonical:
            raise _other(name)
        return True
    if _kept(contents_of(database)) != _kept(manifest.contents):
        raise _other(name)
    return False


def must_be_known(manifest: Manifest) -> None:
    """Refuse a backup whose database only a newer Kithly can open.

    Raises:
        SchemaTooNew: It is one.
    """
    if manifest.contents.revision not in REVISIONS:
        raise SchemaTooNew(manifest.contents.revision, HEAD)


def _opened(database: Path, name: str) -> Canonical:
    try:
        return canonical_of(database)
    except StoreDamaged as error:
        raise _other(name) from error


def _kept(held: Contents) -> tuple[int, int]:
    """Return what an upgrade leaves alone; people are derived."""
    return held.records, held.decisions


def _other(name: str) -> StoreDamaged:
    return StoreDamaged(f"What is in the backup {name} is not what it says.", hint=OTHERS)
