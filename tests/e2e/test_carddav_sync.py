"""An address book on a server, from the account to the person's page and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tests.real.dav import PASSWORD, USER, Server, radicale

from kithly.app.accounts.keeping import add_account, find_account
from kithly.app.accounts.sync import sync
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.persons.people import list_people, show_person
from kithly.app.views import Outcome
from kithly.sources import Account
from kithly.sources.carddav import CardDav
from kithly.transport.dav import Dav, Holding, address_of
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import Secret

NOW = datetime.fromisoformat("2026-03-02T09:00:00+00:00")
MAKE = (
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:card="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>'
    "<d:resourcetype><d:collection/><card:addressbook/></d:resourcetype><d:displayname>Friends</d:displayname>"
    "</d:prop></d:set></d:mkcol>"
)
GOLDEN = Path(__file__).parents[1] / "golden" / "vcard" / "apple.vcf"
CARDS = [f"BEGIN:VCARD{card}" for card in GOLDEN.read_text("utf-8").split("BEGIN:VCARD")[1:]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server with the cards of an address book."""
    with radicale(tmp_path_factory.mktemp("dav")) as running:
        login = Login(user=USER, value=PASSWORD)
        with Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=login)) as http:
            url = f"{running.home}friends/"
            headers = {"Content-Type": "application/xml"}
            http.demand(http.ask("MKCOL", url, headers=headers, body=MAKE.encode()))
            book = Dav(http).collections(url, Holding.CARDS)[0]
            for place, card in enumerate(CARDS):
                Dav(http).put(address_of(book, f"{place}.vcf"), card.encode(), "text/vcard; charset=utf-8", etag="")
        yield running


@pytest.fixture
def net(tmp_path: Path, server: Server) -> Iterator[Network]:
    """Return a network with the account in it."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        network = replace(opened, account_sources=lambda: (CardDav(),))
        found = find_account(network, Account(kind="carddav", address=server.url, user=USER))
        view = add_account(network, found, Secret(value=PASSWORD))
        assert view.words[0] == "Friends holds 4 cards."
        yield network


def test_a_sync_brings_everybody_and_the_next_nobody(net: Network) -> None:
    first = sync(net)
    assert [one.outcome for one in first.accounts] == [Outcome.DONE]
    assert (first.totals.read, first.totals.new, first.totals.skipped) == (4, 2, 2)
    person = show_person(net, "Odalys")
    assert [one.value for one in person.facts if one.kind == "label"] == ["Lens fair"]
    assert person.photo
    again = sync(net)
    assert (again.totals.read, again.change) == (0, None)


def test_the_same_cards_as_a_file_are_the_same_records(net: Network) -> None:
    sync(net)
    view = import_paths(net, [GOLDEN])
    assert (view.totals.new, view.totals.same) == (0, 2)
    assert list_people(net, "").total == 2


def test_a_sync_is_taken_back_whole_and_read_again(net: Network) -> None:
    change = sync(net).change
    assert change
    undo(net, change)
    assert list_people(net, "").total == 0
    assert sync(net).totals.new == 2
