"""Imports one file after the other, each in a process of its own that is measured: ``python hostile_side.py IN OUT``.

The program is loaded once; what is measured is what an import adds. A line of JSON for each file goes to the output.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import shutil
import sys
from pathlib import Path

SECONDS = 20  # of CPU after which a process is ended: ten times what is allowed
MAIL = b"From: Cy <cy@example.org>\nDate: Thu, 9 Aug 2012 18:39:17 +0000\nMessage-ID: <first@x>\n\nHi\n"
ROOM = 2 << 30  # bytes of addresses a process may take beyond what it began with


def main(given: Path, out: Path) -> None:
    """Import every file of a folder, each into a network of its own that holds one mail already."""
    from kithly.interfaces.cli.main import cli, outcome  # noqa: PLC0415 - loaded once, before anything is measured

    first = out / "first"
    (out / "first.eml").write_bytes(MAIL)
    with contextlib.redirect_stdout(io.StringIO()):
        words = ["import", str(out / "first.eml"), "--data", str(first)]
        assert outcome(lambda: cli.main(args=words, standalone_mode=False), wants_json=False) == 0
    for path in sorted(given.iterdir()):
        data = out / f"{path.name}.data"
        shutil.copytree(first, data)
        code, seconds, megabytes = run(data, path)
        told, said = (data.with_suffix(ending).read_text("utf-8", "replace") for ending in (".out", ".err"))
        found = {"name": path.name, "code": code, "seconds": seconds, "megabytes": megabytes, "told": told, "err": said}
        print(json.dumps(found))  # noqa: T201


def run(data: Path, path: Path) -> tuple[int, float, int]:
    """Import a file in a child; return how it ended, its CPU seconds and its largest memory."""
    child = os.fork()
    if not child:
        os._exit(_inside(data, path))
    _, status, used = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def _inside(data: Path, path: Path) -> int:
    limits = {resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_AS: _addresses() + ROOM, resource.RLIMIT_CORE: 0}
    for limit, most in limits.items():
        resource.setrlimit(limit, (most, most))
    for stream, ending in ((1, ".out"), (2, ".err")):
        os.dup2(os.open(data.with_suffix(ending), os.O_WRONLY | os.O_CREAT), stream)
    from kithly.interfaces.cli.main import cli, outcome  # noqa: PLC0415 - loaded already

    words = ["import", str(path), "--json", "--data", str(data)]
    code = outcome(lambda: cli.main(args=words, prog_name="kithly", standalone_mode=False), wants_json=True)
    sys.stdout.flush()
    sys.stderr.flush()
    return code


def _addresses() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
