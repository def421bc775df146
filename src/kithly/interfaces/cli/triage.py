"""triage."""

from __future__ import annotations

import click

from kithly.app.belonging.levels import PLACES
from kithly.app.views import TriageView
from kithly.interfaces.cli.run import done, network, show, wants_json
from kithly.interfaces.cli.text import say, table
from kithly.interfaces.cli.verb import Verb

MARKED = {"network": "network", "family": "family", "service": "service", "leave_out": "leave-out"}


@click.command(
    "triage",
    cls=Verb,
    help="The 24 people you write with most: say who is network, family, service or to be left out. Without arguments "
    "it lists them with a guess; family and services are never ranked or planned.",
)
@click.argument("who", required=False)
@click.argument("place", required=False, type=click.Choice(tuple(PLACES)))
@click.option("--one-by-one", "-i", is_flag=True, help="One at a time, one key for each place; ? lists the keys.")
@click.option("--accept", is_flag=True, help="Take all guesses, but for those you name; one undo takes it back.")
@click.option("--network", multiple=True, metavar="NAME", help="Network, whatever was guessed; several times.")
@click.option("--family", multiple=True, metavar="NAME", help="Family, whatever was guessed; several times.")
@click.option("--service", multiple=True, metavar="NAME", help="A service, whatever was guessed; several times.")
@click.option("--leave-out", multiple=True, metavar="NAME", help="Left out, whatever was guessed; several times.")
def triage(who: str | None, place: str | None, *, one_by_one: bool, accept: bool, **named: tuple[str, ...]) -> None:
    """List the people written with most, place one, or settle all."""
    from kithly.app.belonging.triage import settle_triage
    from kithly.app.belonging.triage import triage as list_most
    from kithly.app.belonging.word import place as keep

    own = {name: MARKED[where] for where, names in named.items() for name in names}
    if who and (accept or own):
        raise click.UsageError(
            "Either one: kithly triage NAME family; or several: kithly triage --accept --family NAME"
        )
    if one_by_one:
        _one_by_one(is_alone=not (who or accept or own))
        return
    with network() as opened:
        if who and place:
            show("triage", keep(opened, who, place), done)
        elif who:
            raise click.UsageError("Say where they belong: kithly triage NAME network|family|service|leave-out")
        elif accept or own:
            show("triage", settle_triage(opened, own, as_guessed=accept), done)
        else:
            show("triage", list_most(opened), _triage_text)


def _one_by_one(*, is_alone: bool) -> None:
    """Ask about one after the other."""
    from kithly.app.belonging.triage import triage as list_most
    from kithly.interfaces.cli.one_by_one.belonging import walk_places
    from kithly.interfaces.cli.one_by_one.keys import need_terminal

    if not is_alone or wants_json():
        raise click.UsageError("--one-by-one stands alone: kithly triage -i")
    need_terminal("All at once: kithly triage")
    with network() as opened:
        view = list_most(opened)
        if view.people:
            walk_places(opened, view.people)
        else:
            _triage_text(view)


def _triage_text(view: TriageView) -> None:
    if not view.people:
        say("No mail or messages yet. Begin with: kithly import PATH")
        return
    table((one.person.name, one.note, one.place if one.decided else f"{one.guess}? {one.why}") for one in view.people)
    say()
    if any(not one.decided for one in view.people):
        say("All as guessed: kithly triage --accept. But for some: kithly triage --accept --family NAME --service NAME")
    say("One of them: kithly triage NAME network|family|service|leave-out")


COMMANDS = {"triage": triage}
