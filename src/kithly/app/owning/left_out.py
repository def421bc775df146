"""What of the data folder is in no backup, and why; what nobody knows is named too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kithly.app.figures import counted
from kithly.app.settings import BACKUPS, DATABASE, FILE
from kithly.records import one_line

SECRETS = "Passwords and tokens are in no backup: they stay in your system's keyring, or in a file only you can read."
NAMED = 5  # files named that are not Kithly's; more are counted
_KEPT = {DATABASE, FILE}
_PASSING = {
    *(BACKUPS, "secrets.json", "web.json", "incoming", "desk-lock", "kithly-daily.xml", "forgotten.json"),
    *("doors.jsonl", "doors.older.jsonl"),
}
_OF_A_DEMO = {"exports", "this-is-a-demo"}
_OWN = _KEPT | _PASSING | _OF_A_DEMO
_BEGINNINGS = (
    f"{DATABASE}-",
    f"{DATABASE}.",
    "secrets.json.",
    ".secrets.json.",
    "secrets.damaged-",
    "web.json.",
    f".{FILE}.",
    ".forgotten.json.",
    ".kithly-unfinished-",
)


def left_out(folder: Path) -> tuple[str, ...]:
    """Say what of a data folder is not in its backups, a sentence each."""
    return (SECRETS, *_foreign(folder))


def foreign(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder that are not Kithly's, in order."""
    found = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return tuple(sorted(name for name in found if name not in _OWN and not name.startswith(_BEGINNINGS)))


def _foreign(folder: Path) -> Iterator[str]:
    found = foreign(folder)
    if found:
        more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
        names = ", ".join(one_line(name) for name in found[:NAMED])
        verb = "is" if len(found) == 1 else "are"
        yield f"{counted(len(found), 'file')} in the data folder {verb} not Kithly's, and not in it: {names}{more}."
