"""send: words approved, and sent or handed over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithly.app.drafts.doors import EMAIL
from kithly.app.drafts.doors import KEYS as DOORS
from kithly.app.views import SendView
from kithly.errors import KithlyError, Refused, UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.called import by
from kithly.interfaces.cli.run import confirm, network, show, wants_json
from kithly.interfaces.cli.text import address_line, block, say
from kithly.interfaces.cli.verb import Verb
from kithly.interfaces.cli.words import breaches_text, read_words
from kithly.messages import WORDLESS, Act

if TYPE_CHECKING:
    from kithly.app.letters.ready import OwnWords, Ready
    from kithly.app.network import Network

DRAFTS = "drafts"  # a way that is no door of a person's: among the drafts of the user's own mailbox


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
    with network() as opened, kept_if_refused(opened, touch, words):
        if not again:
            refuse_what_went(opened, touch)
        earlier = None if file or act else words_set_aside(opened, touch)
        words = words if earlier is None else replace(words, text=earlier.text, subject=earlier.subject)
        ready = prepare(opened, touch, words, again=again)
        if not yes and not wants_json():
            ready_text(ready)
            breaches_text(ready.verdict.breaches)
        if channel == DRAFTS:
            show("send", _as_draft(opened, ready, touch, yes=yes), _send_text)
            return wire.DONE
        question = "Hand it over?" if by_hand or not goes_by_itself(opened, ready.channel) else "Send it?"
        confirm(question, yes=yes, hint=f"kithly send {touch} --yes")
        view = go(opened, ready, by_hand=by_hand, open_it=open_it and not wants_json())
        if view.outbox:
            view = delivered(opened, ready, view.outbox, at_once=at_once)
        hint = "" if view.outbox or wants_json() else hint_once(opened, ready.channel)
    show("send", view, _send_text)
    if hint:
        say(hint)
    return ended(view.state)


def ready_text(ready: Ready) -> None:
    """Show what would go out."""
    if ready.act in WORDLESS:
        say(f"{'Like' if ready.act is Act.LIKE else 'Pass on'} what {ready.person.name} published: {ready.target}")
        return
    at = f" ({ready.to})" if "@" in ready.to else ""
    say(f"To {ready.person.name}{at}, {by(ready.channel)}:")
    if ready.subject:
        block(f"Subject: {ready.subject}", bar="| ")
    block(ready.text, bar="| ")


@contextmanager
def kept_if_refused(opened: Network, touch: str, words: OwnWords) -> Iterator[None]:
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


def delivered(opened: Network, ready: Ready, message: str, *, at_once: bool) -> SendView:
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


COMMANDS = {"send": send}
