"""The clipboard, through whatever program the desktop has for it."""

from __future__ import annotations

import shutil
import subprocess

PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("pbcopy",),
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("clip.exe",),
)
PATIENCE = 5.0  # seconds; a clipboard program that hangs must not hang the user


def copy(text: str) -> bool:
    """Put text on the clipboard; returns whether a program took it."""
    for command in PROGRAMS:
        path = shutil.which(command[0])
        if path and _runs((path, *command[1:]), text):
            return True
    return False


def _runs(command: tuple[str, ...], text: str) -> bool:
    encoding = "utf-16-le" if command[0].endswith("clip.exe") else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, the text goes in by its standard input
            command,
            input=text.encode(encoding, "replace"),
            timeout=PATIENCE,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
