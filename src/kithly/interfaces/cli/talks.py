"""meet, prepare, talked, back: a talk arranged, prepared, what came of it, and who wrote back after years."""

from __future__ import annotations

from datetime import date, datetime, tzinfo
from pathlib import Path

import click

from kithly.app.views import BroughtBackView, PrepareView, TalkView
from kithly.app.when import told_day
from kithly.errors import SettingsError
from kithly.interfaces.cli.moments import DAY, MOMENT
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import say
from kithly.interfaces.cli.ties import in_words
from kithly.interfaces.cli.verb import Verb


@click.command(
    "meet", cls=Verb, help="Keep that a talk is arranged; with --ics write an invitation for both calendars."
)
@click.argument("who")
@click.option("--at", type=MOMENT, metavar="'YYYY-MM-DD HH:MM'", help="When it begins, in your time zone.")
@click.option("--minutes", type=int, default=30, show_default=True, help="How long.")
@click.option("--place", default="", help="A room, a number, the address of a call.")
@click.option("--about", default="", help="What about.")
@click.option(
    "--ics", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write the invitation there."
)
@click.option("--off", is_flag=True, help="The next arranged talk will not take place.")
def meet(  # noqa: PLR0913 - one per option
    who: str, at: datetime | None, ics: Path | None, *, minutes: int, place: str, about: str, off: bool
) -> None:
    """Keep an arranged talk."""
    from kithly.app.talks.arranging import arrange, call_off

    with network() as opened:
        if off:
            show("meet", call_off(opened, who), done)
            return
        if at is None:
            raise click.UsageError("When? kithly meet NAME --at 'YYYY-MM-DD HH:MM'")
        view = arrange(opened, who, at, minutes=minutes, place=place, about=about)
    if ics is not None:
        _kept_as(ics, view.invitation)
    show("meet", view, lambda told: _meet_text(told, ics))


def _kept_as(path: Path, invitation: str) -> None:
    from kithly.transport.whole_files import write_whole

    try:
        write_whole(path, invitation.encode("utf-8"))
    except OSError as error:
        told = f"The talk is kept, but {path} cannot be written: {error.strerror or error}."
        raise SettingsError("file", told, hint="Name a file in a folder of your own.") from error


def _meet_text(view: TalkView, ics: Path | None) -> None:
    say(view.text)
    if view.busy:
        say(view.busy)
    if ics is not None:
        say(f"The invitation is in {ics}.")
    say(f"Before it: kithly prepare {view.person.id}")


@click.command("prepare", cls=Verb, help="The page before a talk: half a minute to read.")
@click.argument("who")
def prepare(who: str) -> None:
    """Show the page before a talk."""
    from kithly.app.talks.preparing import prepare_talk

    with network() as opened:
        view, zone = prepare_talk(opened, who), opened.zone
    show("prepare", view, lambda told: _prepare_text(told, zone))


def _prepare_text(view: PrepareView, zone: tzinfo) -> None:
    who = f", {view.who}" if view.who else ""
    say(f"{view.person.name}{who}")
    for line in view.belongs:
        say(line, indent=2)
    say(in_words(view.tie), indent=2)
    if view.meeting:
        say(view.meeting.text)
    elif view.talk_at:
        local = view.talk_at.astimezone(zone)
        say(f"You talk on {told_day(local.date().isoformat())} at {local:%H:%M}.")
    if view.personal:
        say("Your last talk was personal.")
    elif view.last:
        when = f" ({told_day(view.last.at.date().isoformat())})" if view.last.at else ""
        say(f"You talked about “{view.last.topic}”{when}.")
    _lines("You owe:", [one.text for one in view.owed])
    _lines("They said:", [one.text for one in view.theirs])
    _lines("You could offer:", [one.text for one in view.offer])
    _lines("New with them:", [one.text for one in view.news])
    _lines("Your notes:", [f"{one.text} ({told_day(one.at.date().isoformat())})" for one in view.notes])
    wishes = (("They look for: ", view.looks_for), ("They offer: ", view.offers), ("You look for: ", view.yours))
    for label, words in wishes:
        if words:
            say(f"{label}{words}", hang=2)
    say(f"Afterwards: {view.ask}")


def _lines(title: str, lines: list[str]) -> None:
    if lines:
        say(title)
    for line in lines:
        say(f"- {line}", indent=2, hang=2)


@click.command("talked", cls=Verb, help="What came of a talk: a contact, a note, and what each side promised.")
@click.argument("who")
@click.argument("text", nargs=-1)
@click.option("--on", "day", type=DAY, metavar="YYYY-MM-DD", help="When you talked (default: today).")
@click.option("--promised", default=None, metavar="WHAT", help="What you promised; it comes back in time.")
@click.option("--by", "due", type=DAY, metavar="YYYY-MM-DD", help="By when.")
@click.option(
    "--they-promised", default=None, metavar="WHAT", help="What they promised; later it is a reason to write."
)
@click.option("--they-by", "their_due", type=DAY, metavar="YYYY-MM-DD", help="By when.")
def talked(  # noqa: PLR0913 - one per option
    who: str,
    text: tuple[str, ...],
    *,
    day: date | None,
    promised: str | None,
    due: date | None,
    they_promised: str | None,
    their_due: date | None,
) -> None:
    """Keep what came of a talk."""
    from kithly.app.talks.afterwards import Outcome, Promised
    from kithly.app.talks.afterwards import talked as keep

    if (due and promised is None) or (their_due and they_promised is None):
        raise click.UsageError("By then what? --promised WHAT --by DAY, or --they-promised WHAT --they-by DAY")
    outcome = Outcome(
        text=" ".join(text),
        on=day,
        mine=None if promised is None else Promised(text=promised, due=due),
        theirs=None if they_promised is None else Promised(text=they_promised, due=their_due),
    )
    with network() as opened:
        view = keep(opened, who, outcome)
    show("talked", view, done)


@click.command("back", cls=Verb, help="Who wrote again after two years of silence or more, in a year.")
@click.option("--year", type=click.IntRange(1970, 9999), help="Which year (default: this one).")
def back(year: int | None) -> None:
    """List who came back."""
    from kithly.app.today.courage import brought_back

    with network() as opened:
        view = brought_back(opened, year)
    show("back", view, _back_text)


def _back_text(view: BroughtBackView) -> None:
    if not view.people:
        say(f"Nobody wrote again after two years of silence in {view.year}, as far as the records tell.")
    for one in view.people:
        say(f"{told_day(one.at.date().isoformat())}: {one.text}", hang=2)


COMMANDS = {"meet": meet, "prepare": prepare, "talked": talked, "back": back}
