"""A hello that an item of the feed leads to: to whose it is, or to somebody it may be for."""

from __future__ import annotations

from kithly.app.feeding.refusing import find_item
from kithly.app.letters.own_hello import begin
from kithly.app.network import Network


def begin_about(network: Network, item_id: str, who: str) -> str:
    """Begin a hello about an item of the feed, and return its id.

    The reason that the item proves leads it; where there is none, the best one of the day, or the user's wish.

    Args:
        network: Whose.
        item_id: The item, or a beginning of its id.
        who: To whom: an id, a part of the name, or an address.

    Raises:
        NotFound: There is no such item, or nobody is called so.
        Conflict: Several are.
        UserError: The person died.
    """
    return begin(network, who, about=find_item(network, item_id).ids)
