"""needs, cadence: what a person looks for and offers, and how often the user wants to be in touch."""

from __future__ import annotations

import click

from kithly.app.persons.wishes import LONGEST, cadence_of, needs_of
from kithly.app.persons.wishes import cadence as keep_cadence
from kithly.app.persons.wishes import needs as keep_needs
from kithly.app.views import CadenceView, NeedsView
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.verb import Verb

NO_CADENCE = "none"


@click.command(
    "needs",
    cls=Verb,
    help="What somebody looks for and offers, a line each. Without options it is shown; an empty text forgets a line.",
)
@click.argument("who", nargs=-1, required=True)
@click.option("--looks-for", metavar="TEXT", help="What they look for.")
@click.option("--offers", metavar="TEXT", help="What they offer.")
def needs(who: tuple[str, ...], looks_for: str | None, offers: str | None) -> None:
    """Show or keep what a person needs and offers."""
    with network() as opened:
        if looks_for is None and offers is None:
            show("needs", needs_of(opened, " ".join(who)), _needs_text)
            return
        view = keep_needs(opened, " ".join(who), looks_for=looks_for, offers=offers)
    show("needs", view, done)


def _needs_text(view: NeedsView) -> None:
    if not view.looks_for and not view.offers:
        say(f"Nothing kept of what {view.person.name} looks for or offers.")
        say(f"kithly needs '{view.person.name}' --looks-for TEXT --offers TEXT")
    if view.looks_for:
        say(f"{view.person.name} looks for: {view.looks_for}")
    if view.offers:
        say(f"{view.person.name} offers: {view.offers}")


def _days(ctx: click.Context, param: click.Parameter, value: str | None) -> int | str | None:
    """Read a number of days, or ``none``."""
    if value is None or value.strip().lower() == NO_CADENCE:
        return value
    try:
        return int(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is neither a number of days nor none", ctx=ctx, param=param) from error


@click.command(
    "cadence",
    cls=Verb,
    help=f"How often you want to be in touch with somebody: every so many DAYS (1 to {LONGEST:,}), or none. Without "
    "DAYS it is shown, with how long ago the last time was.",
)
@click.argument("who")
@click.argument("days", required=False, callback=_days)
def cadence(who: str, days: int | str | None) -> None:
    """Show or keep a cadence."""
    with network() as opened:
        if days is None:
            show("cadence", cadence_of(opened, who), _cadence_text)
            return
        view = keep_cadence(opened, who, days if isinstance(days, int) else None)
    show("cadence", view, done)


def _cadence_text(view: CadenceView) -> None:
    say(view.text or f"No cadence kept for {view.person.name}: kithly cadence '{view.person.name}' 90")


COMMANDS = {"needs": needs, "cadence": cadence}
