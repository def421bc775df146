"""Verifying a backup: every byte against its sum, then a real restore into a folder that goes again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kithly.app.network import system_zone
from kithly.app.owning.making import made_view
from kithly.app.owning.proving import must_be_backup, must_be_known, prove
from kithly.app.views.owning import BackupView
from kithly.store.archives.making import told_of
from kithly.store.archives.placing import room_in
from kithly.store.archives.reading import read_manifest, take_out
from kithly.transport.whole_files import FOLDER_MODE


def verify(path: Path) -> BackupView:
    """Prove a backup by restoring it: nothing of yours is touched, and nothing is left of it.

    Args:
        path: The backup.

    Raises:
        NotFound: There is no such file.
        SchemaTooNew: A newer Kithly made it.
        StoreDamaged: It is damaged; the sentence names what.
        StoreError: A newer Kithly made it.
        UserError: There is no room, or it is an export.
    """
    whole = path.expanduser().absolute()
    must_be_backup(whole)
    said = read_manifest(whole)
    must_be_known(said)
    place = _place(whole.parent)
    with told_of(whole, place, need=said.size), room_in(place) as room:
        folder = room / "network"
        folder.mkdir(mode=FOLDER_MODE)
        manifest = take_out(whole, folder)
        compared = prove(folder, manifest, str(whole))
    return made_view(whole, manifest, system_zone(), left=(), compared=compared)


def _place(beside: Path) -> Path:
    """Return where to restore for a moment: beside the backup, or where the system keeps such things."""
    try:
        with tempfile.TemporaryFile(dir=beside):
            return beside
    except OSError:
        return Path(tempfile.gettempdir())
