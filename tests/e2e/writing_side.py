"""Another Kithly that writes, run apart: 200 records a second, each in a commit of its own, until its input ends.

Usage: writing_side.py DATABASE  Prints a line when it has begun, and how many it wrote at the end.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from kithly.store import Store
from kithly.testing.store_samples import begin, mail, sighted

A_SECOND = 200
BREADTH = 50  # characters of a record's words


def write(store: Store, *, least: int, most: int = 1_000_000, over: threading.Event | None = None) -> int:
    """Write records one by one; return how many.

    Args:
        store: Where to.
        least: How many before anybody may stop it.
        most: How many at most.
        over: Set when it shall stop.
    """
    with store.transaction() as tx:
        _, file = begin(tx, "a")
    for number in range(most):
        if number >= least and over is not None and over.is_set():
            return number
        began = time.monotonic()
        with store.transaction() as tx:
            tx.records.add(file, "mail", "mail", [sighted(mail(str(number), "ana", "me", text=f"{number}" * BREADTH))])
        if number == least:
            sys.stdout.write("begun\n")
            sys.stdout.flush()
        if over is not None:
            time.sleep(max(0.0, 1 / A_SECOND - (time.monotonic() - began)))
    return most


def main() -> None:
    """Write until standard input ends."""
    over = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    with Store.open(Path(sys.argv[1])) as store:
        sys.stdout.write(f"{write(store, least=60, over=over)}\n")


if __name__ == "__main__":
    main()
