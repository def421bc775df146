"""Feed: what the user's people share, one thing after another, and whom to follow."""

from __future__ import annotations

from starlette.responses import Response

from kithly.app.accounts.followed import FOLLOWED
from kithly.app.bringing.places import AccountPlace
from kithly.app.feeding.answering import begin_about
from kithly.app.feeding.feed import feed
from kithly.app.feeding.refusing import refuse as refuse_item
from kithly.app.following.follow import Asked, follow, refuse
from kithly.app.following.suggesting import suggest
from kithly.app.views import FeedView, FollowView
from kithly.interfaces.web.failures import COMMAND
from kithly.interfaces.web.visit import Room, Visit

FEED = "/feed"
A_PAGE = 30  # items at once; the next ones by a link
MOST_ITEMS = 1_000
SUGGESTED = 6  # of those who could be followed; all by a link
MOST_SUGGESTED = 500


def show(visit: Visit) -> Response:
    """Show what was shared, new things first, and what could be followed."""
    everything, wanted = visit.field("all") == "1", visit.field("follow") == "1"
    asked = visit.number("items", A_PAGE, least=1, most=MOST_ITEMS)
    return visit.show(
        "feed.html",
        feed=_feed(visit, asked, everything=everything),
        asked=asked,
        more=A_PAGE,
        everything=everything,
        follow=_suggested(visit, MOST_SUGGESTED if wanted else SUGGESTED),
        wanted=wanted,
        FOLLOWED=FOLLOWED,
    )


def _feed(visit: Visit, limit: int, *, everything: bool) -> FeedView:
    """Return the feed; the look that noted what it showed is followed by one that is the same."""
    network = visit.network
    key = ("feed", limit, everything, network.today, network.hour)
    return network.recall.get(key, lambda: feed(network, limit=limit, everything=everything))


def _suggested(visit: Visit, limit: int) -> FollowView:
    return visit.network.recall.get(("follow", limit, visit.network.hour), lambda: suggest(visit.network, limit=limit))


def leave_out(visit: Visit) -> Response:
    """Leave an item out for good."""
    return visit.back(visit.origin_page(FEED), refuse_item(visit.network, visit.params["item"]))


def say_hello(visit: Visit) -> Response:
    """Begin a hello about an item, and open it."""
    touch = begin_about(visit.network, visit.params["item"], visit.params["person"])
    return visit.back(f"/hello/{touch}")


def begin_to_follow(visit: Visit) -> Response:
    """Follow something of somebody's, or an interest of the user's own, and have it read: this was their yes."""
    view = follow(visit.network, visit.field("who"), Asked(address=visit.field("address")))
    words = [one for one in view.words if not COMMAND.search(one)]
    visit.guest.tell(" ".join((f"{view.text}.", *words)), view.change)
    visit.tray.desk.add_accounts([AccountPlace(id=view.account.id, name=view.account.address)])
    return visit.back(visit.origin_page(FEED))


def do_not_follow(visit: Visit) -> Response:
    """Never suggest something again."""
    return visit.back(visit.origin_page(FEED), refuse(visit.network, visit.field("who"), visit.field("address")))


ROOMS = (
    Room(path=FEED, method="GET", answer=show),
    Room(path="/feed/follow", method="POST", answer=begin_to_follow),
    Room(path="/feed/no", method="POST", answer=do_not_follow),
    Room(path="/feed/{item}/not", method="POST", answer=leave_out),
    Room(path="/feed/{item}/hello/{person}", method="POST", answer=say_hello),
)
