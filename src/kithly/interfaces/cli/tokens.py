"""token add, list, revoke: programs that may ask for what you see."""

from __future__ import annotations

import click

from kithly.app.passes.scopes import PROGRAM, READ, SCOPES
from kithly.app.views.passes import MadePassView, PassesView, PassView
from kithly.interfaces.cli.accounts import Group
from kithly.interfaces.cli.run import network, show
from kithly.interfaces.cli.text import clean, say
from kithly.interfaces.cli.verb import Verb

ALLOWS = "; ".join(f"{name}: {text}" for name, text in SCOPES.items())

PORT = 8765  # where `kithly web` listens unless it is taken


@click.group(
    "token",
    cls=Group,
    help="Programs of this machine that may ask Kithly over its own address, with a token each. Nobody else can.",
)
def token() -> None:
    """Let programs in, list them, take tokens away."""


@token.command("add", cls=Verb, help="Let a program in. Its token is shown this once and kept nowhere.")
@click.argument("name", nargs=-1, required=True)
@click.option(
    "--scope", "scopes", multiple=True, type=click.Choice(tuple(SCOPES)), metavar="SCOPE", help=f"{ALLOWS}. [read]"
)
@click.option("--days", type=click.IntRange(1), metavar="N", help="It is no good after so many days.")
def add(name: tuple[str, ...], scopes: tuple[str, ...], days: int | None) -> None:
    """Make a token."""
    from kithly.app.passes.keeping import make_pass

    with network() as opened:
        view = make_pass(opened, " ".join(name), scopes or (READ,), days=days)
    show("token", view, _made_text)


def _made_text(view: MadePassView) -> None:
    say(f"{clean(view.pass_.name)} may {_may(view.pass_)}.")
    say("Its token; it is shown this once:")
    click.echo(view.token)
    say("Try it while kithly web runs:")
    click.echo(f"  curl -H @- http://127.0.0.1:{PORT}/api/v1/start")
    say("It waits: paste Authorization: Bearer and the token on one line, press Enter and Ctrl-D.")
    say(f"Take it away: kithly token revoke {view.pass_.id}")


@token.command("list", cls=Verb, help="List the programs that may ask, and when each did last.")
def list_() -> None:
    """List tokens."""
    from kithly.app.passes.keeping import list_passes

    with network() as opened:
        view = list_passes(opened, kind=PROGRAM)
    show("tokens", view, _list_text)


def _list_text(view: PassesView) -> None:
    if not view.passes:
        say("No program may ask. Let one in: kithly token add NAME --scope read")
    for one in view.passes:
        say(f"{clean(one.name)}: {_stands(one)}, {_used(one)}   [{one.id}]", hang=4)


def _may(one: PassView) -> str:
    until = f" until {one.ends_at:%-d %B %Y}" if one.ends_at else ""
    return f"{', '.join(one.scopes)}{until}"


def _stands(one: PassView) -> str:
    match one.state:
        case "good":
            return f"may {_may(one)}"
        case "ended":
            return "its days are over"
        case _:
            return "taken away"


def _used(one: PassView) -> str:
    return f"last used {one.used_at:%-d %B %Y}" if one.used_at else "never used"


@token.command("revoke", cls=Verb, help="Take a token away for good: the next request with it is refused.")
@click.argument("which", metavar="ID")
def revoke(which: str) -> None:
    """Take a token away."""
    from kithly.app.passes.keeping import revoke_pass

    with network() as opened:
        view = revoke_pass(opened, which)
    show("token_revoke", view, lambda one: say(clean(one.text)))


COMMANDS = {"token": token}
