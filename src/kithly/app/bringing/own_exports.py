"""An export of Kithly's own is no source: it is a whole network, and its files say once more what its lines say."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from kithly.sources import Item

MANIFEST: Final = "export.json"
SCHEMA: Final = "kithly/export/1"
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


def exports_among(found: Iterable[Item]) -> tuple[str, ...]:
    """Return how the paths of files begin that lie in exports of Kithly's, in folders or zips among others."""
    manifests = (one for one in found if one.path == MANIFEST or one.path.endswith(f"/{MANIFEST}"))
    return tuple(one.path.removesuffix(MANIFEST) for one in manifests if _is_ours(one.head(BEGINS)))


def _is_ours(data: bytes) -> bool:
    return f'"schema": "{SCHEMA.rsplit("/", 1)[0]}/'.encode() in data
