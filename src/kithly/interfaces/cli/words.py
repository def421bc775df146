"""write, check, send, look, found."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kithly.app.drafts.doors import EMAIL
from kithly.app.drafts.doors import KEYS as DOORS
from kithly.app.drafts.writers import CHOICES as WRITERS
from kithly.app.drafts.writers import RULES as RULES_WRITE
from kithly.app.letters.writing import CHANNELS, KINDS
from kithly.app.views import CheckLine, DraftView, SendView, WriteView
from kithly.errors import KithlyError, Refused, UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.called import by, day_of, source_of
from kithly.interfaces.cli.run import confirm, network, show, wants_json
from kithly.interfaces.cli.text import address_line, block, clean, say
from kithly.interfaces.cli.verb import Verb
from kithly.messages import WORDLESS, Act, Breach

if TYPE_CHECKING:
    from kithly.app.letters.ready import OwnWords, Ready
    from kithly.app.network import Network

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

DRAFTS = "drafts"  # a way that is no door of a person's: among the drafts of the user's own mailbox
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
    _breaches_text(draft.breaches)
    for hint in draft.hints:
        say()
        say(hint)


def _breaches_text(breaches: tuple[Breach, ...]) -> None:
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
    _breaches_text(view.breaches)


@click.command(
    "send",
    cls=Verb,
    help="Send a hello after your yes: by Kithly itself where that is set up (kithly outbox set-up), after some "
    "seconds in which Ctrl-C takes it back; else handed over to your mail program, LinkedIn or the clipboard.",
)
@click.argument("touch", metavar="ID")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Send the words in this file instead of the draft.",
)
@click.option(
    "--channel",
    type=click.Choice((*DOORS, DRAFTS)),
    metavar="WAY",
    help="email, linkedin, note (with a request to connect), sms, whatsapp, signal, telegram ..., mastodon or "
    "bluesky (beneath what they published), or copy; drafts puts "
    "a mail among the drafts of your mailbox; else where you last talked.",
)
@click.option("--to", metavar="ADDRESS", help="Another of their mail addresses.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--hand-over", "by_hand", is_flag=True, help="Send it by your own program, though Kithly could.")
@click.option("--at-once", is_flag=True, help="Do not wait for a change of mind before it is sent.")
@click.option("--like", "act", flag_value="like", help="Like what they published, without words.")
@click.option("--boost", "act", flag_value="boost", help="Pass on to your readers what they published, without words.")
@click.option("--not-a-favour", is_flag=True, help="This is not a favour: send it as it is.")
@click.option("--again", is_flag=True, help="Hand it over once more.")
@click.option(
    "--open/--no-open", "open_it", default=True, help="Open your browser or mail program, or only show the link."
)
def send(  # noqa: PLR0913 - one per option
    touch: str,
    file: Path | None,
    channel: str | None,
    to: str | None,
    act: str | None,
    *,
    yes: bool,
    by_hand: bool,
    at_once: bool,
    not_a_favour: bool,
    again: bool,
    open_it: bool,
) -> int:
    """Approve, and send or hand over."""
    from kithly.app.letters.ready import OwnWords, prepare
    from kithly.app.outbox.going import go, goes_by_itself, refuse_what_went
    from kithly.app.outbox.setting_aside import words_set_aside
    from kithly.app.outbox.setting_up import hint_once
    from kithly.interfaces.cli.waiting import ended

    door = EMAIL if channel == DRAFTS else channel
    text = read_words(file) if file else None
    words = OwnWords(text=text, channel=door, to=to, not_a_favour=not_a_favour, act=Act(act) if act else None)
    with network() as opened, _kept_if_refused(opened, touch, words):
        if not again:
            refuse_what_went(opened, touch)
        earlier = None if file or act else words_set_aside(opened, touch)
        words = words if earlier is None else replace(words, text=earlier.text, subject=earlier.subject)
        ready = prepare(opened, touch, words, again=again)
        if not yes and not wants_json():
            _ready_text(ready)
            _breaches_text(ready.verdict.breaches)
        if channel == DRAFTS:
            show("send", _as_draft(opened, ready, touch, yes=yes), _send_text)
            return wire.DONE
        question = "Hand it over?" if by_hand or not goes_by_itself(opened, ready.channel) else "Send it?"
        confirm(question, yes=yes, hint=f"kithly send {touch} --yes")
        view = go(opened, ready, by_hand=by_hand, open_it=open_it and not wants_json())
        if view.outbox:
            view = _delivered(opened, ready, view.outbox, at_once=at_once)
        hint = "" if view.outbox or wants_json() else hint_once(opened, ready.channel)
    show("send", view, _send_text)
    if hint:
        say(hint)
    return ended(view.state)


def _ready_text(ready: Ready) -> None:
    """Show what would go out."""
    if ready.act in WORDLESS:
        say(f"{'Like' if ready.act is Act.LIKE else 'Pass on'} what {ready.person.name} published: {ready.target}")
        return
    say(f"To {ready.person.name}, {by(ready.channel)}:")
    block(ready.text, bar="| ")


@contextmanager
def _kept_if_refused(opened: Network, touch: str, words: OwnWords) -> Iterator[None]:
    """Keep the user's own words where they cannot go out like this, and say where they are."""
    from kithly.app.outbox.setting_aside import set_aside

    try:
        yield
    except (Refused, UserError) as error:
        kept = None
        with suppress(KithlyError):  # of a hello that there is not, nothing is kept
            kept = set_aside(opened, touch, words, str(error))
        if kept is not None:
            error.hint = f"{error.hint}   Your words are kept: kithly outbox show {kept.id}".strip()
        raise


def _as_draft(opened: Network, ready: Ready, touch: str, *, yes: bool) -> SendView:
    """Put the words among the drafts of the user's mailbox."""
    from kithly.app.outbox.as_draft import put_among_drafts

    confirm("Put it among your drafts?", yes=yes, hint=f"kithly send {touch} --channel {DRAFTS} --yes")
    return put_among_drafts(opened, ready)


def _delivered(opened: Network, ready: Ready, message: str, *, at_once: bool) -> SendView:
    """Wait, send, and return how it stands."""
    from kithly.app.outbox.going import send_view
    from kithly.interfaces.cli.waiting import wait_and_send

    wait_and_send(opened, message, at_once=at_once)
    with opened.store.reading() as kept:
        return send_view(opened, ready, kept.outbox.get(message))


def _send_text(view: SendView) -> None:
    say(view.handed_over)
    if view.outbox:
        if view.state != "sent":
            say(f"kithly outbox show {view.outbox}", indent=2)
        elif view.url:
            address_line(view.url)
        return
    if view.url:
        address_line(view.url)
    else:
        block(view.text, bar="")
    say(f"When it is sent: kithly done {view.touch}")


COMMANDS = {"write": write, "check": check, "send": send}
