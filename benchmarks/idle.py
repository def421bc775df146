"""What a server holds of its own when it is left alone: after the start, and after each page was shown once (Linux).

    python benchmarks/idle.py FOLDER [--page PATH ...]

FOLDER is as in `benchmarks/pages.py`. Anonymous memory counts: what is shared with other programs, or read from files,
the system takes back when it needs it. Each page is looked at once, then the server is left alone until it has given
back what it can.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.worlds import NOW

from kithly.interfaces.web.memory import EVERY

EVERY_DAY: Final = (
    *("/today", "/inbox", "/people", "/search?q=budget", "/merges", "/eras", "/triage", "/changes", "/start"),
    *("/settings", "/courage", "/years", "/feed", "/share", "/accounts", "/outbox", "/proposals"),
)
NOW_AND_THEN: Final = ("/network", "/network/ahead", "/network/circles", "/network/waking")
PAGES: Final = (*EVERY_DAY, *NOW_AND_THEN)
ALONE: Final = EVERY + 2  # seconds
MEGABYTE: Final = 1024  # kB, as the system tells them
_ANONYMOUS = re.compile(r"^Anonymous:\s+(\d+)", re.MULTILINE)


def held(process: int) -> float:
    """Return the anonymous memory of a process, in megabytes."""
    found = _ANONYMOUS.search(Path(f"/proc/{process}/smaps_rollup").read_text("utf-8"))
    return int(found[1]) / MEGABYTE if found else 0.0


def waited(folder: Path, stages: Sequence[Sequence[str]]) -> Iterator[float]:
    """Start a server; yield what it holds then, and after each of several lots of pages was shown once.

    Args:
        folder: The data folder.
        stages: Addresses, a lot at a time; after each the server is left alone.
    """
    words = ["--data", str(folder), "--now", NOW.isoformat(), "web", "--no-browser", "--port", "0"]
    with subprocess.Popen([sys.executable, "-m", "kithly", *words], stdout=subprocess.PIPE, text=True) as server:
        try:
            address = next(line.strip() for line in server.stdout or () if line.startswith("http"))
            browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
            time.sleep(ALONE)
            yield held(server.pid)
            browser.open(address).read()
            for stage in stages:
                for path in stage:
                    browser.open(address.partition("/enter/")[0] + path).read()
                time.sleep(ALONE)
                yield held(server.pid)
        finally:
            server.terminate()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", nargs="*", default=list(PAGES))
    chosen = parser.parse_args()
    names = ["after the start", *chosen.page]
    for name, megabytes in zip(names, waited(chosen.folder, [[path] for path in chosen.page]), strict=True):
        print(f"{name:24} {megabytes:6.1f} MB", flush=True)


if __name__ == "__main__":
    main()
