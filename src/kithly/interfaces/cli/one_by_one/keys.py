"""One key, without Enter: read, named, and told apart from a paste."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import ModuleType
from typing import Any, Final

import click

from kithly.errors import UserError

NEXT, BACK, LEAVE, NOTHING = "next", "back", "leave", ""
LEFT: Final = "\x03"
MOVES: Final = frozenset((NEXT, BACK, LEAVE))
LONGEST: Final = 32  # bytes taken at once: more than any key sends
LOCAL: Final = 3  # which of a terminal's attributes say how it takes what is typed
NAMED: Final = {
    "\r": NEXT,
    "\n": NEXT,
    " ": NEXT,
    "j": NEXT,
    "\x1b[C": NEXT,
    "\x1b[B": NEXT,
    "\x1bOC": NEXT,
    "\x1bOB": NEXT,
    "\xe0M": NEXT,
    "\xe0P": NEXT,
    "\x00M": NEXT,
    "\x00P": NEXT,
    "k": BACK,
    "\x1b[D": BACK,
    "\x1b[A": BACK,
    "\x1bOD": BACK,
    "\x1bOA": BACK,
    "\xe0K": BACK,
    "\xe0H": BACK,
    "\x00K": BACK,
    "\x00H": BACK,
    "x": LEAVE,
    "\x1b": LEAVE,
    "\x03": LEAVE,
    "\x04": LEAVE,
    "": LEAVE,
}  # what terminals send for Enter, the arrows, Escape, Ctrl-C and Ctrl-D, and when they are gone; Windows' own too


class _CtrlC:
    """Ctrl-C between two keys: what is being done is finished, and the next reading of a key leaves.

    A second one stops it at once. While a key is waited for, the first does.
    """

    def __init__(self) -> None:
        self._is_reading = self._is_asked = False

    def __call__(self, *_: Any) -> None:
        """Take the signal."""
        if self._is_reading or self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True

    def listened(self, read: Callable[[], str]) -> str:
        """Return what is read; that Ctrl-C was pressed before is as good as pressed now."""
        self._is_reading = True
        try:
            return read() if not self._is_asked else LEFT
        finally:
            self._is_reading = self._is_asked = False


_CTRL_C = _CtrlC()


def need_terminal(command: str) -> None:
    """Refuse where there is no terminal to read keys from.

    Args:
        command: What does the same without one.

    Raises:
        UserError: Standard input or output is none.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError("One by one needs a terminal, to read single keys from.", hint=command)


def read_key() -> str:
    """Return the next key by its letter or name; `NOTHING` for one that means nothing, or a paste.

    Ctrl-C, Ctrl-D and the end of the terminal leave. Only within `silent`.
    """
    sys.stdout.flush()
    try:
        typed = click.getchar() if _termios() is None else _CTRL_C.listened(_typed)
    except (KeyboardInterrupt, EOFError, OSError):
        return LEAVE
    key = NAMED.get(typed, typed) if len(typed) > 1 else NAMED.get(typed.lower(), typed.lower())
    if len(key) > 1 and key not in MOVES:
        forget_typed()  # the rest of a paste
    return key if key in MOVES or (len(key) == 1 and key.isprintable()) else NOTHING


def _typed() -> str:
    return os.read(sys.stdin.fileno(), LONGEST).decode(sys.stdin.encoding or "utf-8", "replace")


def forget_typed() -> None:
    """Drop what was typed before a question is shown: no key answers what its user has not seen."""
    termios = _termios()
    if termios is not None:
        with suppress(termios.error):
            termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


@contextmanager
def silent() -> Iterator[None]:
    """Give single keys, and show nothing that is typed, for as long as this lasts."""
    with _typing(shown=False):
        yield


@contextmanager
def as_usual() -> Iterator[None]:
    """Let the terminal show what is typed, and take whole lines, for as long as this lasts."""
    with _typing(shown=True):
        yield


def _termios() -> ModuleType | None:
    """Return what sets terminals; None on Windows, which shows nothing that is not read."""
    try:
        import termios
    except ImportError:
        return None
    return termios


@contextmanager
def _typing(*, shown: bool) -> Iterator[None]:
    termios = _termios()
    if termios is None or not sys.stdin.isatty():
        yield
        return
    place = sys.stdin.fileno()
    before, now = termios.tcgetattr(place), termios.tcgetattr(place)
    kept = termios.ECHO | termios.ICANON
    now[LOCAL] = now[LOCAL] | kept if shown else now[LOCAL] & ~kept

    def set_again(*_: Any) -> None:
        termios.tcsetattr(place, termios.TCSADRAIN, now)

    set_again()
    earlier = {
        signal.SIGCONT: signal.signal(signal.SIGCONT, set_again),  # after Ctrl-Z and fg the shell has set it otherwise
        signal.SIGINT: signal.signal(signal.SIGINT, signal.default_int_handler if shown else _CTRL_C),
    }
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
        with suppress(termios.error):  # the terminal may be gone
            termios.tcsetattr(place, termios.TCSADRAIN, before)


def yes(question: str) -> bool:
    """Ask for one key: only y is a yes."""
    forget_typed()
    click.echo(f"{question} y or n: ", nl=False)
    is_yes = read_key() == "y"
    click.echo("yes" if is_yes else "no")
    return is_yes


def line(question: str) -> str:
    """Ask for a line; empty where none is given."""
    try:
        with as_usual():
            return str(click.prompt(question, default="", show_default=False)).strip()
    except (click.Abort, EOFError):
        click.echo()
        return ""
