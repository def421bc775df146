"""merges, same, different."""

from __future__ import annotations

import click

from kithly.app.bringing.start import is_empty
from kithly.app.network import Network
from kithly.app.persons.merging import accept as take
from kithly.app.persons.merging import different as keep_apart
from kithly.app.persons.merging import same as bring_together
from kithly.app.persons.merging import suggestions
from kithly.app.views import MergesView, PersonRow
from kithly.interfaces.cli.run import confirm, done, network, nothing_yet, show
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.verb import Verb

ALL = 100_000  # pairs counted before the yes to a merge of many


@click.command("merges", cls=Verb, help="People who may be one and the same, with what speaks for it.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 10_000), metavar="N", help="How many.")
@click.option("--accept", type=float, metavar="SCORE", help="Merge all that are this sure (0.9: very); one undo.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def merges(limit: int, accept: float | None, *, yes: bool) -> None:
    """List merge suggestions, or accept the surest."""
    with network() as opened:
        if accept is not None:
            if not yes:
                confirm(_question(opened, accept), yes=yes, hint=f"kithly merges --accept {accept:g} --yes")
            show("same", take(opened, accept), done)
            return
        view = suggestions(opened, limit=limit)
        nothing = is_empty(opened)
    show("merges", view, nothing_yet if nothing else _merges_text)


def _question(opened: Network, score: float) -> str:
    """Ask for the yes to a merge of many, with how many they are."""
    sure = sum(one.score >= score for one in suggestions(opened, limit=ALL).suggestions)
    are = "pair is" if sure == 1 else "pairs are"
    return f"{sure:,} {are} at least {score * 100:.4g} % sure. Join them?"


def _merges_text(view: MergesView) -> None:
    if not view.suggestions:
        say("No two people look like one.")
        return
    for one in view.suggestions:
        say(f"{_named(one.a)} and {_named(one.b)}: one person?")
        for because in one.because:
            say(f"- {because.text}", indent=4)
        say(f"{min(one.score, 0.99) * 100:.0f} % sure", indent=4)
        say(f"kithly same {one.a.id} {one.b.id}   or   kithly different {one.a.id} {one.b.id}", indent=4)


def _named(row: PersonRow) -> str:
    known = row.company or next((identity.value for identity in row.identities), "")
    return row.name + (f" ({known})" if known and known != row.name else "")


@click.command(
    "same", cls=Verb, help="Two entries are one person: say which, by name, address or id. Undo gives both back."
)
@click.argument("a")
@click.argument("b")
def same(a: str, b: str) -> None:
    """Merge two people."""
    with network() as opened:
        view = bring_together(opened, a, b)
    show("same", view, done)


@click.command("different", cls=Verb, help="Two entries, or two addresses of one entry, are two people.")
@click.argument("a")
@click.argument("b")
def different(a: str, b: str) -> None:
    """Keep two people apart."""
    with network() as opened:
        view = keep_apart(opened, a, b)
    show("different", view, done)


COMMANDS = {"merges": merges, "same": same, "different": different}
