"""Another Kithly that writes, run apart: 200 records a second, a commit each where there is time, until its input ends.

Usage: writing_side.py DATABASE  Prints a line when it has begun, and how many it wrote at the end.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from kithly.records import Sighted
from kithly.store import Store, connecting
from kithly.testing.store_samples import begin, mail, sighted

A_SECOND = 200
MOST_AT_ONCE = 20  # rows a commit where the machine is too busy for one each
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
    number, began = 0, time.monotonic()
    while number < most and (number < least or over is None or not over.is_set()):
        due = 1 if over is None else min(MOST_AT_ONCE, int((time.monotonic() - began) * A_SECOND) - number)
        with store.transaction() as tx:
            tx.records.add(file, "mail", "mail", [_letter(number + one) for one in range(max(due, 1))])
        if number <= least < number + max(due, 1):
            sys.stdout.write("begun\n")
            sys.stdout.flush()
        number += max(due, 1)
        if over is not None:
            time.sleep(max(0.0, began + number / A_SECOND - time.monotonic()))
    return number


def _letter(number: int) -> Sighted:
    return sighted(mail(str(number), "ana", "me", text=f"{number}" * BREADTH))


def main() -> None:
    """Write until standard input ends."""
    over = threading.Event()

    def wait() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait, daemon=True).start()
    connecting.SYNCHRONOUS = "NORMAL"  # what is measured is another program's copying, not this disk's patience
    with Store.open(Path(sys.argv[1])) as store:
        sys.stdout.write(f"{write(store, least=60, over=over)}\n")


if __name__ == "__main__":
    main()
