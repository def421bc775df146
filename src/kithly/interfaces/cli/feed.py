"""feed: what the user's people share."""

from __future__ import annotations

import click

from kithly.app.views import FeedItemView, FeedView
from kithly.interfaces.cli.called import day_of
from kithly.interfaces.cli.run import done, network, show
from kithly.interfaces.cli.text import address_line, plural, say
from kithly.interfaces.cli.verb import Verb

ID = 8  # letters of an id that are shown


@click.command(
    "feed",
    cls=Verb,
    help="What your people share: posts, articles, releases, new jobs, the newest and most fitting first. What was "
    "shown on an earlier day is not shown again as new.",
)
@click.option("--all", "everything", is_flag=True, help="Also what was shown on earlier days.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1_000), metavar="N", help="How many.")
@click.option("--not", "refused", metavar="ID", help="Not this one: never show it again (kithly undo).")
def feed(*, everything: bool, limit: int, refused: str | None) -> None:
    """Show the feed, or leave one item out of it."""
    from kithly.app.feeding.feed import feed as what_is_shared
    from kithly.app.feeding.refusing import refuse

    with network() as opened:
        if refused is not None:
            show("feed_not", refuse(opened, refused), done)
            return
        view = what_is_shared(opened, limit=limit, everything=everything)
    show("feed", view, _feed_text)


def _feed_text(view: FeedView) -> None:
    for item in view.items:
        _item_text(item)
    if not view.items:
        say("Nothing new." if view.earlier else "Nothing is shared yet that Kithly could read.")
    if view.total > len(view.items):
        say(f"{plural(view.total - len(view.items), 'more item')}: kithly feed --limit {view.total}")
    if view.earlier:
        say(f"{plural(view.earlier, 'earlier item')}: kithly feed --all")
    for hint in view.hints:
        say(hint)


def _item_text(item: FeedItemView) -> None:
    who = item.person.name if item.person else ""
    when = day_of(item.at, none="no date")
    say(f"{when}{f', {who}' if who else ''}: {item.said}".rstrip(), hang=4)
    if item.title.rstrip(".") != item.said.rstrip("."):
        say(item.title, indent=4)
    if item.text:
        say(item.text, indent=4)
    if item.reason:
        say(f"Why now: {item.reason.text}", indent=4)
    if item.interest:
        say(f"For you: you care for “{item.interest}”.", indent=4)
    for fit in item.fits:
        say(f"For {fit.person.name}: {fit.text}", indent=4)
    if item.url:
        address_line(item.url, indent=4)
    hello = f"; the hello: {item.touch}" if item.touch else ""
    say(f"not this one: kithly feed --not {item.id[:ID]}{hello}", indent=4)


COMMANDS = {"feed": feed}
