"""evaluate: how right the numbers are, on your own past and on any log."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from kithly.app.bringing.start import is_empty
from kithly.app.views import PredictedView, RankedView
from kithly.interfaces.cli.accounts import Group
from kithly.interfaces.cli.evaluated import evaluated_text
from kithly.interfaces.cli.run import network, nothing_yet, show
from kithly.interfaces.cli.text import plural, say
from kithly.interfaces.cli.verb import Verb, global_options

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(
    "evaluate",
    cls=Group,
    invoke_without_command=True,
    help="How right the numbers were in your own past; predictions and rankings for any log.",
)
@click.pass_context
def evaluate(ctx: click.Context) -> None:
    """Say how right the numbers are."""
    if ctx.invoked_subcommand is None:
        _own_past()


def _own_past() -> None:
    from kithly.app.evaluating.own_past import own_past

    with network() as opened:
        view, nothing = own_past(opened), is_empty(opened)
    show("evaluate", view, nothing_yet if nothing else evaluated_text)


@evaluate.command(
    "predict",
    cls=Verb,
    help="Answer questions from any log of who wrote to whom, with the very code that looks at your network. "
    "Each answer knows only what came strictly before it.",
)
@click.option("--interactions", required=True, type=FILE, help="Parquet: sender, recipient, ts (seconds), n_rcpt.")
@click.option("--queries", required=True, type=FILE, help="Parquet: ego, alter, ts, n_rcpt.")
@click.option("--horizon-days", required=True, type=float, help="Strength: contact within so many days.")
@click.option("--reply-days", required=True, type=float, help="Reply: an answer within so many days.")
@click.option("--out", required=True, type=FILE, help="Parquet to write: the questions, strength and reply added.")
@click.option("--own-history", is_flag=True, help="Calibrate on each ego's own past, as far as it was over.")
def predict(*, interactions: Path, queries: Path, out: Path, **windows: Any) -> None:
    """Predict for given questions."""
    from kithly.app.evaluating.predict import Windows
    from kithly.app.evaluating.predict import predict as answer

    show("predictions", answer(interactions, queries, out, Windows(**windows)), _predicted_text)


def _predicted_text(view: PredictedView) -> None:
    say(f"{plural(view.queries, 'question')} answered from {plural(view.interactions, 'interaction')}: {view.out}")
    if view.to_oneself:
        say(f"{plural(view.to_oneself, 'interaction')} left out: from somebody to themselves.")
    if view.never_in_contact:
        say(f"{view.never_in_contact:,} are about two who had never been in contact: their strength is left empty.")


def _seconds(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> float:
    """Return the log's clock; a date, as --now takes it everywhere else, counts only where no seconds are given."""
    found = [number for value in values if (number := _number(value)) is not None]
    if found:
        return found[0]
    try:
        return datetime.fromisoformat(values[0]).timestamp()
    except ValueError:
        raise click.BadParameter(f"{values[0]!r} is no number of seconds", ctx=ctx, param=param) from None


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


class Ranking(click.Command):
    """A verb whose --now is the log's own clock, in seconds."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.params.extend(option for option in global_options() if option.name != "now")


@evaluate.command("rank", cls=Ranking, help="Rank people by the worth of a touch, from a log alone: for simulations.")
@click.option("--log", required=True, type=FILE, help="Parquet: person, ts (seconds), incoming, touch.")
@click.option("--people", required=True, type=FILE, help="Parquet: person, importance, minutes.")
@click.option(
    "--now",
    "at",
    required=True,
    multiple=True,
    callback=_seconds,
    metavar="SECONDS",
    help="The present, in seconds since 1970.",
)
@click.option("--count", required=True, type=int, help="How many people at most.")
def rank(*, log: Path, people: Path, at: float, count: int) -> None:
    """Rank the people of a log."""
    from kithly.app.evaluating.ranking import rank_of

    show("rank", rank_of(log, people, now=at, count=count), _ranked_text)


def _ranked_text(view: RankedView) -> None:
    for one in view.people:
        say(str(one))


COMMANDS = {"evaluate": evaluate}
