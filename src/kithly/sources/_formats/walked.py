"""Walks over a folder the user named: its files one by one, its folders of mails whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from kithly.errors import SourceFormatError
from kithly.sources._formats.mail_folders import (
    MAILDIR,
    MAILS,
    DiskLeaves,
    is_bookkeeping,
    is_hidden_mail,
    mail_files,
    maildir_folders,
)
from kithly.sources._formats.zipped import MAX_ENTRIES, SOURCE

_APPLES = "__MACOSX"  # what a Mac puts beside the files of a zip
_PARTS = frozenset({"cur", "new", "tmp"})

Found = tuple[Path, str, DiskLeaves | None]


def walk(root: Path, onerror: Callable[[OSError], None]) -> Iterator[Found]:
    """Yield regular files of a folder in order of their names, and folders of mails whole; each real folder once.

    Args:
        root: Where to begin.
        onerror: Told of each folder that cannot be listed.

    Raises:
        SourceFormatError: It holds too many files.
    """
    seen: set[tuple[int, int]] = set()
    count = 0
    for folder, folders, files in os.walk(root, onerror=onerror, followlinks=True):
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in seen:
            folders.clear()
            continue
        seen.add((status.st_dev, status.st_ino))
        held = maildir_folders(folder, folders)
        folders[:] = sorted(name for name in folders if _is_entered(folder, name, held))
        yield from _mails(Path(folder), root, held, files)
        for name in sorted(files):
            path = Path(folder) / name
            if not _hidden(name) and path.is_file():
                count += 1
                if count > MAX_ENTRIES:
                    raise SourceFormatError(
                        SOURCE, str(root), f"{root} holds over {MAX_ENTRIES} files.", hint="Name a smaller folder."
                    )
                yield path, path.relative_to(root).as_posix(), None


def _is_entered(folder: str, name: str, held: tuple[str, ...]) -> bool:
    """Say whether the walk goes on into a folder; those that hold a maildir's mails are read with it."""
    if held and name in _PARTS:
        return False
    return not _hidden(name) or (name != _APPLES and is_hidden_mail(folder, name))


def _mails(folder: Path, root: Path, held: tuple[str, ...], files: list[str]) -> Iterator[Found]:
    """Yield the folder itself where it holds mails in files of their own, and take those out of the files."""
    name = folder.relative_to(root).as_posix()
    if held:
        files[:] = [one for one in files if not is_bookkeeping(one)]
        yield folder, name, DiskLeaves(folder, MAILDIR, held)
    single = mail_files(str(folder), [one for one in files if not _hidden(one)])
    if single:
        taken = set(single)
        files[:] = [one for one in files if one not in taken]
        has_numbers = any(one.rstrip(".").isdigit() for one in single)
        yield folder, name, DiskLeaves(folder, MAILS, ("",), has_numbers=has_numbers)


def _hidden(name: str) -> bool:
    return name.startswith(".") or name == _APPLES
