"""A calendar on a server, from the account to the person's page, with the same calendar in a file, and back."""

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
from kithly.app.derived.me import set_me
from kithly.app.network import Network, open_network
from kithly.app.persons.all_happened import all_happened
from kithly.app.views import Outcome
from kithly.sources import Account
from kithly.sources.caldav import CalDav
from kithly.transport.dav import Dav, Holding, address_of
from kithly.transport.http import Http, Login, Peer
from kithly.transport.secrets import Secret

NOW = datetime.fromisoformat("2026-08-01T09:00:00+00:00")
MAKE = (
    '<?xml version="1.0"?><d:mkcol xmlns:d="DAV:" xmlns:cal="urn:ietf:params:xml:ns:caldav"><d:set><d:prop>'
    "<d:resourcetype><d:collection/><cal:calendar/></d:resourcetype><d:displayname>Work</d:displayname>"
    "</d:prop></d:set></d:mkcol>"
)
GOLDEN = Path(__file__).parents[1] / "golden" / "ical" / "outlook.ics"


def members() -> dict[str, bytes]:
    """Return the events of a calendar file as members of a calendar on a server."""
    head, *events = GOLDEN.read_text("utf-8").replace("\r\n", "\n").split("BEGIN:VEVENT\n")
    head = head.replace("METHOD:PUBLISH\n", "")
    bodies = [event.partition("END:VCALENDAR")[0] for event in events]
    return {
        f"{place}.ics": f"{head}BEGIN:VEVENT\n{body}END:VCALENDAR\n".replace("\n", "\r\n").encode()
        for place, body in enumerate(bodies)
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server with the events of a calendar."""
    with radicale(tmp_path_factory.mktemp("dav")) as running:
        login = Login(user=USER, value=PASSWORD)
        with Http(Peer(source="dav", at="x", own=frozenset({"127.0.0.1"}), login=login)) as http:
            url = f"{running.home}work/"
            http.demand(http.ask("MKCOL", url, headers={"Content-Type": "application/xml"}, body=MAKE.encode()))
            calendar = Dav(http).collections(url, Holding.CALENDAR)[0]
            for name, data in members().items():
                Dav(http).put(address_of(calendar, name), data, "text/calendar; charset=utf-8", etag="")
        yield running


@pytest.fixture
def net(tmp_path: Path, server: Server) -> Iterator[Network]:
    """Return a network with the account in it."""
    with open_network(tmp_path / "data", now=NOW) as opened:
        network = replace(opened, account_sources=lambda: (CalDav(),))
        view = add_account(
            network,
            find_account(network, Account(kind="caldav", address=server.url, user=USER)),
            Secret(value=PASSWORD),
        )
        assert view.words[0] == "Work holds 4 events."
        yield network


def names(network: Network) -> list[str]:
    with network.store.reading() as kept:
        return sorted(row.person.name for row in kept.people.list())


def test_meetings_on_a_server_make_people_and_the_next_sync_brings_none(net: Network) -> None:
    set_me(net, [("address", "odo@tarn.example")])
    first = sync(net)
    assert [one.outcome for one in first.accounts] == [Outcome.DONE]
    assert (first.totals.new, first.totals.skipped) == (3, 1)
    assert names(net) == ["Ravi Tamarind", "Zita Quarrenhold", "pelle@lantern.example"]
    assert "You met: Nets and tides, with 1 other." in [one.text for one in all_happened(net, "zita").happened]
    again = sync(net)
    assert (again.totals.read, again.change) == (0, None)


def test_the_same_calendar_as_a_file_is_the_same_meetings(net: Network) -> None:
    set_me(net, [("address", "odo@tarn.example")])
    sync(net)
    before = all_happened(net, "zita").happened
    view = import_paths(net, [GOLDEN])
    assert view.totals.new == 1  # the guess whose calendar the file is
    assert len(all_happened(net, "zita").happened) == len(before)


def test_a_sync_is_taken_back_whole(net: Network) -> None:
    change = sync(net).change
    assert change
    assert names(net)
    undo(net, change)
    assert names(net) == []
