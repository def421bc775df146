"""calendar."""

from __future__ import annotations

from pathlib import Path

import click

from kithly.app.views import CalendarView
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
def calendar(path: Path | None) -> None:
    """Show or write the calendar."""
    from kithly.app.reminding.calendars import show_calendar, write_calendar

    with network() as opened:
        view = write_calendar(opened, path) if path else show_calendar(opened)
    show("calendar", view, _text)


def _text(view: CalendarView) -> None:
    if not view.path and not view.account:
        days = view.leaves[:SHOWN]
        table((f"{one.on:%-d %B}" if one.rule else f"{one.on:%-d %B %Y}", clean(one.title)) for one in days)
    say(view.text)


COMMANDS = {"calendar": calendar}
