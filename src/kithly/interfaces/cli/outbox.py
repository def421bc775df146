"""outbox: what Kithly itself sends; list, take back, settle, set up."""

from __future__ import annotations

import os
from typing import Any

import click

from kithly.app.views import OutboxSetView, OutboxView, OutgoingView
from kithly.errors import SettingsError
from kithly.interfaces.cli.account_words import asked, tell_found
from kithly.interfaces.cli.accounts import HOW, SECURITY, VARIABLE, Group, take_secret
from kithly.interfaces.cli.run import network, show, wants_json
from kithly.interfaces.cli.text import block, clean, say
from kithly.interfaces.cli.verb import Verb
from kithly.interfaces.cli.waiting import ended, wait_and_send

EMPTY = "Nothing waits to go out."


@click.group(
    "outbox",
    cls=Group,
    invoke_without_command=True,
    help="What Kithly itself sends, each message after your yes and at most once. Without more, it sends what is due, "
    "looks among your sent mail for what nobody knows of, and lists what needs you.",
)
@click.pass_context
def outbox(ctx: click.Context) -> None:
    """List the outbox."""
    if ctx.invoked_subcommand is not None:
        return
    from kithly.app.outbox.showing import outbox as look

    with network() as opened:
        view = look(opened)
    show("outbox", view, _text)


def _text(view: OutboxView) -> None:
    if not view.waiting:
        say(EMPTY)
    for one in view.waiting:
        _line(one)
        for command in one.next:
            say(command, indent=4)
    if view.settled:
        say()
        say("Lately:")
        for one in view.settled:
            _line(one)
    for channel, address in view.senders.items():
        say(f"Kithly sends {clean(channel)} as {clean(address)}.")
    if not view.senders:
        say("Kithly sends nothing itself: kithly outbox set-up")


def _line(one: OutgoingView) -> None:
    who = clean(one.person.name if one.person else "everybody")
    about = f": {clean(one.subject)}" if one.subject else ""
    say(f"[{one.id}] {who}{about}. {clean(one.text_line)}", hang=4)


@outbox.command("show", cls=Verb, help="One message whole: its words, and where it stands.")
@click.argument("message", metavar="ID")
def show_(message: str) -> None:
    """Show one message."""
    from kithly.app.outbox.showing import one_message

    with network() as opened:
        view = one_message(opened, message)
    show("outgoing", view, _whole)


def _whole(view: OutgoingView) -> None:
    who = clean(view.person.name if view.person else "everybody")
    say(f"To {who}, {clean(view.to)}:")
    if view.subject:
        block(f"Subject: {view.subject}\n", bar="| ")
    block(view.text, bar="| ")
    say(clean(view.text_line))
    for command in view.next:
        say(command, indent=2)


@outbox.command("back", cls=Verb, help="Take a message back before it goes out, or let one be that did not.")
@click.argument("message", metavar="ID")
def back(message: str) -> None:
    """Take a message back."""
    from kithly.app.outbox.showing import one_message
    from kithly.app.outbox.word import take_back

    with network() as opened:
        view = one_message(opened, take_back(opened, message).id)
    show("outgoing", view, lambda one: say(clean(one.text_line)))


@outbox.command("sent", cls=Verb, help="Say that a message nobody knew of did arrive.")
@click.argument("message", metavar="ID")
def sent(message: str) -> None:
    """Keep the user's word that it went out."""
    from kithly.app.outbox.showing import one_message
    from kithly.app.outbox.word import said_sent

    with network() as opened:
        view = one_message(opened, said_sent(opened, message).id)
    show("outgoing", view, lambda one: say(clean(one.text_line)))


@outbox.command(
    "again",
    cls=Verb,
    help="Try a message once more: one that did not go out, or of which you know that it did not arrive.",
)
@click.argument("message", metavar="ID")
@click.option("--at-once", is_flag=True, help="Do not wait for a change of mind.")
def again(message: str, *, at_once: bool) -> int:
    """Try once more."""
    from kithly.app.outbox.showing import one_message
    from kithly.app.outbox.word import again as once_more

    with network() as opened:
        row = once_more(opened, message)
        wait_and_send(opened, row.id, at_once=at_once)
        view = one_message(opened, row.id)
    show("outgoing", view, lambda one: say(clean(one.text_line)))
    return ended(view.state)


@outbox.command(
    "set-up",
    cls=Verb,
    help="Let Kithly send mail itself, from an address of your own. Its server is found and tried without sending "
    "anything. " + HOW,
)
@click.argument("address", required=False, default="")
@click.option("--server", default="", metavar="HOST[:PORT]", help="The server that sends, if it is not found.")
@click.option("--user", default="", metavar="NAME", help="Name to sign in with, if it is not the address.")
@click.option("--security", type=click.Choice(SECURITY), default="tls", help="none is for this very machine only.")
@click.option("--token", is_flag=True, help="What you give is an access token (OAuth), not a password.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the password or token from standard input.")
def set_up(address: str, *, server: str, user: str, security: str, token: bool, from_stdin: bool) -> None:
    """Find the server, ask for the secret, test, keep."""
    from kithly.app.accounts.outgoing import secret_at_hand
    from kithly.app.outbox.setting_up import find_mailbox, own_address
    from kithly.app.outbox.setting_up import set_up as keep
    from kithly.sources.imap.outgoing import KIND

    with network() as opened:
        own = own_address(opened, address)
        account = asked(own, kind=KIND, server=server, user=user, security=security, settings=())
        if "url" in account.settings:
            raise SettingsError("server", f"{server} is no mail server.", hint="smtp.example.org:465")
        found = find_mailbox(opened, account)
        is_given = from_stdin or token or bool(os.environ.get(VARIABLE))
        secret: Any = None if is_given else secret_at_hand(opened, own)
        if secret is None:
            if not wants_json():
                tell_found(found)
            secret = take_secret(found.asks, token=token, from_stdin=from_stdin)
        view = keep(opened, found, secret)
    show("outbox_set_up", view, _set_text)


@outbox.command("off", cls=Verb, help="Send no mail any more, and forget the password.")
def off() -> None:
    """End it."""
    from kithly.app.outbox.setting_up import turn_off

    with network() as opened:
        view = turn_off(opened)
    show("outbox_set_up", view, _set_text)


def _set_text(view: OutboxSetView) -> None:
    for sentence in view.words:
        say(sentence)
    say(f"{view.text} (undo: kithly undo {view.change})")


COMMANDS = {"outbox": outbox}
