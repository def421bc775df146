"""Somebody who was forgotten stays away when accounts are read again: an address book on a server, and a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e.canaries import CARD, MAIL, PLAIN, hits
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.test_carddav_sync import MAKE
from tests.e2e.test_follow_feeds import TODAY, item
from tests.real.dav import PASSWORD, USER, Server, radicale
from tests.unit.sources.feed_server import rss, site

from kithly.app.accounts.keeping import add_account, find_account
from kithly.app.accounts.sync import sync
from kithly.app.network import Network, open_network
from kithly.app.owning.forgotten.doing import forget
from kithly.app.persons.people import list_people
from kithly.sources import Account
from kithly.sources.carddav import CardDav
from kithly.transport.dav import Dav, Holding, address_of
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import Secret

HREF = "zyphora-quennelle.vcf"
OTHER = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:oda-uid\r\nFN:Oda Fjell\r\nEMAIL:oda@fjell.example\r\nEND:VCARD\r\n"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """Run a server with a card whose very address names her, and one of somebody else."""
    (tmp_path / "dav").mkdir()
    with radicale(tmp_path / "dav") as running, Http(_peer()) as http:
        url = f"{running.home}friends/"
        http.demand(http.ask("MKCOL", url, headers={"Content-Type": "application/xml"}, body=MAKE.encode()))
        book = Dav(http).collections(url, Holding.CARDS)[0]
        for href, card in ((HREF, CARD), ("oda.vcf", OTHER)):
            Dav(http).put(address_of(book, href), card.encode(), "text/vcard; charset=utf-8", etag="")
        yield running


def _peer() -> Peer:
    login = Login(user=USER, value=PASSWORD)
    return Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=login)


@pytest.fixture
def net(tmp_path: Path, server: Server) -> Iterator[Network]:
    """Return a network that read them."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        network = replace(opened, account_sources=lambda: (CardDav(),))
        found = find_account(network, Account(kind="carddav", address=server.url, user=USER))
        add_account(network, found, Secret(value=PASSWORD))
        sync(network)
        yield network


def test_a_card_on_a_server_does_not_bring_them_back(net: Network, server: Server) -> None:
    folder = net.settings.folder
    assert {PLAIN, MAIL} <= {word for _, word in hits(folder)}
    forget(net, MAIL)
    assert sorted(hits(folder)) == []
    for _ in range(2):
        again = sync(net)
        assert (again.totals.new, again.totals.merged) == (0, 0)
        assert sorted(hits(folder)) == []
    with Http(_peer()) as http:
        book = Dav(http).collections(f"{server.home}friends/", Holding.CARDS)[0]
        changed = CARD.replace("canary-card-uid", "another-uid")
        Dav(http).put(address_of(book, "new-place.vcf"), changed.encode(), "text/vcard; charset=utf-8", etag="")
    again = sync(net)
    assert (again.totals.new, again.totals.merged) == (0, 0)
    assert again.totals.skipped >= 1
    assert again.totals.read == again.totals.same + again.totals.skipped
    assert sorted(hits(folder)) == []
    assert len(list_people(net, "").people) == 1


def test_what_is_followed_of_them_is_read_no_more(kithly: Kithly) -> None:
    kithly, now = replace(kithly, now=TODAY), TODAY + timedelta(days=1)
    kithly.ok("met", PLAIN)
    with site({"/feed.xml": rss(item("Xylophone-words-canary"))}) as told:
        kithly.ok("follow", PLAIN, f"{told.url}/feed.xml", "--set", "private=yes")
        kithly.ok("sync")
        assert kithly.view("feed")["items"]
        kithly.ok("forget", PLAIN, "--yes")
        asked = len(told.asked)
        kithly("sync", now=now)
        assert len(told.asked) == asked
    assert kithly.view("feed", now=now)["items"] == []
    assert sorted(hits(kithly.data)) == []
    assert sorted(hits(kithly.data, (told.url.removeprefix("http://"),))) == []
