"""What every verb does around its use case: open the network, show the result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import click

from kithly.app.network import Network, open_network
from kithly.errors import KithlyError, UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.text import say


@contextmanager
def network() -> Iterator[Network]:
    """Open the network the command line asks for; on first use say where it was made."""
    asked = chosen()
    with open_network(asked.get("data"), now=asked.get("now")) as opened:
        if opened.store.created:
            click.echo(f"Made a new, empty network in {opened.settings.folder}", err=True)
        if opened.is_outdated():
            from kithly.app.bringing.catching_up import catch_up

            catch_up(opened)
        _go_on_forgetting(opened)
        yield opened


def _go_on_forgetting(opened: Network) -> None:
    """Do to the files what was left when somebody was forgotten; where it cannot be done now, the next start does."""
    from kithly.app.owning.forgotten.pending import is_pending

    if is_pending(opened):
        from kithly.app.owning.forgotten.finishing import finish

        click.echo("Somebody was forgotten, and the files are not clean yet: that is done now.", err=True)
        with suppress(KithlyError):
            finish(opened)


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
