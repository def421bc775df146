"""A file's fingerprint: enough to know that it has not changed without reading it again."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

from kithly.sources.base import Item, Siblings

TELLING = (".csv", ".json")  # endings of files by which the others of their folder are understood
ENDS = 65_536  # bytes of head and of tail that go into the fingerprint


def fingerprint(item: Item, outer: Path | None) -> str:
    """Return the fingerprint of an item.

    Args:
        item: The file, or the member of a zip.
        outer: The file on disk the item is or lies in; None for files of a folder.

    Returns:
        Hexadecimal hash of name, size, time, mark and the ends of the file (of the zip for members). Where it
        lies does not count. Times count by the second: a browser tells no more of a file's time, and rounds it.
    """
    digest = blake2b(digest_size=16)
    changed = int(item.modified.timestamp())
    digest.update(f"{item.name}|{item.size}|{changed}|{item.mark}|".encode("utf-8", "replace"))
    if outer is None and item.leaves is not None:
        return digest.hexdigest()  # its mark tells of every file in it, and what lies beside it does not matter
    if outer is None:
        digest.update(item.head(ENDS))
        digest.update(item.siblings.once("fingerprint", lambda: _all_of(item.siblings)))
        return digest.hexdigest()
    status = outer.stat()
    digest.update(f"{status.st_size}|{int(status.st_mtime)}|".encode())
    with outer.open("rb") as stream:
        digest.update(stream.read(ENDS))
        stream.seek(max(0, status.st_size - ENDS))
        digest.update(stream.read(ENDS))
    return digest.hexdigest()


def _all_of(siblings: Siblings) -> bytes:
    """Return a hash of the names and sizes of what in a whole folder may tell something of its other files."""
    digest = blake2b(digest_size=16)
    telling = (one for one in siblings.items() if one[0].lower().endswith(TELLING))
    for name, sibling in sorted(telling):
        digest.update(f"{name}|{sibling.size}|".encode("utf-8", "replace"))
    return digest.digest()
