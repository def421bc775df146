"""How backups are called, and those in a folder that Kithly made by itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kithly.errors import KithlyError
from kithly.store.archives.manifest import Manifest, Why
from kithly.store.archives.reading import read_manifest

ENDING = {Why.HAND: "", Why.DAILY: "-daily", Why.UPGRADE: "-before-upgrade"}
_STAMP = "%Y-%m-%d-%H%M%S"
_NAME = re.compile(r"kithly-\d{4}-\d\d-\d\d-\d{6}(-daily|-before-upgrade)?(-\d+)?\.zip")


def new_place(folder: Path, at: datetime, why: Why) -> Path:
    """Return a path for a backup in a folder that nothing lies under: its moment in UTC, and what for."""
    stem = f"kithly-{at.astimezone(UTC).strftime(_STAMP)}{ENDING[why]}"
    path, number = folder / f"{stem}.zip", 2
    while os.path.lexists(path):
        path, number = folder / f"{stem}-{number}.zip", number + 1
    return path


def made_for(folder: Path, why: Why) -> Iterator[tuple[Path, Manifest]]:
    """Yield the backups in a folder that Kithly made for something, as their names and they themselves say.

    What cannot be read is none of them, nor is a link.
    """
    for path in sorted(folder.glob("kithly-*.zip")) if folder.is_dir() else ():
        if _has_our_name(path, why) and path.is_file() and not path.is_symlink():
            with suppress(KithlyError):
                manifest = read_manifest(path)
                if manifest.why is why:
                    yield path, manifest


def _has_our_name(path: Path, why: Why) -> bool:
    found = _NAME.fullmatch(path.name)
    return found is not None and (found[1] or "") == ENDING[why]
