"""help: what a command does, whole."""

from __future__ import annotations

import click

from kithly.interfaces.cli.verb import Verb


@click.command("help", cls=Verb, help="What a command does, in full: the same as kithly COMMAND --help.")
@click.argument("command", nargs=-1, metavar="[COMMAND]...")
@click.pass_context
def help_(ctx: click.Context, command: tuple[str, ...]) -> None:
    """Print the help of a verb, or of all."""
    context = ctx.find_root()
    for word in command:
        group = context.command
        if not isinstance(group, click.Group):
            told = f"{context.command_path} has no commands of its own."
            raise click.UsageError(told, context)
        name, found, _ = group.resolve_command(context, [word])
        if found is None or name is None:
            raise click.UsageError(f"There is no command {word!r}.", context)
        context = click.Context(found, parent=context, info_name=name)
    click.echo(context.get_help())


COMMANDS = {"help": help_}
