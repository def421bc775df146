"""writer, writer set-up, writer off, writer log: the language model that may write drafts."""

from __future__ import annotations

import json
from typing import Any

import click

from kithly.app.views import SentLogView, WriterTrialView, WriterView
from kithly.interfaces import wire
from kithly.interfaces.cli.accounts import HOW, Group, take_secret
from kithly.interfaces.cli.called import day_of, moment_of
from kithly.interfaces.cli.run import confirm, network, show, wants_json
from kithly.interfaces.cli.text import block, clean, plural, say
from kithly.interfaces.cli.verb import Verb

SHOWN = 5  # askings that `writer log` prints, unless --all


@click.group(
    "writer",
    cls=Group,
    invoke_without_command=True,
    help="The language model that may write drafts: which one is set, what leaves this machine for it, and what left. "
    "Without one the rules write, and nothing leaves. `kithly today` never asks a model.",
)
@click.pass_context
def writer(ctx: click.Context) -> None:
    """Show what is set."""
    if ctx.invoked_subcommand is not None:
        return
    from kithly.app.drafts.writers import writer_set

    with network() as opened:
        view = writer_set(opened)
    show("writer", view, _writer_text)


@writer.command(
    "set-up",
    cls=Verb,
    help="Set a model up: any server that speaks OpenAI's chat completions, on this machine (Ollama, llama.cpp, LM "
    "Studio) or elsewhere. It is tried first, with nothing of yours; then you see what would leave, and are asked. "
    "The key: " + HOW,
)
@click.option("--url", default="", metavar="URL", help="Where it answers: http://localhost:11434")
@click.option("--model", default="", metavar="NAME", help="The model's name there.")
@click.option("--own-host", is_flag=True, help="The host is mine: it may lie in my private network, or be plain http.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the key from standard input.")
@click.option("--yes", is_flag=True, help="Do not ask: I have seen what leaves.")
def set_up(url: str, model: str, *, own_host: bool, from_stdin: bool, yes: bool) -> None:
    """Try, show, ask, keep."""
    from kithly.app.drafts.writers import keep_writer
    from kithly.app.letters.writer_setup import server_now, tried
    from kithly.transport.addresses import is_loopback

    with network() as opened:
        server = server_now(opened, url, model, is_own=own_host)
        key = take_secret("" if is_loopback(server.host) else "key", token=True, from_stdin=from_stdin)
        trial = tried(opened, server, key)
        if not wants_json():
            _trial_text(trial)
        question = f"Give such fields to {server.model} at {server.host} whenever you ask for a draft by it?"
        confirm(question, yes=yes, hint="kithly writer set-up --yes")
        view = keep_writer(opened, server, key)
    if wants_json():
        click.echo(wire.document("writer_set_up", {"writer": view, "person": trial.person, "example": trial.example}))
        return
    say(f"{view.model} at {view.host} is set. Next: kithly write NAME (or with --writer rules, without it)")


@writer.command("off", cls=Verb, help="Ask no model any more; its key is taken away.")
def off() -> None:
    """Take the model away."""
    from kithly.app.drafts.writers import forget_writer

    with network() as opened:
        view = forget_writer(opened)
    show("writer", view, lambda _: say("No model is asked any more; the rules write."))


@writer.command(
    "log",
    cls=Verb,
    help="What left this machine for drafts: the exact words, the last 50 times. --forget takes it away.",
)
@click.option("--all", "everything", is_flag=True, help=f"Show all that is kept, not the last {SHOWN}.")
@click.option("--forget", is_flag=True, help="Take the log away.")
def log(*, everything: bool, forget: bool) -> None:
    """Show what left."""
    from kithly.app.letters.writer_setup import forget_what_left, what_left

    with network() as opened:
        if forget:
            gone = forget_what_left(opened)
            show(
                "writer_log_forgotten", {"forgotten": gone}, lambda _: say(f"{plural(gone, 'entry', 'entries')} gone.")
            )
            return
        view = what_left(opened)
    show("writer_log", view, lambda one: _log_text(one, None if everything else SHOWN))


def _writer_text(view: WriterView) -> None:
    if not view.is_set:
        say("No model is set: the rules write, and nothing leaves this machine.")
        say("To let one write: kithly writer set-up --url http://localhost:11434 --model NAME")
        return
    here = "on this very machine" if view.is_here else f"at {view.host}"
    say(f"{view.model}, {here} ({view.url}), writes when you ask for a draft with kithly write.")
    if view.agreed_at:
        say(f"You agreed to what leaves on {day_of(view.agreed_at)}.")
    if view.must_agree:
        say("Other fields would leave by now; none is asked until you agree: kithly writer set-up")
    _fields_text(view)
    say("What left: kithly writer log. Off: kithly writer off. Once without it: kithly write NAME --writer rules")


def _fields_text(view: WriterView) -> None:
    say("What leaves with each draft you ask for:")
    for field in view.fields:
        say(f"- {field.name}: {field.holds}", indent=2, hang=2)
    say(f"What never leaves: {', '.join(view.never)}.")


def _trial_text(trial: WriterTrialView) -> None:
    say(f"{trial.writer.model} at {trial.writer.host} answers.")
    _fields_text(trial.writer)
    if trial.example is None:
        say("Nothing is known of anybody yet, so there is no example of yours to show.")
        return
    say(f"For a draft to {trial.person} this would leave, and nothing else but our rules:")
    _sent_text(json.dumps(trial.example, ensure_ascii=False, indent=1))


def _log_text(view: SentLogView, most: int | None) -> None:
    if not view.sent:
        say("Nothing has left this machine for a draft.")
        return
    for one in view.sent[:most]:
        say(f"{moment_of(one.at)}, {one.model} at {one.host}, for a draft to {one.name or 'somebody'}:")
        for text in one.sent:
            _sent_text(text)
        if one.outcome:
            say(f"  {one.outcome}")
        say()
    if most is not None and len(view.sent) > most:
        say(f"{len(view.sent) - most} more: kithly writer log --all")


def _sent_text(text: Any) -> None:
    block(clean(str(text), keep_lines=True), bar="| ", indent=2)


COMMANDS = {"writer": writer}
