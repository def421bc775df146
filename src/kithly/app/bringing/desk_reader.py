"""The process that reads for the desk: one file, told of on standard output, stopped through standard input.

It runs apart so that the memory and the time of reading are not the server's, and so that neither can
harm the other: when the server ends, its end of the pipe closes, and the reader stops as if asked to.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TextIO

from kithly.app.bringing.answering import read_again
from kithly.app.bringing.desk_lines import Broken, Busy, Order, Told, read_order, told_line
from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.import_progress import Progress, Report, Stopped
from kithly.app.bringing.places import AccountPlace
from kithly.app.mistakes import keep_quiet
from kithly.app.network import Network, open_network
from kithly.app.views import ImportView
from kithly.errors import KithlyError, StoreBusy

PATIENCE = 50_000  # new objects before the garbage collector looks: reading makes few cycles
WAIT = 1.0  # seconds between two looks whether another import is done
MODEST = 5  # steps the reader stands behind whatever the user does meanwhile


CarryOut = Callable[[Order, threading.Event, Callable[[Told], None]], ImportView]


def main(carry_out: CarryOut | None = None) -> None:
    """Carry out the order on standard input.

    Args:
        carry_out: Does what is ordered; None to import a file.
    """
    keep_quiet()
    gc.set_threshold(PATIENCE, 20, 20)
    if hasattr(os, "nice"):
        os.nice(MODEST)
    out, sys.stdout = sys.stdout, sys.stderr  # what a source may print is no word to the desk
    order = read_order(sys.stdin.readline())
    stop = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin, stop), daemon=True).start()
    say = partial(_say, out)
    say(outcome(order, stop, say, carry_out=carry_out or import_ordered))


def outcome(
    order: Order, stop: threading.Event, say: Callable[[Told], None], *, carry_out: CarryOut
) -> ImportView | Broken:
    """Do what is ordered; every failure is one sentence.

    Args:
        order: What to read, into which network.
        stop: Set when no more is wanted.
        say: Tells how far it is.
        carry_out: Does it.
    """
    try:
        return carry_out(order, stop, say)
    except KithlyError as error:
        return Broken(error=str(error), hint=error.hint)
    except OSError as error:
        return Broken(error=f"{order.name}: {error.strerror or type(error).__name__}.", hint="kithly doctor")
    except Exception as error:  # noqa: BLE001 - the outermost handler: no word of anybody's records gets out
        return Broken(
            error=f"Kithly made a mistake of its own ({type(error).__name__}) while it read {order.name}.",
            hint="What was read before is kept. kithly doctor checks your data.",
        )


def import_ordered(order: Order, stop: threading.Event, say: Callable[[Told], None]) -> ImportView:
    """Import a file."""
    what = order.what
    if isinstance(what, AccountPlace):
        raise TypeError("an account is no file")

    def read(network: Network, report: Report) -> ImportView:
        if order.answer is not None:
            return read_again(network, order.answer, place=what, report=report)
        return import_paths(network, [what], report=report)

    return when_free(order, stop, say, read)


def when_free(
    order: Order, stop: threading.Event, say: Callable[[Told], None], read: Callable[[Network, Report], ImportView]
) -> ImportView:
    """Read as soon as nothing else is read; a store that is busy for long is tried again from where it stopped."""

    def report(progress: Progress) -> None:
        say(progress)
        if stop.is_set():
            raise Stopped

    with open_network(order.folder, now=order.now) as network:
        while True:
            try:
                return read(network, report)
            except StoreBusy:
                if stop.is_set():
                    raise
                say(Busy())
                stop.wait(WAIT)


def _listen(lines: TextIO, stop: threading.Event) -> None:
    """Wait for one more line, or for the end of the desk."""
    with suppress(OSError, ValueError):
        lines.readline()
    stop.set()


def _say(out: TextIO, told: Told) -> None:
    """Tell the desk; a desk that is gone is told nothing, and what was begun is brought to its end all the same."""
    with suppress(OSError):
        out.write(told_line(told) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
