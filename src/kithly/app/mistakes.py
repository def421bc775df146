"""A mistake of Kithly's own, told without a word of anybody's; and a process that writes no log and leaves no dump.

The message of an exception may hold whatever was just read: a line of a letter, the values of a row, an address that
was asked. So no door shows one. What helps to mend the mistake is where it was made.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Any

DEBUG = "KITHLY_DEBUG"
SAID = "Kithly made a mistake of its own ({}); nothing was kept of this step."
ENDING = "This names no person and quotes nothing: it may be shown to anybody."


def show_where(error: BaseException) -> None:
    """Write to standard error where a mistake was made, if the user asked for it by `DEBUG`."""
    if os.environ.get(DEBUG):
        with suppress(OSError, ValueError, AttributeError):  # standard error is gone
            sys.stderr.write(f"{where_made(error)}\n")


def where_made(error: BaseException) -> str:
    """Return the kinds of a failure and of what led to it, with the functions they came through."""
    return "\n".join([*_told(error, set()), ENDING])


def keep_quiet() -> None:
    """Let this process log nothing, whatever a library would, nor die with more than a sentence.

    A log of the libraries below would hold addresses that were asked, answers of servers and rows of the database; a
    dump of its memory would hold everything, passwords too.
    """
    logging.disable(logging.CRITICAL)
    logging.raiseExceptions = False  # what cannot be logged is shown with its arguments
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # a warning may quote what it warns of
    sys.excepthook = _died
    threading.excepthook = lambda args: _died(args.exc_type, args.exc_value)
    sys.unraisablehook = lambda args: _died(args.exc_type, args.exc_value)
    with suppress(ImportError, OSError, ValueError):  # a system without limits, or one that keeps its own
        import resource  # noqa: PLC0415 - not everywhere

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _died(kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None = None) -> Any:
    """Say what nobody caught, in a sentence."""
    if issubclass(kind, KeyboardInterrupt | SystemExit | GeneratorExit):
        return
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{SAID.format(kind.__name__)}\n")
    if error is not None:
        show_where(error)


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    if id(error) in seen:
        return
    seen.add(id(error))
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_qualname}"
    within = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for other in (error.__cause__, error.__context__, *within):
        if other is not None:
            yield from _told(other, seen)
