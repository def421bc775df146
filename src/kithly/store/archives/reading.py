"""Reading a backup that anybody may have changed: what it says, whether it is whole, its files.

Nothing in the archive chooses a name, a place or a size on the disk: files come out under the names this program
knows, no further than the manifest says, and only where there is room for them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kithly.errors import NotFound, StoreDamaged, StoreError, UserError
from kithly.store.archives.manifest import KEPT, MANIFEST, MOST_BYTES, Manifest, Part, from_text, no_backup
from kithly.store.archives.writing import CHUNK, SEAL, SEAL_BYTES, sum_of
from kithly.transport.whole_files import new_file

END, TABLE = "its end", "its table of files"  # parts of an archive that are no file
PACKING = "its packing, not the files in it,"  # bytes that no program needs to take the files out
MOST_TABLE = 4_096  # bytes of the table; one of ours has some 300
MOST_RATIO, SMALL = 100, 64 << 20  # a database is a third of its size when packed; small ones may be empty pages
MARGIN = 16 << 20  # bytes that stay free on a disk
_END_RECORD, _LOCATOR, _END_64 = 22, 20, 56  # bytes of the records at the end of a zip (APPNOTE 4.3.14 to 4.3.16)
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, KeyError, OSError)


def read_manifest(path: Path) -> Manifest:
    """Return what a backup says of itself; its files are not looked at.

    Raises:
        NotFound: There is no such file.
        StoreDamaged: It is no backup, or a damaged one.
        StoreError: A newer Kithly made it.
    """
    with _opened(path) as (_, archive):
        return _manifest(archive, path)


def flaws(path: Path) -> tuple[str, ...]:
    """Name what is not as it was written: files, or parts of the archive itself; empty for a whole one.

    Raises:
        NotFound: There is no such file.
        StoreError: A newer Kithly made it.
    """
    with _readable(path) as stream:
        if not _ends_as_ours(stream):
            return (END,)
        if _is_sealed(stream):
            return ()
    return tuple(_named(path))


def take_out(path: Path, folder: Path) -> Manifest:
    """Write the files of a backup into a folder, each checked against its sum while it comes.

    Raises:
        NotFound: There is no such backup.
        UserError: There is no room.
        StoreDamaged: It is not as it was written; the sentence names what.
        StoreError: A newer Kithly made it, or the disk refused.
    """
    found = flaws(path)
    if found:
        raise damaged(path, found)
    with _opened(path) as (_, archive):
        manifest = _manifest(archive, path)
        _fits(manifest, folder)
        for part in manifest.parts:
            if not _is_taken(archive, part, folder):
                raise damaged(path, (part.name,))
    return manifest


def take_nothing(path: Path) -> Manifest | None:
    """Read every file of a backup to its end, and return what it says of itself; None where a sum is another.

    Raises:
        StoreDamaged: It cannot be read.
    """
    with _opened(path) as (_, archive):
        manifest = _manifest(archive, path)
        return manifest if all(_is_whole(archive, part) for part in manifest.parts) else None


def damaged(path: Path, found: tuple[str, ...]) -> StoreDamaged:
    """Return the error of a backup of which something is not as it was written."""
    named, verb = " and ".join(found), "are" if len(found) > 1 else "is"
    return StoreDamaged(
        f"The backup {path} is damaged: {named} {verb} not as written.",
        hint="Take another one: kithly backup list shows them.",
    )


@contextmanager
def _readable(path: Path) -> Iterator[IO[bytes]]:
    """Open a plain file; nothing that waits or never ends."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotFound("backup", str(path), message=f"{path} is no file.", hint="kithly backup list")
        stream = path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        message = f"There is no file {path}."
        raise NotFound("backup", str(path), message=message, hint="kithly backup list") from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror or error}.", hint="Check who may read it.") from error
    with stream:
        yield stream


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], zipfile.ZipFile]]:
    with _readable(path) as stream:
        if not _ends_as_ours(stream):
            raise no_backup(str(path))
        try:
            archive = zipfile.ZipFile(stream)
        except _BROKEN as error:
            raise damaged(path, (TABLE,)) from error
        with archive:
            yield stream, archive


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        with archive.open(MANIFEST) as stream:
            text = stream.read(MOST_BYTES + 1)
    except _BROKEN as error:
        raise damaged(path, (MANIFEST,)) from error
    if len(text) > MOST_BYTES:
        raise no_backup(str(path))
    manifest = from_text(text, str(path))
    if sorted(archive.namelist()) != sorted([MANIFEST, *(part.name for part in manifest.parts)]):
        raise no_backup(str(path))
    return manifest


def _ends_as_ours(stream: IO[bytes]) -> bool:
    """Say whether a file ends as a backup does: the records of a zip with a small table, and a seal."""
    size = stream.seek(0, os.SEEK_END)
    known = SEAL_BYTES + _END_RECORD
    stream.seek(max(size - known - _LOCATOR - _END_64, 0))
    tail = stream.read()
    end = tail[-known:]
    if len(tail) < known or end[:4] != b"PK\x05\x06" or not end[_END_RECORD:].startswith(SEAL):
        return False
    count, table = struct.unpack("<HL", end[10:16])
    before = tail[:-known]
    if before[-_LOCATOR:][:4] == b"PK\x06\x07":  # larger than four gigabytes: the numbers stand once more
        far = before[:-_LOCATOR][-_END_64:]
        if len(far) < _END_64 or far[:4] != b"PK\x06\x06":
            return False
        count, table = struct.unpack("<QQ", far[32:48])
    is_small = count <= len(KEPT) + 1 and table <= MOST_TABLE
    return bool(is_small and struct.unpack("<H", end[20:22])[0] == SEAL_BYTES)


def _is_sealed(stream: IO[bytes]) -> bool:
    end = stream.seek(0, os.SEEK_END) - SEAL_BYTES
    stream.seek(0)
    digest = sum_of(stream, end)
    stream.seek(end)
    return stream.read() == SEAL + digest.encode("ascii")


def _named(path: Path) -> Iterator[str]:
    """Yield what is damaged in an archive whose seal is broken."""
    try:
        with _opened(path) as (_, archive):
            manifest = _manifest(archive, path)
            found = [part.name for part in manifest.parts if not _is_whole(archive, part)]
    except StoreDamaged as error:
        yield MANIFEST if MANIFEST in str(error) else TABLE
        return
    yield from found or (PACKING,)


def _is_whole(archive: zipfile.ZipFile, part: Part) -> bool:
    digest = hashlib.sha256()
    for chunk in _chunks(archive, part):
        digest.update(chunk)
    return digest.hexdigest() == part.sha256


def _chunks(archive: zipfile.ZipFile, part: Part) -> Iterator[bytes]:
    """Yield the bytes of a file as far as they can be read, and of what follows its size no more than shows it."""
    if part.size > max(SMALL, MOST_RATIO * archive.getinfo(part.name).compress_size):
        return
    left = part.size + 1
    try:
        with archive.open(part.name) as stream:
            while left > 0 and (chunk := stream.read(min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
    except _BROKEN:
        return


def _fits(manifest: Manifest, folder: Path) -> None:
    """Refuse what would fill the disk."""
    need, free = manifest.size + MARGIN, shutil.disk_usage(folder).free
    if need > free:
        raise UserError(
            f"This backup needs {need // 1_000_000:,} MB in {folder.parent}, and {free // 1_000_000:,} MB are free.",
            hint="Free some space, or name a folder on another disk with --to.",
        )


def _is_taken(archive: zipfile.ZipFile, part: Part, folder: Path) -> bool:
    """Write one file, and say whether it came as it was written."""
    digest = hashlib.sha256()
    with os.fdopen(new_file(folder / part.name), "wb") as out:
        for chunk in _chunks(archive, part):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest() == part.sha256
