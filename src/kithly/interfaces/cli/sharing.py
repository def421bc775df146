"""share: the user's own posting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithly.app.views import SharedView, ShareIdeaView, ShareThanksView, ShareView
from kithly.interfaces.cli.called import day_of
from kithly.interfaces.cli.run import confirm, network, show, wants_json
from kithly.interfaces.cli.text import address_line, block, clean, say
from kithly.interfaces.cli.verb import Verb
from kithly.interfaces.cli.words import read_words

if TYPE_CHECKING:
    from kithly.app.network import Network
    from kithly.app.sharing.out import ReadyPost

WAYS = ("linkedin", "mastodon", "bluesky", "copy")


@click.command(
    "share",
    cls=Verb,
    help="Your own posting: how often it was, one idea a week made of what your people write about and what you read, "
    "and who reacted. With --to it goes out after your yes: your clipboard and LinkedIn, or published by your own "
    "account at Mastodon or Bluesky (kithly account add YOU --send).",
)
@click.option("--other", is_flag=True, help="Not this idea, ever; show the next.")
@click.option("--to", "way", type=click.Choice(WAYS), metavar="WAY", help="linkedin, mastodon, bluesky or copy.")
@click.option(
    "--text",
    "file",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Post the words in this file instead of the idea's.",
)
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--at-once", is_flag=True, help="Do not wait for a change of mind before it is published.")
@click.option("--open/--no-open", "open_it", default=True, help="Open your browser, or only show the link.")
def share(way: str | None, file: Path | None, *, other: bool, yes: bool, at_once: bool, open_it: bool) -> int:
    """Show the rhythm and the idea, or let a post go."""
    from kithly.interfaces.cli.waiting import ended

    with network() as opened:
        if way is None:
            from kithly.app.sharing.share import share as own_posting

            show("share", own_posting(opened, other=other), _share_text)
            return 0
        view = _posted(opened, way, read_words(file) if file else None, yes=yes, at_once=at_once, open_it=open_it)
    show("shared", view, _shared_text)
    return ended(view.state)


def _posted(opened: Network, way: str, text: str | None, *, yes: bool, at_once: bool, open_it: bool) -> SharedView:
    """Let a post go after the user's yes."""
    from kithly.app.sharing.out import post, prepare_post

    ready = prepare_post(opened, way, text)
    if not yes and not wants_json():
        block(ready.text, bar="| ")
    confirm(
        "Post it?" if way in {"mastodon", "bluesky"} else "Take it along?", yes=yes, hint=f"kithly share --to {way}"
    )
    view = post(opened, ready, open_it=open_it and not wants_json())
    return _delivered(opened, ready, view.outbox, at_once=at_once) if view.outbox else view


def _delivered(opened: Network, ready: ReadyPost, message: str, *, at_once: bool) -> SharedView:
    """Wait, publish, and return how it stands."""
    from kithly.app.sharing.out import post_view
    from kithly.interfaces.cli.waiting import wait_and_send

    wait_and_send(opened, message, at_once=at_once)
    with opened.store.reading() as kept:
        return post_view(opened, ready, kept.outbox.get(message))


def _share_text(view: ShareView) -> None:
    say(view.posting.text)
    if view.idea:
        say()
        _idea_text(view.idea)
        say()
        say("It goes out: kithly share --to " + "|".join(one.key for one in view.ways))
        say("Not this one: kithly share --other")
    else:
        say(view.why_none)
    if view.thanks:
        say()
        say("They reacted to what you posted:")
        for one in view.thanks:
            _thanks_text(one)


def _idea_text(idea: ShareIdeaView) -> None:
    say(idea.text)
    for proof in idea.evidence:
        day = f"{day_of(proof.at)}: " if proof.at else ""
        said = f"“{clean(proof.quote)}”" if proof.quote else clean(proof.url or proof.source)
        say(f"{day}{said}", indent=4, hang=4)
    if idea.draft:
        say()
        block(idea.draft, bar="| ")
    say(idea.your_turn)


def _thanks_text(one: ShareThanksView) -> None:
    say(one.text, indent=4, hang=4)
    say(f"kithly write '{one.person.name}' --kind thank", indent=8)


def _shared_text(view: SharedView) -> None:
    say(view.handed_over)
    if view.outbox and view.state != "sent":
        say(f"kithly outbox show {view.outbox}", indent=2)
    if view.url:
        address_line(view.url)
    if view.paste:
        block(view.text, bar="")


COMMANDS = {"share": share}
