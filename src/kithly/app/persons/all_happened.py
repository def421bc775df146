"""Everything that happened with one person, in words, a page at a time."""

from __future__ import annotations

from kithly.app.network import Network
from kithly.app.persons.happened import happened
from kithly.app.persons.timeline import PAGE, timeline
from kithly.app.views import HappenedPageView


def all_happened(network: Network, who: str, *, offset: int = 0, limit: int = PAGE) -> HappenedPageView:
    """Return a page of what happened with a person, newest first, each in a sentence.

    Args:
        network: Whose.
        who: The person, by a part of the name, an address or an id.
        offset: Things before the page.
        limit: Things on it.

    Raises:
        NotFound: Nobody is called so.
        Conflict: Several are.
    """
    page = timeline(network, who, offset=offset, limit=limit + 1)  # each is told against the one before it in time
    with network.store.reading() as kept:
        told = happened(kept, page.entries, now=network.now)
    return HappenedPageView(person=page.person, happened=told[:limit], total=page.total, offset=offset)
