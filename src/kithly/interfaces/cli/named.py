"""named."""

from __future__ import annotations

import click

from kithly.app.views import NamedLineView, NamedPeopleView
from kithly.interfaces.cli.run import network, show
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.verb import Verb


@click.command(
    "named",
    cls=Verb,
    help="People you would be sorry to lose: a LINE each, in any words ('Tomasz, wind farm'). They matter more to the "
    "plan, and later imports are matched with them. Without arguments the lines are listed.",
)
@click.argument("lines", nargs=-1, metavar="[LINE]...")
@click.option("--drop", multiple=True, type=click.IntRange(1), metavar="N", help="Take line N away; several times.")
def named(lines: tuple[str, ...], drop: tuple[int, ...]) -> None:
    """List, add to, or take from the people named."""
    from kithly.app.belonging.named import list_named, name_people

    with network() as opened:
        view = list_named(opened)
        if too_far := [number for number in drop if number > len(view.people)]:
            raise click.UsageError(f"There is no line {too_far[0]}. kithly named lists them.")
        if lines or drop:
            left = [one.line for number, one in enumerate(view.people, 1) if number not in drop]
            view = name_people(opened, [*left, *lines])
    show("named", view, _text)


def _text(view: NamedPeopleView) -> None:
    if view.change:
        say(f"{view.text} (undo: kithly undo {view.change})")
    if not view.people:
        say("Nobody yet. A line each, in any words: kithly named 'Siobhán, from the Nordlys days' 'Prof. Haugland'")
        return
    for number, one in enumerate(view.people, 1):
        say(f"{number}. {one.line}{_meaning(one)}", hang=3)
    if not all(one.matched for one in view.people):
        say("Who is not found yet may be in your next import; kithly merges then shows whom a line may mean.")


def _meaning(one: NamedLineView) -> str:
    """Return whom a line means, unless its own words say it."""
    if not one.matched:
        return " (not found yet)"
    return "" if one.person.name in one.line else f" ({one.person.name})"


COMMANDS = {"named": named}
