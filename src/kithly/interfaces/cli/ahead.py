"""forecast: the year ahead under usual contact."""

from __future__ import annotations

from pathlib import Path

import click

from kithly.app.bringing.start import is_empty
from kithly.app.views import ExpectationView, ForecastMonthView, ForecastView, KeepView, PastForecastView
from kithly.interfaces.cli.kept_pictures import keep_ahead
from kithly.interfaces.cli.run import network, nothing_yet, show
from kithly.interfaces.cli.text import plural, say, table
from kithly.interfaces.cli.ties import in_words
from kithly.interfaces.cli.verb import Verb
from kithly.ties.words import MONTHS


@click.command("forecast", cls=Verb, help="With how many people you will be in touch, month by month for a year.")
@click.option("--svg", type=click.Path(path_type=Path), metavar="FILE", help="Keep the picture of it (SVG).")
@click.option("--yes", is_flag=True, help="Write over a file that is there.")
def forecast(svg: Path | None, *, yes: bool) -> None:
    """Show the year ahead, what was said in years past, and what would keep people; or keep a picture of it."""
    from kithly.app.persons.forecast import forecast as year_ahead

    if svg:
        keep_ahead(svg, yes=yes)
        return
    with network() as opened:
        view = year_ahead(opened)
        nothing = is_empty(opened)
    show("forecast", view, nothing_yet if nothing else _text)


def _text(view: ForecastView) -> None:
    if view.text:
        say(view.text)
        say(
            f"Of the {plural(view.now.known, 'person', 'people')} known today, by each one's own rhythm, with those "
            "who write first and your own messages; people you have yet to meet are not in it."
        )
        table(map(_row, view.months), indent=2, heads=("", "in touch", "would answer"))
    for one in view.past:
        say(_past(one))
    if view.hits.made > 1:
        say(f"What came lay within the range {view.hits.inside} of {view.hits.made} times; 8 in 10 is meant.")
    if view.keep:
        _keep(view.keep)
    for sentence in view.lacking:
        say(sentence)


def _row(one: ForecastMonthView) -> tuple[str, str, str]:
    return f"{MONTHS[one.on.month - 1]} {one.on.year}", _range(one.in_touch), _range(one.would_answer)


def _range(view: ExpectationView) -> str:
    low, high = view.interval or (0.0, 0.0)
    return f"{view.expected or 0.0:,.0f} ({low:,.0f} to {high:,.0f})"


def _past(one: PastForecastView) -> str:
    low, high = one.interval
    return (
        f"In {MONTHS[one.made.month - 1]} {one.made.year}, in touch with {one.was:,}, it would have said "
        f"{one.expected:,.0f} ({low:,.0f} to {high:,.0f}) for a year later; of those people it was {one.came:,}."
    )


def _keep(keep: KeepView) -> None:
    say(keep.text)
    for one in keep.most_likely:
        say(f"- {one.person.name}: {in_words(one.tie)}", indent=2)
    if keep.people > len(keep.most_likely) > 0:
        say(f"- and {keep.people - len(keep.most_likely):,} more", indent=2)
    if keep.people:
        say("No log shows that a hello keeps a tie: this is what it would take, not what it would do.")


COMMANDS = {"forecast": forecast}
