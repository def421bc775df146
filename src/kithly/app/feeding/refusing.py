"""Not this one: an item of the feed the user has no use for."""

from __future__ import annotations

from kithly.app.feeding.as_shown import TITLE, item_view
from kithly.app.feeding.feed import known_now
from kithly.app.feeding.stream import Item
from kithly.app.network import Network
from kithly.app.said.decisions import decide, done_view
from kithly.app.said.refused import NOT_THIS
from kithly.app.views import DoneView
from kithly.errors import Conflict, NotFound

SHORTEST_ID = 4  # characters of an id that may stand for the whole
LISTED = "kithly feed --all shows their ids"


def refuse(network: Network, item_id: str) -> DoneView:
    """Keep that an item is of no use: it is not shown again, at no door, until that is taken back.

    Raises:
        NotFound: There is no such item.
        Conflict: The beginning of an id fits several.
    """
    item = find_item(network, item_id)
    title = item_view(item, None, None, network, is_new=False).title[:TITLE]
    with network.store.transaction() as tx:
        said = [(one, title) for one in sorted(item.ids)]
        change, _ = decide(tx, network, NOT_THIS, said, f"Not in the feed: {title}")
    return done_view(change, f"Not shown again: {title}", item.person)


def find_item(network: Network, item_id: str) -> Item:
    """Return an item by its id, or a beginning that is its own.

    Raises:
        NotFound: There is none.
        Conflict: The beginning fits several, or is too short to mean one.
    """
    asked = item_id.strip().lower()
    items = known_now(network).stream.items
    fitting = [one for one in items if asked and any(id_.startswith(asked) for id_ in one.ids)]
    if not fitting:
        raise NotFound("item", item_id, message=f"There is no {item_id!r} in the feed.", hint=LISTED)
    if len(fitting) > 1 or len(asked) < SHORTEST_ID:
        raise Conflict("item", item_id, message=f"{item_id!r} is too short to mean one item.", hint=LISTED)
    return fitting[0]
