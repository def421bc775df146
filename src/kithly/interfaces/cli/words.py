"""write, check."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from kithly.app.drafts.writers import CHOICES as WRITERS
from kithly.app.drafts.writers import RULES as RULES_WRITE
from kithly.app.letters.writing import CHANNELS, KINDS
from kithly.app.views import CheckLine, DraftView, WriteView
from kithly.errors import UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.called import by, day_of, source_of
from kithly.interfaces.cli.run import network, show, wants_json
from kithly.interfaces.cli.text import block, clean, say
from kithly.interfaces.cli.verb import Verb
from kithly.messages import Breach

RULES = {
    "asks_favour": "asks for a favour",
    "has_follow_up": "no talk suggested",
    "has_discovery": "does not say how you came to think of them",
    "has_topic": "nothing to talk about",
    "has_about_me": "nothing about you",
    "is_generic": "could be to anybody",
    "unresolved": "wrong or missing name",
    "too_long": "too long",
    "pushy": "presses",
    "self_centred": "mostly about you",
    "on_occasion": "does not name the occasion",
    "watchful": "shows that records are kept",
    "sensitive": "touches a sensitive matter",
}

KIND_HELP = "reply, thank, follow_up, congratulate, reconnect, connect ...; else what the best reason suggests."


@click.command("write", cls=Verb, help="A draft for somebody, each statement with the record that proves it.")
@click.argument("who", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(KINDS), metavar="KIND", help=KIND_HELP)
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    metavar="WAY",
    help="email, linkedin, sms or other; else where you last talked.",
)
@click.option(
    "--writer",
    type=click.Choice(WRITERS),
    help="rules, or the model you set up (kithly writer); else the model where one is set.",
)
def write(who: tuple[str, ...], kind: str | None, channel: str | None, writer: str | None) -> None:
    """Write a draft."""
    from kithly.app.drafts.writers import writer_set
    from kithly.app.letters.writing import write as draft

    with network() as opened:
        asked = writer_set(opened)
        if asked.is_set and writer != RULES_WRITE and not wants_json() and sys.stderr.isatty():
            click.echo(f"{clean(asked.model)} at {asked.host} is asked; Ctrl-C stops it.", err=True)
        view = draft(opened, " ".join(who), kind=kind, channel=channel, writer=writer)
    if wants_json() and view.draft is not None:
        click.echo(wire.document("draft", view.draft))
        return
    show("write", view, _write_text)


def _write_text(view: WriteView) -> None:
    say(f"To {view.person.name}, {by(view.channel)}:")
    if view.draft is None:
        say(view.why_not or "There is too little to write from.")
    else:
        _draft_text(view.draft)
        if view.draft.writer != RULES_WRITE:
            say()
            say(f"Written by {view.draft.writer}. What left this machine for it: kithly writer log")
    if view.note:
        say()
        say(view.note)


def _draft_text(draft: DraftView) -> None:
    say()
    if draft.subject:
        block(f"Subject: {draft.subject}\n", bar="| ")
    block(draft.text, bar="| ")
    if draft.claims:
        say()
        say("What it says of them, and how we know:")
    for claim in draft.claims:
        sources = ", ".join(
            f"{source_of(one.source)}{f', {day_of(one.at)}' if one.at else ''}" for one in claim.evidence
        )
        say(f'- "{claim.text}": {sources}', indent=2)
    breaches_text(draft.breaches)
    for hint in draft.hints:
        say()
        say(hint)


def breaches_text(breaches: tuple[Breach, ...]) -> None:
    """Print what to look at in a text, and how to mend it."""
    for breach in breaches:
        quoted = f' ("{clean(breach.text)}")' if breach.text else ""
        say(f"- {RULES.get(breach.rule, breach.rule.replace('_', ' '))}{quoted}: {breach.hint}", indent=2)


@click.command(
    "check",
    cls=Verb,
    help="Check any text for good manners: no favour asked, true and personal, short. Reads FILE or standard input; "
    "what it finds are hints, not failures.",
)
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]")
@click.option("--jsonl", type=click.Path(path_type=Path, allow_dash=True), help="Check many: a file of JSON Lines.")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="reconnect",
    metavar="KIND",
    help="What the text is for: reconnect (unless said), thank, reply, connect ...",
)
@click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    default="email",
    metavar="WAY",
    help="email (unless said), linkedin, sms or other.",
)
@click.option("--to", "recipient", default="", metavar="NAME", help="Who it is for.")
def check(file: Path | None, jsonl: Path | None, kind: str, channel: str, recipient: str) -> int:
    """Check a text or many."""
    from kithly.app.letters.checking import check_text

    if jsonl is not None:
        return _check_lines(jsonl)
    view = check_text(read_words(file), kind=kind, channel=channel, recipient=recipient)
    show("check", view, _check_text)
    return wire.DONE


def _check_lines(path: Path) -> int:
    """Check JSON Lines; a line that cannot be checked is told on standard error, and the rest goes on."""
    from kithly.app.letters.checking import check_line

    code = wire.DONE
    for number, text in enumerate(read_words(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            click.echo(wire.line(check_line(_entry(text, number), number)))
        except UserError as error:
            click.echo(f"{error} {error.hint}".strip(), err=True)
            code = wire.MUST_ACT
    return code


def _entry(text: str, number: int) -> dict[str, Any]:
    """Return one line as an object.

    Raises:
        UserError: It is none.
    """
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UserError(f"Line {number} is not JSON.", hint="One JSON object a line.") from error
    if not isinstance(entry, dict):
        raise UserError(f"Line {number} is not a JSON object.", hint="One JSON object a line.")
    return entry


def read_words(path: Path | None) -> str:
    """Return the words of a file, or of standard input."""
    if path is None or str(path) == "-":
        if path is None and sys.stdin.isatty():
            say("Type or paste the text, then Ctrl-D:")
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    try:
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", hint="kithly check FILE") from error


def _check_text(view: CheckLine) -> None:
    say("Good to send." if view.ok else "Look at this first:")
    breaches_text(view.breaches)


COMMANDS = {"write": write, "check": check}
