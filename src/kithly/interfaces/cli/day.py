"""today, done, snooze, skip, log, inbox."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import click

from kithly.app.show import HELLOS
from kithly.app.views import InboxView, OwedView, TodayView, TouchView
from kithly.interfaces.cli.called import by
from kithly.interfaces.cli.moments import DAY
from kithly.interfaces.cli.pages_here import pages_in, pages_of
from kithly.interfaces.cli.run import done as kept
from kithly.interfaces.cli.run import network, show, wants_json
from kithly.interfaces.cli.text import block, facts, plural, say
from kithly.interfaces.cli.ties import in_words
from kithly.interfaces.cli.verb import Verb


@click.command("today", cls=Verb, help="The few hellos worth today's minutes: who, why now, and a draft to edit.")
@click.option("--minutes", type=click.FloatRange(0, 1440), metavar="N", help="Minutes you have today (default: 10).")
@click.option("--drafts/--no-drafts", default=True, help="Show the drafts.")
@click.option(
    "--one-by-one", "-i", is_flag=True, help="One hello at a time, one key for each answer; ? lists the keys."
)
@click.option("--open/--no-open", "open_it", default=True, help="One by one: open pages, or only show the links.")
@click.pass_context
def today(ctx: click.Context, minutes: float | None, *, drafts: bool, one_by_one: bool, open_it: bool) -> None:
    """Show the day."""
    from kithly.app.today.day import today as plan

    if one_by_one:
        _need_keys("today")
    with network() as opened:
        view = plan(opened, minutes=minutes, drafts=not one_by_one)
        if one_by_one and view.touches:
            from kithly.interfaces.cli.one_by_one.hellos import walk_hellos

            _beside_text(view)
            walk_hellos(opened, [one.id for one in view.touches], whole="That was all for today.", open_it=open_it)
            return
        links = pages_of(opened, [one.person for one in view.touches])
    show("today", view, lambda one: _today_text(one, links, drafts=drafts))
    if view.touches and ctx.parent is ctx.find_root() and _has_keys():
        say("One at a time, one key for each answer: kithly today -i")


def _need_keys(verb: str) -> None:
    """Refuse to go one by one where there are no keys to read, or a program listens."""
    from kithly.interfaces.cli.one_by_one.keys import need_terminal

    if wants_json():
        raise click.UsageError(f"One by one is for people: kithly {verb} --json lists all.")
    need_terminal(f"All at once: kithly {verb}")


def _has_keys() -> bool:
    return not wants_json() and sys.stdin.isatty() and sys.stdout.isatty()


def _today_text(view: TodayView, links: Mapping[str, str], *, drafts: bool) -> None:
    if view.rest or view.rested or (view.done and not view.touches):
        say(view.closing)
    elif not view.minutes.budget:
        say("No minutes today: enough.")
    elif not view.touches and not view.hints:
        say("Nothing for today that would be worth your minutes.")
    elif view.touches:
        count = plural(len(view.touches), "hello")
        say(f"{view.date:%A, %-d %B}: {count}, about {view.minutes.planned:.0f} of {view.minutes.budget:.0f} minutes.")
    _beside_text(view)
    for touch in view.touches:
        say()
        _touch_text(touch, links, drafts=drafts)
    for place, hint in enumerate(view.hints):
        if place or view.touches or view.done:
            say()
        say(hint)
    if view.touches:
        say()
        say("Done, later, or not this one: kithly done ID, kithly snooze ID, kithly skip ID.")
        say("Look them up first: kithly look NAME. Take the message along: kithly send ID.")


def _beside_text(view: TodayView) -> None:
    """Print what stands beside the hellos: a question that keeps somebody out, and whom one meets."""
    for note in view.notes:
        if note.kind == "remember" and note.person is not None:
            say(f"{note.text} Yes: kithly remembered {note.person.id}. No: kithly remembered --off {note.person.id}.")
        elif note.kind == "talked" and note.person is not None:
            say(f"{note.text} kithly talked {note.person.id} 'what is worth remembering'")
    for meeting in view.meetings:
        say(f"{meeting.text} To prepare: kithly prepare {meeting.person.id}")


def _touch_text(touch: TouchView, links: Mapping[str, str], *, drafts: bool) -> None:
    who = f", {touch.who}" if touch.who else ""
    say(f"{HELLOS[touch.kind]} {touch.person.name}{who}   [{touch.id}]", links=links)
    say(touch.reason.text, indent=2, links=pages_in(touch.reason))
    facts((in_words(touch.tie), by(touch.channel), f"{touch.minutes:.0f} min"), indent=2)
    if touch.why:
        say(f"Why today: {' '.join(touch.why)}", indent=2)
    if touch.draft is None:
        if touch.why_no_draft:
            say(f"No draft: {touch.why_no_draft}.", indent=2)
        return
    if drafts:
        if touch.draft.subject:
            block(f"Subject: {touch.draft.subject}", bar="| ")
        block(touch.draft.text, bar="| ")


@click.command("done", cls=Verb, help="Say that a hello is done. ID is the word in brackets behind it in kithly today.")
@click.argument("touch", metavar="ID")
def done(touch: str) -> None:
    """Mark a touch as done."""
    from kithly.app.outbox.setting_up import hint_once
    from kithly.app.today.outcome import done as keep
    from kithly.app.today.touches import touch_named

    with network() as opened:
        door = touch_named(opened, touch).channel  # once it is done, it may be known no more
        view = keep(opened, touch)
        hint = "" if wants_json() else hint_once(opened, door)
    show("done", view, kept)
    if hint:
        say(hint)


@click.command(
    "snooze", cls=Verb, help="Bring a hello back later. ID is the word in brackets behind it in kithly today."
)
@click.argument("touch", metavar="[ID]", default="")
@click.option("--all", "everything", is_flag=True, help="Everything that is left today.")
@click.option(
    "--days", default=7, show_default=True, type=click.IntRange(1, 3_650), metavar="N", help="How many days later."
)
def snooze(touch: str, *, days: int, everything: bool) -> None:
    """Put a touch off, or all of them."""
    from kithly.app.today.outcome import snooze as keep
    from kithly.app.today.outcome import snooze_all

    if everything == bool(touch):
        raise click.UsageError("Say which hello, or --all.")
    with network() as opened:
        view = snooze_all(opened, days=days) if everything else keep(opened, touch, days=days)
    show("snooze", view, kept)


@click.command("skip", cls=Verb, help="Not this reason, ever again; with --person not this person, for 90 days.")
@click.argument("touch", metavar="ID")
@click.option("--person", is_flag=True, help="Leave this person alone for 90 days.")
def skip(touch: str, *, person: bool) -> None:
    """Skip a touch."""
    from kithly.app.today.outcome import skip as keep

    with network() as opened:
        view = keep(opened, touch, person=person)
    show("skip", view, kept)


@click.command("log", cls=Verb, help="Note a contact that no source saw: a call, a coffee, a text.")
@click.argument("who")
@click.argument("text", nargs=-1)
@click.option("--incoming", is_flag=True, help="They got in touch with you.")
@click.option("--on", "day", type=DAY, metavar="YYYY-MM-DD", help="When (default: now).")
def log(who: str, text: tuple[str, ...], day: date | None, *, incoming: bool) -> None:
    """Keep a contact the user tells of."""
    from kithly.app.today.outcome import log as keep

    with network() as opened:
        view = keep(opened, who, " ".join(text), incoming=incoming, day=day)
    show("log", view, kept)


@click.command("inbox", cls=Verb, help="Replies, thanks and follow-ups you owe: at most ten, of the last 60 days.")
@click.option("--left-out", is_flag=True, help="Show what is left out because you waved the same kind off before.")
@click.option("--one-by-one", "-i", is_flag=True, help="One at a time, one key for each answer; ? lists the keys.")
@click.option("--open/--no-open", "open_it", default=True, help="One by one: open pages, or only show the links.")
def inbox(*, left_out: bool, one_by_one: bool, open_it: bool) -> None:
    """List what is owed."""
    from kithly.app.today.inbox import inbox as owed

    if one_by_one:
        _need_keys("inbox")
    with network() as opened:
        view = owed(opened)
        if one_by_one and view.owed:
            from kithly.interfaces.cli.one_by_one.hellos import walk_hellos

            walk_hellos(opened, [one.touch for one in view.owed], whole="That was all you owe.", open_it=open_it)
            return
        links = pages_of(opened, [one.person for one in view.owed])
    show("inbox", view, _left_out_text if left_out else partial(_inbox_text, links=links))


def _left_out_text(view: InboxView) -> None:
    if not view.left_out:
        say("Nothing is left out.")
    for one in view.left_out:
        say(one.text)
        _owed_text(one.owed)
    if view.left_out:
        say("Settle one (kithly done ID), or undo what you said, and the kind is shown again.")


def _owed_text(owed: Sequence[OwedView], links: Mapping[str, str] | None = None) -> None:
    for one in owed:
        say(
            f"{HELLOS[one.kind]} {one.person.name}, since {one.since:%-d %B}   [{one.touch}]",
            links=links,
        )
        if one.quote:
            block(one.quote, bar="| ")


def _inbox_text(view: InboxView, links: Mapping[str, str]) -> None:
    for hint in view.hints:
        say(hint)
    if not view.owed and not view.hints:
        say("You owe nobody an answer, as far as the imported mail and messages tell.")
    _owed_text(view.owed, links)
    for one in view.left_out:
        say(f"{one.text} To see them: kithly inbox --left-out")
    for wave in view.waves:
        say(wave.text)
        if wave.left:
            say(", ".join(one.name for one in wave.left), indent=2)
    if view.older:
        say(f"{view.older} older; they come up as reasons, not as debts.")


COMMANDS = {"today": today, "done": done, "snooze": snooze, "skip": skip, "log": log, "inbox": inbox}
