"""What reaches a disk, recorded: every write, size, sync and name that SQLite and Kithly's own files bring about.

SQLite tells what it does to its files through a *VFS*. One of our own stands before the system's: it writes down what
is asked and passes it on. Of files that Python writes the contents are read when they are synced or named; names come
from `os` itself.
"""

from __future__ import annotations

import ctypes
import os
import stat
import sys
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import Any, ClassVar

Event = tuple[Any, ...]

_JOURNALS = 0x0800 | 0x4000 | 0x80000  # SQLITE_OPEN_MAIN_JOURNAL, _SUPER_JOURNAL, _WAL: their folder is synced too
_TEMPORARY = 0x0008  # SQLITE_OPEN_DELETEONCLOSE

_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, POINTER(c_int))
_DELETE = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_TRUNCATE = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(Structure):
    """`sqlite3_vfs` of sqlite3.h, as far as it is changed here; the rest is copied."""

    _fields_: ClassVar[Any] = [
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("others", c_void_p * 14),
    ]


class Methods(Structure):
    """`sqlite3_io_methods` of sqlite3.h."""

    _fields_: ClassVar[Any] = [
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),
    ]


class Recorder:
    """Writes down what reaches the disk below a folder.

    Attributes:
        events: In order; `images` knows their forms.
    """

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        self._folder = f"{folder}{os.sep}"
        self._files: dict[int, tuple[int, str, bool]] = {}
        self._methods: dict[int, Methods] = {}
        self._own: list[Any] = []  # what C points at must live
        self._undo: list[tuple[str, Any]] = []
        self._held: dict[int, int] = {}
        self._read: dict[int, bytes] = {}

    def begin(self) -> None:
        """Record from now on, in this process."""
        for path in Path(self._folder).rglob("*"):
            self._key(str(path))
        self._stand_before_sqlite()
        self._stand_before_python()

    def end(self) -> None:
        """Record no more."""
        self._lib.sqlite3_vfs_register(ctypes.byref(self._base), 1)
        for name, function in self._undo:
            setattr(os, name, function)
        self._undo.clear()
        for descriptor in self._held.values():
            os.close(descriptor)

    def told(self, what: object) -> None:
        """Note that somebody was told of something: from here on it must last."""
        self.events.append(("told", what))

    def _key(self, path: str) -> int:
        """Return the number of a file; it is held open, so that no later one is given the same number."""
        key = Path(path).stat().st_ino
        if key not in self._held:
            self._held[key] = os.open(path, os.O_RDONLY)
        return key

    def _stand_before_sqlite(self) -> None:
        import _sqlite3  # noqa: PLC0415 - only its file is wanted, which names the library it uses

        self._lib = ctypes.CDLL(_sqlite3.__file__)
        self._lib.sqlite3_vfs_find.restype = POINTER(Vfs)
        self._base = self._lib.sqlite3_vfs_find(None).contents
        mine = Vfs.from_buffer_copy(self._base)
        mine.name, mine.next = b"recorded", None
        self._base_open, self._base_delete = _OPEN(self._base.open), _DELETE(self._base.delete)
        opened, deleted = _OPEN(self._opened), _DELETE(self._deleted)
        mine.open, mine.delete = ctypes.cast(opened, c_void_p), ctypes.cast(deleted, c_void_p)
        self._own += [mine, opened, deleted]
        assert self._lib.sqlite3_vfs_register(ctypes.byref(mine), 1) == 0

    def _opened(self, vfs: int, name: int, file: int, flags: int, out: Any) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        is_new = bool(path) and not os.path.lexists(path)
        code = int(self._base_open(vfs, name, file, flags, out))
        if code == 0 and path.startswith(self._folder) and not flags & _TEMPORARY:
            key = self._key(path)
            self._files[file] = (key, path, is_new and bool(flags & _JOURNALS))
            self.events.append(("name", path, key))
            self._watch(file)
        return code

    def _watch(self, file: int) -> None:
        """Let a file's writes come to us first: its table of methods is one of ours, which ends in the system's."""
        place = ctypes.cast(file, POINTER(c_void_p))
        found = place[0]
        assert found is not None
        if found not in self._methods:
            base = Methods.from_address(found)
            mine = Methods.from_buffer_copy(base)
            for name, form in (("write", _WRITE), ("truncate", _TRUNCATE), ("sync", _SYNC)):
                call = form(getattr(self, f"_{name}")(form(getattr(base, name))))
                setattr(mine, name, ctypes.cast(call, c_void_p))
                self._own.append(call)
            self._methods[found] = mine
        place[0] = ctypes.addressof(self._methods[found])

    def _write(self, base: Callable[..., int]) -> Callable[..., int]:
        def write(file: int, data: int, size: int, offset: int) -> int:
            self.events.append(("write", self._files[file][0], offset, ctypes.string_at(data, size)))
            return base(file, data, size, offset)

        return write

    def _truncate(self, base: Callable[..., int]) -> Callable[..., int]:
        def truncate(file: int, size: int) -> int:
            self.events.append(("size", self._files[file][0], size))
            return base(file, size)

        return truncate

    def _sync(self, base: Callable[..., int]) -> Callable[..., int]:
        def sync(file: int, flags: int) -> int:
            code = base(file, flags)
            key, path, with_folder = self._files[file]
            self.events.append(("sync", key))
            if with_folder:  # os_unix.c does so at the first sync of a new journal
                self._files[file] = (key, path, False)
                self.events.append(("settled", str(Path(path).parent)))
            return code

        return sync

    def _deleted(self, vfs: int, name: bytes, sync_folder: int) -> int:
        code = int(self._base_delete(vfs, name, sync_folder))
        path = name.decode()
        if code == 0 and path.startswith(self._folder):
            self.events.append(("gone", path))
            if sync_folder:
                self.events.append(("settled", str(Path(path).parent)))
        return code

    def _stand_before_python(self) -> None:
        for name in ("fsync", "rename", "replace", "link", "unlink", "remove", "mkdir", "rmdir"):
            before = getattr(os, name)
            self._undo.append((name, before))
            kind = "named" if name in {"rename", "replace", "link"} else name
            setattr(os, name, getattr(self, f"_python_{kind}")(before, name))
        sys.addaudithook(self._heard)

    def _heard(self, event: str, given: tuple[Any, ...]) -> None:
        if event != "open" or not self._undo or not isinstance(given[2], int) or not given[2] & os.O_CREAT:
            return
        path = str(Path(given[0]).absolute()) if isinstance(given[0], str | os.PathLike) else ""
        if path.startswith(self._folder):
            self.events.append(("made", path))

    def _python_fsync(self, before: Callable[..., Any], _name: str) -> Callable[..., Any]:
        def fsync(descriptor: int) -> None:
            before(descriptor)
            path, told = str(Path(f"/proc/self/fd/{descriptor}").readlink()), os.fstat(descriptor)
            if stat.S_ISDIR(told.st_mode):
                self.events.append(("settled", path))
            elif path.startswith(self._folder):
                self._content(path)
                self.events.append(("sync", told.st_ino))

        return fsync

    def _python_named(self, before: Callable[..., Any], name: str) -> Callable[..., Any]:
        def named(source: Any, target: Any, **given: Any) -> None:
            self._content(os.fspath(source))
            before(source, target, **given)
            self.events.append(("also" if name == "link" else "moved", os.fspath(source), os.fspath(target)))

        return named

    def _content(self, path: str) -> None:
        if Path(path).is_file() and path.startswith(self._folder):
            key, data = self._key(path), Path(path).read_bytes()
            if self._read.get(key) != data:
                self._read[key] = data
                self.events.append(("content", path, key, data))

    def _python_unlink(self, before: Callable[..., Any], _name: str) -> Callable[..., Any]:
        def unlink(path: Any, **given: Any) -> None:
            before(path, **given)
            if "dir_fd" not in given or given["dir_fd"] is None:
                self.events.append(("gone", os.fspath(path)))

        return unlink

    _python_remove = _python_unlink

    def _python_mkdir(self, before: Callable[..., Any], _name: str) -> Callable[..., Any]:
        def mkdir(path: Any, *given: Any, **named: Any) -> None:
            before(path, *given, **named)
            self.events.append(("folder", os.fspath(path)))

        return mkdir

    def _python_rmdir(self, before: Callable[..., Any], _name: str) -> Callable[..., Any]:
        def rmdir(path: Any, *given: Any, **named: Any) -> None:
            before(path, *given, **named)
            self.events.append(("gone", os.fspath(path)))

        return rmdir
