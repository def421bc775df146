"""completion: what a shell needs to complete commands, options and names."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kithly.errors import SettingsError
from kithly.interfaces import wire
from kithly.interfaces.cli.run import confirm, wants_json
from kithly.interfaces.cli.shells import SHELLS, Home, home_of, script
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.verb import Verb
from kithly.transport.whole_files import make_folder, write_whole


@click.command(
    "completion",
    cls=Verb,
    help="Print the script by which your shell completes commands, options, names of people and today's hellos; with "
    "--install keep it where the shell looks for it.",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.option("--install", is_flag=True, help="Keep it in the shell's folder of yours, after your yes.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def completion(ctx: click.Context, shell: str, *, install: bool, yes: bool) -> None:
    """Print or install the script."""
    words = script(shell, ctx.find_root().command)
    if install:
        _keep(home_of(shell), words, shell, yes=yes)
    elif wants_json():
        click.echo(wire.document("completion", {"shell": shell, "script": words}))
    else:
        click.echo(words, nl=False)


def _keep(home: Home, words: str, shell: str, *, yes: bool) -> None:
    """Write the script where the shell looks for it, and say how to take it away.

    Raises:
        UserError: The answer was no, or it cannot be written there.
    """
    path = home.path
    if _is_there(path, words):
        said = f"It is in {path} already."
    else:
        confirm(f"Write {path}?", yes=yes, hint=f"kithly completion {shell} --install --yes")
        _write(path, words)
        said = f"Kept in {path}. It works in every new {shell}."
    remove = f"rm {shlex.quote(str(path))}"
    if wants_json():
        click.echo(wire.document("completion_installed", {"shell": shell, "path": str(path), "undo": remove}))
        return
    say(said)
    if home.more:
        say(home.more)
    say(f"To take it away: {remove}")


def _is_there(path: Path, words: str) -> bool:
    try:
        return path.read_text("utf-8") == words
    except (OSError, UnicodeDecodeError):
        return False


def _write(path: Path, words: str) -> None:
    """Write a file whole or not at all.

    Raises:
        UserError: It cannot be written.
    """
    try:
        make_folder(path.parent)
        write_whole(path, words.encode("utf-8"))
    except OSError as error:
        told = f"{path} cannot be written: {error.strerror}."
        raise SettingsError("shell", told, hint="kithly completion SHELL > FILE, then source FILE") from error


COMMANDS = {"completion": completion}
