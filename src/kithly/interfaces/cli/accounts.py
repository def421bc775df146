"""account add, list, remove; sync."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from kithly.app.accounts.followed import FOLLOWED
from kithly.app.views import AccountAddedView, Outcome, ReadPartView, SyncedView, SyncView
from kithly.errors import UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.account_words import accounts_text, followed_text
from kithly.interfaces.cli.imported import counted, problems_text, progress
from kithly.interfaces.cli.run import network, show, wants_json
from kithly.interfaces.cli.text import clean, plural, say
from kithly.interfaces.cli.verb import Verb, global_options, refuse_unknown

VARIABLE = "KITHLY_SECRET"  # of the environment: a password or token for `account add`
MAIL = "imap"
HOW = "Type it when asked, give it with --stdin, or in the environment as KITHLY_SECRET; never on the command line."
SECURITY = ("tls", "starttls", "none")


class Group(click.Group):
    """A verb with verbs of its own, each of which takes the global options."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.params.extend(global_options())

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb; for an unknown one name the closest."""
        refuse_unknown(ctx, args, self.commands)
        return super().resolve_command(ctx, args)


@click.group(
    "account",
    cls=Group,
    help="Accounts that Kithly reads: your mail (imap), address books (carddav), calendars (caldav), your own data at "
    "LinkedIn (linkedin_api), and what others publish (kithly follow). Nothing is asked of any server before you add "
    "one.",
)
def account() -> None:
    """Add, list and remove accounts."""


@account.command(
    "add",
    cls=Verb,
    help="Add an account, or sign in to one again. Its server is found, the connection is tested, and only then is "
    "anything kept. Without an address you are asked step by step. " + HOW,
)
@click.argument("address", required=False)
@click.option(
    "--as",
    "kind",
    metavar="KIND",
    default="",
    help="imap (mail), carddav, caldav, linkedin_api, feed, mastodon, bluesky, github. Unsaid, a mail address is mail, "
    "and a page or a handle is something to follow.",
)
@click.option("--user", default="", metavar="NAME", help="Name to sign in with, if it is not the address.")
@click.option("--server", default="", metavar="HOST[:PORT]", help="The server, if it is not found.")
@click.option("--security", type=click.Choice(SECURITY), default="tls", help="none is for this very machine only.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of its kind: folders=sent.")
@click.option("--token", is_flag=True, help="What you give is an access token (OAuth), not a password.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the password or token from standard input.")
@click.option(
    "--send",
    is_flag=True,
    help="An account of your own at Mastodon or Bluesky: Kithly may publish by it, each time after your yes.",
)
def add(address: str | None, *, token: bool, from_stdin: bool, send: bool, **given: Any) -> None:
    """Find the server, ask for the secret, test, keep."""
    from kithly.app.accounts.keeping import add_account, find_account
    from kithly.interfaces.cli.account_words import asked, tell_found

    place = address or _ask_address()
    account = asked(place, **{**given, "kind": given["kind"] or _kind_of(place, send=send)})
    with network() as opened:
        if send:
            _add_publisher(opened, account, from_stdin=from_stdin)
            return
        found = find_account(opened, account)
        if not wants_json():
            tell_found(found)
        view = add_account(opened, found, take_secret(found.asks, token=token, from_stdin=from_stdin))
    show("account_add", view, _added_text)


def _add_publisher(opened: Any, account: Any, *, from_stdin: bool) -> None:
    """Let Kithly publish by an account of the user's own."""
    from kithly.app.accounts.publishing import add_publisher, find_publisher
    from kithly.interfaces.cli.account_words import tell_found

    found = find_publisher(opened, account)
    if not wants_json():
        tell_found(found)
    view = add_publisher(opened, found, take_secret(found.asks, token=True, from_stdin=from_stdin), server=account)
    show("account_add", view, _added_text)


def _kind_of(address: str, *, send: bool = False) -> str:
    """Return what kind of account an address is of, where the user does not say."""
    from kithly.history.followable import account_kind

    is_page = send or address.strip().startswith(("http://", "https://", "@", "did:"))
    return account_kind(address) if is_page else MAIL


def _ask_address() -> str:
    if not sys.stdin.isatty():
        raise UserError("Whose account? There is no terminal to ask on.", hint="kithly account add you@example.org")
    return str(click.prompt("Your mail address", err=True)).strip()


def take_secret(asks: str, *, token: bool, from_stdin: bool) -> Any:
    """Take the secret from standard input, the environment, or a prompt that shows nothing."""
    from kithly.transport.secrets import NO_SECRET, PASSWORD, TOKEN, Secret

    form = TOKEN if token else PASSWORD
    if from_stdin:
        value = sys.stdin.readline().rstrip("\r\n")
    elif os.environ.get(VARIABLE):
        value = os.environ.pop(VARIABLE)  # no program that is started from here is given it
    elif not asks:
        return NO_SECRET
    elif sys.stdin.isatty():
        value = click.prompt(f"{asks[:1].upper()}{asks[1:]} (it is not shown)", hide_input=True, err=True)
    else:
        raise UserError(f"This needs your {asks}, and there is no terminal to ask on.", hint=HOW)
    if not value.strip() and not asks:
        return NO_SECRET
    if not value.strip():
        raise UserError("An empty password signs in nowhere.", hint=HOW)
    return Secret(value=value.strip() if token else value, form=form)


def _added_text(view: AccountAddedView) -> None:
    for sentence in view.words:
        say(sentence)
    undo = f" (undo: kithly undo {view.change})" if view.change else ""
    say(f"{view.text}.{undo}")
    say(f"Next: kithly sync {clean(view.account.address)}")


@account.command(
    "set",
    cls=Verb,
    help="Change settings of an account: kithly account set you@example.org folders=sent,inbox,archive years=10. The "
    "connection is tested with them first; nothing that was read is read twice.",
)
@click.argument("which", metavar="ADDRESS")
@click.argument("settings", nargs=-1, required=True, metavar="NAME=VALUE...")
def set_(which: str, settings: tuple[str, ...]) -> None:
    """Change settings."""
    from kithly.app.accounts.keeping import set_account
    from kithly.interfaces.cli.account_words import pairs

    with network() as opened:
        view = set_account(opened, which, pairs(settings))
    show("account_set", view, _added_text)


@account.command("list", cls=Verb, help="List the accounts that Kithly reads, and what you follow.")
@click.option("--kind", default="", metavar="KIND", help="Only of one kind: imap, feed, mastodon ...")
def list_(kind: str) -> None:
    """List accounts."""
    from kithly.app.accounts.keeping import list_accounts

    with network() as opened:
        view = list_accounts(opened, kind=kind)
    show("accounts", view, lambda one: accounts_text(one, kind=kind))


@account.command(
    "remove",
    cls=Verb,
    help="Remove an account and its password. What was read from it stays; to take that back too: kithly changes.",
)
@click.argument("which", metavar="ADDRESS")
def remove(which: str) -> None:
    """Remove an account."""
    from kithly.app.accounts.keeping import remove_account

    with network() as opened:
        view = remove_account(opened, which)
    show("account_remove", view, lambda one: say(f"{one.text}. (undo: kithly undo {one.change})"))


@click.command(
    "sync",
    cls=Verb,
    help="Read what is new in all accounts, or in those named. A sync can be stopped at any time and goes on where it "
    "stopped; it changes nothing in your accounts, and can be undone.",
)
@click.argument("accounts", nargs=-1, metavar="[ADDRESS]...")
def sync(accounts: tuple[str, ...]) -> int:
    """Sync; exit 3 only if every account failed."""
    from dataclasses import replace

    from kithly.app.accounts.sync import sync as read_accounts
    from kithly.app.outbox.settling import settle
    from kithly.app.reminding.taking import take_answers

    with network() as opened, progress() as report:
        view = read_accounts(opened, accounts, report=report)
        view = replace(view, answered=take_answers(opened))
        settle(opened)
    show("sync", view, _sync_text)
    ended = {one.outcome for one in view.accounts}
    return wire.DONE if ended & {Outcome.DONE, Outcome.STOPPED} else wire.UNAVAILABLE


def _sync_text(view: SyncView) -> None:
    followed = [one for one in view.accounts if one.kind in FOLLOWED]
    for one in view.accounts:
        if one.kind not in FOLLOWED or len(view.accounts) == 1 or one.outcome is not Outcome.DONE:
            _account_text(one)
    if followed and len(view.accounts) > 1:
        say(followed_text(followed))
    counts = view.totals
    people, contacts = view.people.after - view.people.before, view.interactions.after - view.interactions.before
    say(
        f"You know {plural(view.people.after, 'person', 'people')} ({people:+,}); "
        f"{plural(view.interactions.after, 'contact')} with them ({contacts:+,}). {view.seconds:.1f} s."
    )
    for sentence in (*view.answered, *view.hints):
        say(sentence)
    if counts.new or counts.merged:
        say(f"Next: kithly today   (undo: kithly undo {view.change})")


def _account_text(view: SyncedView) -> None:
    for part in view.parts:
        _part_text(part)
    if view.outcome is Outcome.DONE and not view.parts and not view.text:
        say(f"{clean(view.address)}: nothing new.")
    if view.text:
        said = view.text if view.asked else f"{view.address}: {view.text}"
        say(f"{said} {view.remedy}".strip(), hang=4)


def _part_text(part: ReadPartView) -> None:
    more = [f"text of {part.filled:,} read"] if part.filled else []
    more += [f"{plural(part.gone, 'record')} no longer there, kept here"] if part.gone else []
    said = "; ".join((counted(part), *more)) if part.read else "; ".join(more)
    say(f"{part.path}: {plural(part.read, 'record')}: {said}" if part.read else f"{part.path}: {said}", hang=4)
    problems_text(part.problems)


COMMANDS = {"account": account, "sync": sync}
