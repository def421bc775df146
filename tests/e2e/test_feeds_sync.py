"""Feeds followed from the yes to the page of what people share: each thing once, one broken feed stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.sources.feed_server import Site, rss, site

from kithly.app.accounts.keeping import add_account, find_account, list_accounts
from kithly.app.accounts.sync import sync
from kithly.app.changes import undo
from kithly.app.feeding.feed import feed
from kithly.app.network import Network, open_network
from kithly.app.persons.people import list_people
from kithly.app.views import Outcome, SyncView
from kithly.sources import Account
from kithly.sources.feed import Feeds
from kithly.transport.secrets import NO_SECRET

TODAY = datetime.now(UTC)
PUBLISHED = f"{TODAY - timedelta(days=3):%a, %d %b %Y} 10:00:00 GMT"


def post(title: str) -> str:
    return f"<title>{title}</title><guid>{title}</guid><link>/{title}</link><pubDate>{PUBLISHED}</pubDate>"


@pytest.fixture
def there() -> Iterator[Site]:
    """Give a site with two feeds."""
    with site({"/ana": rss(post("Kilns"), title="Ana"), "/ben": rss(post("Boats"), title="Ben")}) as running:
        yield running


@pytest.fixture
def net(tmp_path: Path, there: Site) -> Iterator[Network]:
    """Return a network that follows both."""
    with open_network(tmp_path / "data", now=TODAY) as opened:
        network = replace(opened, account_sources=lambda: (Feeds(),))
        for path in ("/ana", "/ben"):
            asked = Account(kind="feed", address=there.url + path, settings={"private": "yes"})
            view = add_account(network, find_account(network, asked), NO_SECRET)
            assert view.words[0].endswith(f", 1 post, the newest of {_day()}.")
        yield network


def _day() -> str:
    day = TODAY - timedelta(days=3)
    return f"{day.day} {day:%B %Y}"


def later(network: Network, *, hours: int = 5) -> SyncView:
    """Sync as often as accounts of others are asked."""
    return sync(replace(network, now=TODAY + timedelta(hours=hours)))


def shown(network: Network) -> list[str]:
    return sorted(item.title for item in feed(replace(network, now=datetime.now(UTC))).items)


def test_what_is_published_comes_once_and_makes_no_people(net: Network, there: Site) -> None:
    first = later(net)
    assert {one.outcome for one in first.accounts} == {Outcome.DONE}
    assert shown(net) == ["Boats", "Kilns"]
    assert list_people(net).total == 0
    second = later(net, hours=10)
    assert second.change is None
    there.pages["/ana"] = rss(post("Glazes"), post("Kilns"), title="Ana")
    third = later(net, hours=15)
    assert third.totals.new == 1
    assert shown(net) == ["Boats", "Glazes", "Kilns"]
    assert third.change is not None
    undo(net, third.change)
    assert shown(net) == ["Boats", "Kilns"]


def test_one_broken_feed_stops_no_other(net: Network, there: Site) -> None:
    there.pages["/ben"] = "<html><body>Under construction</body></html>"
    view = later(net)
    by_address = {one.address.rpartition("/")[2]: one for one in view.accounts}
    assert (by_address["ana"].outcome, by_address["ben"].outcome) == (Outcome.DONE, Outcome.STOP)
    assert "has become a page" in by_address["ben"].text
    assert shown(net) == ["Kilns"]
    there.pages["/ben"] = rss(post("Boats"), title="Ben")
    later(net, hours=30)
    assert shown(net) == ["Boats", "Kilns"]


def test_nothing_of_them_is_a_secret(net: Network) -> None:
    assert all("password" not in str(one) for one in list_accounts(net).accounts)
