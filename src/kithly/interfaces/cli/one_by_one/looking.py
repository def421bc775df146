"""Look first: their pages opened, and a line for what was found."""

from __future__ import annotations

from kithly.app.letters.looking import found, look
from kithly.app.network import Network
from kithly.app.views import NamedView
from kithly.errors import ChannelUnavailable
from kithly.interfaces.cli.one_by_one.keys import line
from kithly.interfaces.cli.one_by_one.walk import Said
from kithly.interfaces.cli.text import address_line, say

ASK = "What did you find? A line or an address; Enter alone for nothing"


def look_first(network: Network, person: NamedView, *, open_it: bool) -> Said | None:
    """Open somebody's pages and keep what the user found; the draft is then written around it.

    Args:
        network: Whose.
        person: Who.
        open_it: Whether they may be opened here.
    """
    links = look(network, person.id, open_it=False).links
    for link in links:
        address_line(link.url, link.label)
    if open_it:
        _open(network, person)
    words = line(ASK)
    if not words:
        return Said(text="Nothing was kept.", settles=False)
    told = found(network, person.id, words)
    return Said(text=told.text, change=told.change, settles=False, shows=True)


def _open(network: Network, person: NamedView) -> None:
    try:
        look(network, person.id, open_it=True)
    except ChannelUnavailable:
        say("No browser could be opened here: open the addresses yourself.")
