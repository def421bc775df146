"""What every verb does around its use case: open the network, show the result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from kithly.app.first_use import FirstUse
from kithly.app.network import Network
from kithly.errors import KithlyError, UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.text import clean, say

FAILURES = (click.ClickException, click.Abort, KeyboardInterrupt)  # what a command fails by besides our own errors


@contextmanager
def network(*, stays: bool = False) -> Iterator[Network]:
    """Open the network the command line asks for; on first use say where it was made.

    A command that fails leaves none that it made and that holds nothing: so it is said when the command is through.

    Args:
        stays: Whether the command runs until it is stopped, and says it at once.
    """
    asked = chosen()
    first = FirstUse(asked.get("data"))
    try:
        with first.network(asked.get("now"), FAILURES) as opened:
            if stays:
                _tell_made(first)
            _bring_up(opened)
            yield opened
    finally:
        if not stays:
            _tell_made(first)


def _tell_made(first: FirstUse) -> None:
    if first.made is not None:
        click.echo(f"Made a new, empty network in {first.made}", err=True)


def _bring_up(opened: Network) -> None:
    if opened.is_outdated():
        from kithly.app.bringing.catching_up import catch_up

        catch_up(opened)
    _go_on_forgetting(opened)


def _go_on_forgetting(opened: Network) -> None:
    """Do to the files what was left when somebody was forgotten; where it cannot be done now, the next start does."""
    from kithly.app.owning.forgotten.pending import is_pending
    from kithly.app.owning.older import may_go_on

    if is_pending(opened):
        from kithly.app.owning.forgotten.finishing import finish

        click.echo("Somebody was forgotten, and the files are not clean yet: that is done now.", err=True)
        with suppress(KithlyError):
            finish(opened)
    elif may_go_on(opened):
        from kithly.app.owning.forgotten.finishing import go_on

        click.echo("Somebody was forgotten, and older backups hold them still: they are taken away now.", err=True)
        with suppress(KithlyError):
            for sentence in go_on(opened):
                click.echo(clean(sentence), err=True)


def chosen() -> dict[str, Any]:
    """Return the global options of this call."""
    given: dict[str, Any] = click.get_current_context().find_root().ensure_object(dict)
    return given


def wants_json() -> bool:
    """Say whether one JSON document is asked for."""
    return bool(chosen().get("json"))


def show(name: str, view: Any, text: Callable[[Any], None]) -> None:
    """Print a view: as JSON where asked for, else in words."""
    if wants_json():
        click.echo(wire.document(name, view))
    else:
        text(view)


def confirm(question: str, *, yes: bool, hint: str) -> None:
    """Ask for a yes; without a terminal ``--yes`` is required.

    Raises:
        UserError: There is nobody to ask, or the answer was no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise UserError("This needs your yes, and there is no terminal to ask on.", hint=hint)
    if not click.confirm(question, err=True):
        raise UserError("Left as it is.")


def done(view: Any) -> None:
    """Print what was kept, and how to take it back."""
    say(f"{view.text} (undo: kithly undo {view.change})")


def nothing_yet(view: Any) -> None:
    """Say that nothing can be said yet, instead of a reassuring sentence built on no data."""
    del view
    say("Nothing is imported yet, so nothing can be said. Begin with: kithly import PATH, or see it first: kithly demo")
    say("Did you import mail already? Then say whose it is: kithly me --set address=you@your-mail.example")
