"""eras."""

from __future__ import annotations

import click

from kithly.app.views import EraPersonView, ErasView, EraView
from kithly.history.eras import Role
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import plural, say
from kithly.interfaces.cli.verb import Verb

SHOWN = 6  # people of each era in the list of all
TICK, NO_TICK = "x", " "


@click.command(
    "eras",
    cls=Verb,
    help="Your years at each employer and school, and who seems to come from there. Each era is answered once: ERA is "
    "a part of its name or its key. Until you say yes people are only likely, and no draft mentions a shared past.",
)
@click.argument("era", required=False)
@click.argument("names", nargs=-1)
@click.option("--all", "answer", flag_value="all", help="All of them belong to it.")
@click.option("--likely", "answer", flag_value="likely", help="Those ticked belong to it, the others do not.")
@click.option("--pick", "answer", flag_value="pick", help="Only the NAMES belong to it.")
@click.option("--no", "answer", flag_value="no", help="None of them does.")
@click.option(
    "--as", "role", type=click.Choice([role.value for role in Role]), metavar="ROLE",
    help="coworkers, classmates, clients or friends; else by the kind of era.",
)  # fmt: skip
def eras(era: str | None, names: tuple[str, ...], answer: str | None, role: str | None) -> None:
    """List eras, show one, or answer it."""
    from kithly.app.belonging.eras import answer_era
    from kithly.app.belonging.eras import era as show_one
    from kithly.app.belonging.eras import eras as list_all

    _check(era, names, answer, role)
    with network() as opened:
        if era is None:
            show("eras", list_all(opened), _eras_text)
        elif answer is None:
            show("era", show_one(opened, era), lambda view: _era_text(view, shown=len(view.people)))
        elif answer == "likely":
            ticked = [one.id for one in show_one(opened, era).people if one.likely and one.confirmed is None]
            show("eras", answer_era(opened, era, "pick", ticked, role), done)
        else:
            show("eras", answer_era(opened, era, answer, names, role), done)


def _check(era: str | None, names: tuple[str, ...], answer: str | None, role: str | None) -> None:
    """Refuse what makes no sense, with what does."""
    if answer and era is None:
        raise click.UsageError(f"Say which: kithly eras ERA --{answer}")
    if names and answer != "pick":
        raise click.UsageError("Names come with --pick: kithly eras ERA --pick NAME NAME")
    if role and not answer:
        raise click.UsageError("A role comes with an answer: kithly eras ERA --all --as clients")


def _eras_text(view: ErasView) -> None:
    if not view.eras:
        say("No position or school of yours is known yet. They come with your LinkedIn export: kithly import PATH")
        return
    empty = [one for one in view.eras if not one.count and one.answer is None]
    for one in view.eras:
        if one not in empty:
            _era_text(one, shown=SHOWN if one.waiting else 0)
    if empty:
        told = (f"{one.organisation}{f', {one.years}' if one.years else ''} [{one.key}]" for one in empty)
        say(f"Nobody on record seems to come from: {'; '.join(told)}.")
    say()
    say("One of them whole: kithly eras ERA. Answer: kithly eras ERA --all, --likely, --pick NAME NAME or --no.")


def _era_text(view: EraView, *, shown: int) -> None:
    say(", ".join(filter(None, (view.heading, view.years))) + f" [{view.key}]")
    for sentence in _sentences(view):
        say(sentence, indent=2)
    for one in view.people[:shown]:
        say(_line(one, view.role), indent=2, hang=4)
    left = view.waiting - shown
    if shown and left > 0:
        say(f"... and {left:,} more: kithly eras {view.key}", indent=2)


def _sentences(view: EraView) -> list[str]:
    """Return what was answered, what is asked, and how that is known."""
    told = []
    if view.answer:
        told.append(f"You said {view.answer.answer}: {plural(view.members, view.role.removesuffix('s'))}.")
    if view.waiting:
        told += [view.question, view.sentence]
    return told or ["Nobody on record seems to come from here."]


def _line(one: EraPersonView, role: str) -> str:
    """Return one person: ticked or not, or what was said of them; and how they belong where that differs."""
    mark = {None: f"[{TICK if one.likely else NO_TICK}]", True: "yes", False: "no "}[one.confirmed]
    other = "" if one.role == role or one.confirmed is False else f" ({one.role.removesuffix('s')})"
    guess = other.replace(")", "?)") if one.confirmed is None else other
    return f"{mark} {one.name}{guess}: {one.because}"


COMMANDS = {"eras": eras}
