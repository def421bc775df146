"""follow: what somebody shares, followed where they share it."""

from __future__ import annotations

from shlex import quote

import click

from kithly.app.views import FollowableView, FollowedView, FollowView
from kithly.errors import UserError
from kithly.interfaces.cli.account_words import accounts_text, pairs
from kithly.interfaces.cli.accounts import SECURITY
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import clean, plural, say
from kithly.interfaces.cli.verb import Verb


@click.command(
    "follow",
    cls=Verb,
    help="Follow what somebody shares: a page, a feed, an account at Mastodon, Bluesky or GitHub. Without words it "
    "lists what could be followed, by what you have; nothing is asked of anybody. kithly follow WHO [ADDRESS] is your "
    "yes: it is tested, and read at every sync. To end it: kithly account remove.",
)
@click.argument("who", required=False, default="")
@click.argument("address", required=False, default="")
@click.option("--no", "refused", is_flag=True, help="Not this one: never suggest it again (kithly undo).")
@click.option("--list", "only_list", is_flag=True, help="Only list what could be followed of WHO.")
@click.option("--as", "kind", default="", metavar="KIND", help="feed, mastodon, bluesky or github, if not recognised.")
@click.option("--server", default="", metavar="HOST[:PORT]", help="The server, if it is not found.")
@click.option("--security", type=click.Choice(SECURITY), default="tls", help="none is for this very machine only.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of its kind.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1_000), metavar="N", help="How many.")
def follow(who: str, address: str, *, refused: bool, only_list: bool, limit: int, **asked: object) -> None:
    """List, follow or refuse."""
    if refused:
        _refuse(who, address)
    elif not who or only_list:
        _list(who, limit)
    else:
        _follow(who, address, **asked)  # type: ignore[arg-type]


def _list(who: str, limit: int) -> None:
    from kithly.app.following.suggesting import suggest

    with network() as opened:
        view = suggest(opened, who, limit=limit)
    show("follow", view, _list_text)


def _follow(who: str, address: str, *, settings: tuple[str, ...], **given: str) -> None:
    from kithly.app.following.follow import Asked
    from kithly.app.following.follow import follow as keep

    with network() as opened:
        view = keep(opened, who, Asked(address=address, settings=pairs(settings), **given))
    show("followed", view, _followed_text)


def _refuse(who: str, address: str) -> None:
    from kithly.app.following.follow import refuse

    if not who or not address:
        raise UserError("Not what, of whom?", hint="kithly follow --no WHO ADDRESS")
    with network() as opened:
        view = refuse(opened, who, address)
    show("follow_no", view, done)


def _list_text(view: FollowView) -> None:
    if view.following:
        say("Followed:")
        accounts_text_of(view)
    if view.suggestions:
        say("Could be followed:")
    for one in view.suggestions:
        _suggestion_text(one)
    if view.total > len(view.suggestions):
        say(f"{plural(view.total - len(view.suggestions), 'more')}: kithly follow --limit {view.total}")
    for hint in view.hints:
        say(hint)


def accounts_text_of(view: FollowView) -> None:
    """List what is followed."""
    from kithly.app.views import AccountsView

    accounts_text(AccountsView(accounts=view.following), kind="")


def _suggestion_text(one: FollowableView) -> None:
    weak = " (only another page of theirs says so)" if one.proof == "one way" else ""
    say(f"{one.person.name}: {one.address} ({one.kind}){weak}", indent=2, hang=4)
    for because in one.because:
        words = next((proof.quote for proof in because.evidence if proof.quote), "")
        quoted = f' "{clean(words)}"' if words and words != one.address else ""
        say(f"{because.text}{quoted}", indent=6, hang=2)
    click.echo(f"      kithly follow {quote(clean(one.person.name))} {quote(clean(one.address))}")


def _followed_text(view: FollowedView) -> None:
    for sentence in view.words:
        say(sentence)
    undo = f" (undo: kithly undo {view.change})" if view.change else ""
    say(f"{view.text}.{undo}")
    if view.suggestions:
        say("It names these as theirs, too:")
    for one in view.suggestions:
        _suggestion_text(one)
    say(f"Next: kithly sync {clean(view.account.address)}")


COMMANDS = {"follow": follow}
