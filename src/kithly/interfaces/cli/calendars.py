"""calendar."""

from __future__ import annotations

from pathlib import Path

import click

from kithly.app.views import CalendarView
from kithly.interfaces.cli.run import done as kept
from kithly.interfaces.cli.run import network, show
from kithly.interfaces.cli.text import clean, say, table
from kithly.interfaces.cli.verb import Verb

SHOWN = 40  # days listed in words


@click.command(
    "calendar",
    cls=Verb,
    help="Today's hellos, those you put off, and birthdays, as whole days of a calendar. Without an option they are "
    "listed here. There are no alarms in it, and nobody is invited to anything.",
)
@click.option("--ics", "path", type=click.Path(path_type=Path, dir_okay=False), help="Write them into this file.")
@click.option(
    "--account", default="", metavar="ADDRESS", help="Keep them in a calendar of their own in this caldav account."
)
@click.option("--off", is_flag=True, help="Write into that calendar no more; it stays as it is.")
def calendar(path: Path | None, *, account: str, off: bool) -> None:
    """Show or write the calendar."""
    from kithly.app.reminding.calendars import show_calendar, write_calendar
    from kithly.app.reminding.own_calendar import begin_calendar, end_calendar

    with network() as opened:
        if off:
            show("calendar_off", end_calendar(opened), kept)
            return
        if account:
            view = begin_calendar(opened, account)
        else:
            view = write_calendar(opened, path) if path else show_calendar(opened)
    show("calendar", view, _text)


def _text(view: CalendarView) -> None:
    if not view.path and not view.account:
        days = view.leaves[:SHOWN]
        table((f"{one.on:%-d %B}" if one.rule else f"{one.on:%-d %B %Y}", clean(one.title)) for one in days)
    say(view.text)


COMMANDS = {"calendar": calendar}
