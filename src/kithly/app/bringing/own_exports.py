"""What Kithly wrote itself is no source: an export or a backup is a whole network.

The files of an export say once more what its lines say; a backup is opened by restoring it.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from shlex import quote
from typing import Final

from kithly.sources import Item
from kithly.store.archives import manifest

MANIFEST: Final = "export.json"
SCHEMA: Final = "kithly/export_manifest/1"  # not that of the answer of `kithly export`, which somebody may have kept
OURS: Final = re.compile(rb'\s*\{\s*"schema":\s*"kithly/(?:export_manifest/\d+|export/1)",\s*"form":\s*\d')
"""How a manifest begins; before it had a name of its own it bore that of the answer, which tells of no form."""
BEGINS: Final = 4_096  # bytes of the manifest that tell
BROKEN: Final = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, KeyError, NotImplementedError)


def is_export(path: Path) -> bool:
    """Say whether a path is an export of Kithly's, whole or not."""
    try:
        if path.is_dir():
            with (path / MANIFEST).open("rb") as stream:
                return _is_ours(stream.read(BEGINS))
        if not path.is_file() or not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as archive, archive.open(MANIFEST) as stream:
            return _is_ours(stream.read(BEGINS))
    except (OSError, ValueError, *BROKEN):
        return False


def is_backup(path: Path) -> bool:
    """Say whether a path is a backup of Kithly's, whole or not."""
    try:
        if not path.is_file() or not zipfile.is_zipfile(path):
            return False
        with zipfile.ZipFile(path) as archive, archive.open(manifest.MANIFEST) as stream:
            return f'"schema": "{manifest.FAMILY}/'.encode() in stream.read(BEGINS)
    except (OSError, ValueError, *BROKEN):
        return False


def own_words(path: Path, shown: str) -> str:
    """Return why what Kithly wrote itself is not read as a source; nothing of any other path.

    Args:
        path: Where it lies.
        shown: What the user knows it by.
    """
    if is_export(path):
        return f"an export of Kithly's is a network of its own: kithly import {quote(shown)} --data NEW_FOLDER"
    if is_backup(path):
        return f"a backup of Kithly's is a network of its own: kithly restore {quote(shown)} --to NEW_FOLDER"
    return ""


def exports_among(found: Iterable[Item]) -> tuple[str, ...]:
    """Return how the paths of files begin that lie in exports of Kithly's, in folders or zips among others."""
    manifests = (one for one in found if one.path == MANIFEST or one.path.endswith(f"/{MANIFEST}"))
    return tuple(one.path.removesuffix(MANIFEST) for one in manifests if _is_ours(one.head(BEGINS)))


def _is_ours(data: bytes) -> bool:
    return OURS.match(data) is not None
