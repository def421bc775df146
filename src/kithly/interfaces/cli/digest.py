"""digest."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kithly.app.views import DigestSetView, DigestView, Sent
from kithly.errors import SettingsError
from kithly.interfaces import wire
from kithly.interfaces.cli.account_words import asked, tell_found
from kithly.interfaces.cli.accounts import HOW, SECURITY, VARIABLE, take_secret
from kithly.interfaces.cli.run import network, show, wants_json
from kithly.interfaces.cli.text import clean, say
from kithly.interfaces.cli.verb import Verb

SET_UP_ONLY = ("server", "user", "security", "token", "from_stdin")


@click.command(
    "digest",
    cls=Verb,
    help="The day as one mail to yourself: each hello with who, why now and a draft behind a link. Without an "
    "option it is shown here. With --send it goes to your own address, once a day however often it is called, and not "
    "at all where there is nothing to say. Answer the mail with a number and a word, as in 1 done 2 later 3 not; the "
    "next kithly sync reads that. " + HOW,
)
@click.option("--send", is_flag=True, help="Send it to yourself.")
@click.option("--to", default="", metavar="ADDRESS", help="Another of your own addresses.")
@click.option("--set-up", "address", default="", metavar="ADDRESS", help="Find and test the server that sends it.")
@click.option("--server", default="", metavar="HOST[:PORT]", help="With --set-up: the server, if it is not found.")
@click.option("--user", default="", metavar="NAME", help="With --set-up: the name to sign in with.")
@click.option("--security", type=click.Choice(SECURITY), default="tls", help="With --set-up and --server.")
@click.option("--token", is_flag=True, help="With --set-up: what you give is an access token.")
@click.option("--stdin", "from_stdin", is_flag=True, help="With --set-up: read the password from standard input.")
@click.option(
    "--target",
    default="",
    metavar="URL",
    help="Also tell a service once a day how many hellos there are, by its Apprise address (ntfy://...); - reads it "
    "from standard input, off ends it. No name and no reason leaves.",
)
@click.option("--off", is_flag=True, help="Send no digests any more, and forget the password.")
def digest(*, send: bool, to: str, address: str, target: str, off: bool, **how: Any) -> int:
    """Show or send the digest, or say where it goes."""
    if address:
        return _set_up(address, **how)
    if target:
        return _target(target)
    if off:
        return _off()
    from kithly.app.reminding.posting import send_digest, show_digest

    with network() as opened:
        view = send_digest(opened, to=to) if send else show_digest(opened)
    show("digest", view, _text)
    return wire.DONE


def _text(view: DigestView) -> None:
    match view.outcome:
        case Sent.SHOWN:
            say(f"Subject: {clean(view.subject)}")
            say()
            click.echo(clean(view.text, keep_lines=True).rstrip())
        case Sent.SENT:
            say(f"Sent to {view.to}: {clean(view.subject)}.")
            if view.why:
                say(view.why)
        case _:
            say(view.why)


def _set_up(address: str, *, server: str, user: str, security: str, token: bool, from_stdin: bool) -> int:
    from kithly.app.accounts.outgoing import secret_at_hand
    from kithly.app.reminding.mailbox import find_mailbox, set_up
    from kithly.sources.imap.outgoing import KIND

    account = asked(address, kind=KIND, server=server, user=user, security=security, settings=())
    if "url" in account.settings:
        raise SettingsError("server", f"{server} is no mail server.", hint="smtp.example.org:465")
    with network() as opened:
        found = find_mailbox(opened, account)
        is_given = from_stdin or token or bool(os.environ.get(VARIABLE))
        secret = None if is_given else secret_at_hand(opened, address)
        if secret is None:
            if not wants_json():
                tell_found(found)
            secret = take_secret(found.asks, token=token, from_stdin=from_stdin)
        view = set_up(opened, found, secret)
    show("digest_set_up", view, _set_text)
    return wire.DONE


def _target(url: str) -> int:
    from kithly.app.reminding.target import end_target, set_target

    told = sys.stdin.readline() if url == "-" else url
    with network() as opened:
        view = end_target(opened) if url == "off" else set_target(opened, told)
    show("digest_set_up", view, _set_text)
    return wire.DONE


def _off() -> int:
    from kithly.app.reminding.mailbox import turn_off

    with network() as opened:
        view = turn_off(opened)
    show("digest_set_up", view, _set_text)
    return wire.DONE


def _set_text(view: DigestSetView) -> None:
    for sentence in view.words:
        say(sentence)
    undo = f" (undo: kithly undo {view.change})" if view.change else ""
    say(f"{view.text}{undo}")


COMMANDS = {"digest": digest}
