"""Where somebody's page is, if Kithly's own pages are served right now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from kithly.app.network import Network
from kithly.app.views import NamedView, ReasonView
from kithly.interfaces.cli.manner import manner

_QUOTED = re.compile("“([^”]+)”")


def pages_of(network: Network, people: Iterable[NamedView]) -> dict[str, str]:
    """Return the address of each person's page by name; empty where no server runs, or links are not wanted.

    Two people of one name get none: the label could lead to either.

    Args:
        network: Whose.
        people: Who is named.
    """
    root = _root(network) if manner().links else ""
    if not root:
        return {}
    ids: dict[str, set[str]] = {}
    for one in people:
        ids.setdefault(one.name, set()).add(one.id)
    return {name: f"{root}/people/{quote(min(found), safe='')}" for name, found in ids.items() if len(found) == 1}


def pages_in(reason: ReasonView) -> dict[str, str]:
    """Return where a reason can be read in the open, by the first words in quotes of its sentence, else by the whole.

    Args:
        reason: Why now.
    """
    url = next((one.url for one in reason.evidence if one.url), "")
    quoted = _QUOTED.search(reason.text)
    return {quoted[1] if quoted else reason.text: url} if url else {}


def _root(network: Network) -> str:
    """Return where the server that runs for this network listens; empty for none."""
    from kithly.interfaces.web.doorbell import ring

    way_in = ring(network.settings.folder)
    return f"http://{urlsplit(way_in).netloc}" if way_in else ""
