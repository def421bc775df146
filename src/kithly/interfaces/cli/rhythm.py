"""rhythm, away: the minutes, quiet hours and limits of the user's days, and days away."""

from __future__ import annotations

from datetime import date

import click

from kithly.app.views import AwayWordView, DayRhythmView, LimitView
from kithly.interfaces.cli.moments import DAY
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import plural, say, table
from kithly.interfaces.cli.verb import Verb


@click.command(
    "rhythm",
    cls=Verb,
    help="How your days are planned: minutes, quiet hours and days, and how much one place bears. Without options it "
    "is shown.",
)
@click.option("--minutes", metavar="N", help="Minutes a day; learn: what you usually do; none: as in the settings.")
@click.option("--quiet-hours", metavar="FROM-TO", help="Nothing is planned then: 19-8, or none.")
@click.option("--quiet-days", metavar="DAYS", help="Nothing is planned on them: sat,sun, or none.")
@click.option("--holiday", multiple=True, metavar="DAY", help="A day kept free: 12-25 each year, or 2026-12-24.")
@click.option("--no-holiday", multiple=True, metavar="DAY", help="A day that is no longer kept free.")
@click.option(
    "--limit",
    multiple=True,
    metavar="PLACE=N",
    help="At most so many a day: linkedin=10, linkedin:comment=2/8 (a day/a week), linkedin= for the usual.",
)
@click.option("--share", metavar="on|off", help="Whether a day may mention, once a week, an idea for a post of yours.")
def rhythm(
    minutes: str | None, quiet_hours: str | None, quiet_days: str | None, share: str | None, **many: tuple[str, ...]
) -> None:
    """Show or change how days are planned."""
    from kithly.app.today.rhythm import rhythm as shown
    from kithly.app.today.rhythm import set_rhythm

    single = {"minutes": minutes, "quiet-hours": quiet_hours, "quiet-days": quiet_days, "share": share}
    pairs = [(key, value) for key, value in single.items() if value is not None]
    pairs += [(key.replace("_", "-"), value) for key, values in many.items() for value in values]
    with network() as opened:
        if not pairs:
            show("rhythm", shown(opened), _rhythm_text)
            return
        view = set_rhythm(opened, pairs)
    show("rhythm", view, done)


def _rhythm_text(view: DayRhythmView) -> None:
    follows = ", following what you do" if view.minutes.is_learning else ""
    say(f"Minutes: {view.minutes.today:g} a day{follows}.")
    if view.learned:
        say(f"{view.learned.text} (from {plural(view.learned.days, 'day')})")
        if view.learned.is_offered:
            say(f"Plan for that? kithly rhythm --minutes {view.learned.minutes:g}, or kithly rhythm --minutes learn")
    hours = view.quiet_hours
    say(f"Quiet hours: {hours.start} to {hours.end}." if hours else "Quiet hours: none.")
    say(f"Quiet days: {', '.join(one.capitalize() for one in view.quiet_days) or 'none'}.")
    if view.holidays:
        say(f"Days kept free: {', '.join(view.holidays)}.")
    if view.away:
        say(view.away.text)
    say()
    say("At most, a day and in seven days (done so far):")
    table(_limit(one) for one in view.limits)


def _limit(one: LimitView) -> tuple[str, str, str]:
    place = "any other place" if one.place == "*" else one.place
    own = ", as you said" if one.is_own else ""
    return f"{place}, {one.act}", f"{one.day} ({one.done_today})", f"{one.week} ({one.done_week}){own}"


@click.command(
    "away",
    cls=Verb,
    help="Days away: nothing is planned, asked or mailed until UNTIL, the day you are back; then a fresh few. With two "
    "days, away from the first to the second. Without days it is shown.",
)
@click.argument("days", nargs=-1, type=DAY, metavar="[FROM] [UNTIL]")
@click.option("--until", type=DAY, metavar="DATE", help="The same as UNTIL.")
@click.option("--back", is_flag=True, help="You are back, or do not leave after all.")
def away(days: tuple[date, ...], until: date | None, *, back: bool) -> None:
    """Show or keep days away."""
    from kithly.app.today.resting import away as keep
    from kithly.app.today.resting import away_now
    from kithly.app.today.resting import back as end

    told = [*days, *((until,) if until else ())]
    if len(told) > 2 or (back and told):
        raise click.UsageError("Say UNTIL, or FROM and UNTIL, or --back.")
    with network() as opened:
        if not told and not back:
            show("away", away_now(opened), _away_text)
            return
        view = end(opened) if back else keep(opened, told[-1], start=_start(told))
    show("away", view, done)


def _start(told: list[date]) -> date | None:
    return told[0] if len(told) > 1 else None


def _away_text(view: AwayWordView) -> None:
    say(view.text)
    if view.away is None:
        say("Leaving for a while? kithly away 2026-12-24 (the day you are back)")


COMMANDS = {"rhythm": rhythm, "away": away}
