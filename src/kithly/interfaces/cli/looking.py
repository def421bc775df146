"""look, found: pages about somebody, a search of the web where it is switched on, and what was found kept."""

from __future__ import annotations

from shlex import quote

import click

from kithly.app.network import Network
from kithly.app.views import LookView, WebSearchView
from kithly.errors import ChannelUnavailable, UserError
from kithly.interfaces import wire
from kithly.interfaces.cli.called import day_of
from kithly.interfaces.cli.run import done, network, show, wants_json
from kithly.interfaces.cli.text import address_line, clean, say
from kithly.interfaces.cli.verb import Verb


@click.command(
    "look",
    cls=Verb,
    help="Open somebody's profile, recent activity and a web search in your browser. With --search the engine you "
    "chose in settings.toml is asked from here, and its links are listed; nothing is fetched from them.",
)
@click.argument("who", nargs=-1)
@click.option("--open/--no-open", "open_it", default=True, help="Open them, or only show the links.")
@click.option("--search", is_flag=True, help="Ask the search engine you chose; shows what was asked, and ten links.")
@click.option("--key", is_flag=True, help="Keep the key of your search engine: typed, or in KITHLY_SECRET, or --stdin.")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the key from standard input.")
def look(who: tuple[str, ...], *, open_it: bool, search: bool, key: bool, from_stdin: bool) -> int:
    """Open pages about a person."""
    from kithly.app.letters.looking import look as pages

    if key:
        return _keep_key(from_stdin=from_stdin)
    if not who:
        raise UserError("At whom?", hint="kithly look NAME")
    with network() as opened:
        view = pages(opened, " ".join(who), open_it=False, search=search)
        show("look", view, _look_text)
        if open_it and not search and not wants_json():
            _open(opened, view)
    return wire.UNAVAILABLE if view.search and view.search.trouble else wire.DONE


def _open(opened: Network, view: LookView) -> None:
    """Open the pages.

    Raises:
        ChannelUnavailable: There is no browser; their addresses were shown.
    """
    from kithly.app.letters.looking import look as pages

    try:
        pages(opened, view.person.id, open_it=True)
    except ChannelUnavailable as error:
        error.hint = "Open the addresses above yourself."
        raise


def _keep_key(*, from_stdin: bool) -> int:
    from kithly.app.letters.web_search import keep_key
    from kithly.interfaces.cli.accounts import take_secret

    secret = take_secret("key", token=True, from_stdin=from_stdin)
    with network() as opened:
        text = keep_key(opened, secret)
    show("look_key", {"text": text}, lambda one: say(one["text"]))
    return wire.DONE


def _look_text(view: LookView) -> None:
    for link in view.links:
        address_line(link.url, link.label)
    if view.search:
        _search_text(view.search)
    say(f"Found something? kithly found {quote(clean(view.person.name))} 'what you found, or its address'")


def _search_text(view: WebSearchView) -> None:
    say(f"Asked {view.engine} at {view.asked} for: {view.query}")
    if view.trouble:
        say(f"{view.trouble} {view.next or ''}".rstrip(), hang=4)
    elif not view.results:
        say("It found nothing.")
    for one in view.results:
        when = f" ({day_of(one.at)})" if one.at else ""
        say(f"- {one.title}{when}", hang=2)
        if one.text:
            say(one.text, indent=2)
        address_line(one.url, indent=2)


@click.command("found", cls=Verb, help="Keep what you found about somebody as dated evidence for the next draft.")
@click.argument("who")
@click.argument("text", nargs=-1, required=True)
def found(who: str, text: tuple[str, ...]) -> None:
    """Keep a finding."""
    from kithly.app.letters.looking import found as keep

    with network() as opened:
        view = keep(opened, who, " ".join(text))
    show("found", view, done)


COMMANDS = {"look": look, "found": found}
