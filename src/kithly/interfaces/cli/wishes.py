"""needs, cadence: what a person looks for and offers, and how often the user wants to be in touch."""

from __future__ import annotations

import click

from kithly.app.persons.wishes import LONGEST, cadence_of, circle_cadence, needs_of
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
    "DAYS it is shown, with what contact began it anew. With --circle NAME DAYS: with everybody in a circle.",
)
@click.argument("words", nargs=-1, metavar="[WHO] [DAYS]")
@click.option("--latest", type=int, metavar="N", help="After so many days it comes before others (else a third later).")
@click.option("--circle", metavar="NAME", help="With each person of a circle; a word on the person counts more.")
@click.pass_context
def cadence(ctx: click.Context, words: tuple[str, ...], latest: int | None, circle: str | None) -> None:
    """Show or keep a cadence."""
    who, told = (circle, words) if circle else (words[0] if words else None, words[1:])
    if not who or len(told) > 1 or (circle and not told):
        raise click.UsageError("Say WHO and DAYS, or --circle NAME and DAYS.", ctx)
    days = _days(ctx, ctx.command.params[0], told[0] if told else None)
    keep = circle_cadence if circle else keep_cadence
    with network() as opened:
        if days is None:
            show("cadence", cadence_of(opened, who), _cadence_text)
            return
        view = keep(opened, who, days if isinstance(days, int) else None, latest=latest)
    show("cadence", view, done)


def _cadence_text(view: CadenceView) -> None:
    say(view.text or f"No cadence kept for {view.person.name}: kithly cadence '{view.person.name}' 90")
    if view.reset:
        say(f"Begun anew by: {view.reset.text}")
    if view.due and view.days:
        say(f"A word is welcome from {view.due:%-d %B %Y} on, and after {view.latest} days it comes before others.")


COMMANDS = {"needs": needs, "cadence": cadence}
