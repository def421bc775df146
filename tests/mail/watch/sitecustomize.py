"""Loaded by every Python process of a watched journey: notes what is written, asked and started; may deny a network.

Python imports a module of this name before anything else, so whatever a process starts is watched as well. One line of
JSON an event goes to the file named by WATCHED. Libraries may log as much as they like, to LOGGED, from DEBUG up.
"""

from __future__ import annotations

import json
import logging
import os
import stat
import sys
from collections.abc import Iterable
from typing import Any

OUT = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
DENIED = os.environ.get("WATCHED_DENIES") == "1"
OWN = {os.environ["WATCHED"], os.environ["LOGGED"]}
LOCAL = {"127.0.0.1", "::1", "localhost"}
SIDES = ("", "-wal", "-shm", "-journal")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
STARTS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"}
LOOKS = 20  # events after which a file that is as it should be is looked at only when a verb has ended
seen: set[str] = set()  # what this process has written
young: dict[str, int] = {}  # how often each was found to be there: a mode is wrong for a moment at the beginning
loose: set[str] = set()


def note(kind: str, **values: Any) -> None:
    os.write(OUT, (json.dumps({"event": kind, "of": os.getpid(), **values}, default=repr) + "\n").encode())


def look(paths: Iterable[str]) -> None:
    """Note what others could read or write at this moment."""
    for path in paths:
        try:
            mode = os.lstat(path).st_mode
        except OSError:
            continue
        if path in young:
            young[path] += 1
            if young[path] > LOOKS:
                del young[path]
        if stat.S_IMODE(mode) & 0o077 and not stat.S_ISLNK(mode) and path not in loose:
            loose.add(path)
            note("loose", path=path, mode=oct(stat.S_IMODE(mode)))


def written(path: Any) -> None:
    if isinstance(path, int):
        return
    name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - pathlib would tell of itself
    if name not in OWN and not name.startswith(("/dev/", "/proc/")) and not name.endswith((".pyc", "__pycache__")):
        seen.add(name)
        young[name] = 0
        note("write", path=name)


def is_folder(path: Any) -> bool:
    """Say whether a path is a folder, in which a file without a name is made."""
    return not isinstance(path, int) and os.path.isdir(path)  # noqa: PTH112 - pathlib would tell of itself


def asked(host: Any, port: Any) -> None:
    note("asks", host=str(host), port=port)
    if DENIED and str(host) not in LOCAL:
        raise ConnectionRefusedError("the network is denied")


def hook(event: str, args: tuple[Any, ...]) -> None:  # noqa: C901, PLR0912 - a table in the form of a function
    if event.startswith(("import", "compile", "exec", "object.", "sys._", "code.", "marshal.", "builtins.")):
        return
    if young:
        look(list(young))
    if event == "kithly.ended":
        look(seen)
    if (event == "open" and args[2] & WRITES and not is_folder(args[0])) or event == "os.mkdir":
        written(args[0])
    elif event in {"os.rename", "os.link", "os.symlink"}:
        written(args[1])
    elif event == "sqlite3.connect" and args[0] not in {":memory:", b":memory:", ""}:
        name = os.fsdecode(args[0]).removeprefix("file:").partition("?")[0]
        for side in SIDES:
            written(name + side)
    elif event == "socket.connect":
        where = args[1]
        if isinstance(where, tuple):
            asked(where[0], where[1])
        else:
            note("unix", path=repr(where))
    elif event == "socket.sendto" and isinstance(args[1], tuple):
        asked(args[1][0], args[1][1])
    elif event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}:
        asked(args[0], args[1] if len(args) > 1 else None)
    elif event == "socket.bind":
        note("listens", where=args[1])
    elif event in STARTS:
        note("starts", told=args)
    elif event.startswith("kithly."):
        note(event, told=args)


if not any(word.endswith("walk.py") for word in sys.orig_argv):  # who walks is not Kithly
    sys.addaudithook(hook)
    logging.basicConfig(filename=os.environ["LOGGED"], level=logging.DEBUG)
    logging.getLogger("watched").debug("logging works in %s", os.getpid())
    note("begins", words=sys.orig_argv)
