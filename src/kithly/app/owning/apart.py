"""Backups in a process of their own: neither their time nor their memory is a server's."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from kithly.app.network import open_network
from kithly.app.owning.daily import back_up_noted, back_up_today

MODULE = "kithly.app.owning.apart"
KINDNESS = 10  # so much a daily backup gives way to what the user does
TODAY, NOW = "today", "now"


def begin(folder: Path, what: str) -> subprocess.Popen[bytes]:
    """Begin to make a backup of a data folder.

    Args:
        folder: Which.
        what: `TODAY` for that of the day if it is due, `NOW` for one that the user asks for.
    """
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own module
        [sys.executable, "-P", "-m", MODULE, what, str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",  # Ctrl-C is the server's to hear
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # no black window on Windows
    )


def main(what: str, folder: Path) -> None:
    """Make a backup, and leave a note of what came of it."""
    if what == TODAY:
        with suppress(AttributeError, OSError):  # not on every system
            os.nice(KINDNESS)
    with open_network(folder) as network:
        if what == NOW:
            back_up_noted(network)
        else:
            back_up_today(network)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
