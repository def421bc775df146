"""A member's data over LinkedIn's interface, from the account to the person's page and back; and beside the export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tests.unit.sources.linkedin_member import TOKEN, Member, member_of, serving

from kithly.app.accounts.keeping import add_account, find_account
from kithly.app.accounts.sync import sync
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.persons.people import list_people, show_person
from kithly.app.views import Outcome
from kithly.sources.linkedin_api import LinkedInApi
from kithly.transport.secrets import Secret

NOW = datetime.fromisoformat("2026-03-07T09:00:00+00:00")
EXPORT = Path(__file__).parents[1] / "golden" / "linkedin" / "Complete_LinkedInDataExport_02-09-2024"


@pytest.fixture
def member() -> Member:
    return member_of(EXPORT)


@pytest.fixture
def net(tmp_path: Path, member: Member) -> Iterator[Network]:
    """Return a network with the account in it."""
    with open_network(tmp_path / "data", now=NOW) as opened, serving(member) as (_, account):
        network = replace(opened, account_sources=lambda: (LinkedInApi(),))
        view = add_account(network, find_account(network, account), Secret(value=TOKEN, form="token"))
        assert "It is the data of" in view.words[0]
        yield network


def test_a_sync_brings_everybody_and_the_next_nothing(net: Network) -> None:
    first = sync(net)
    assert [one.outcome for one in first.accounts] == [Outcome.DONE]
    assert first.totals.new > 20
    assert list_people(net, "").total > 0
    again = sync(net)
    assert (again.totals.read, again.change) == (0, None)


def test_what_changed_there_changes_here(net: Network, member: Member) -> None:
    sync(net)
    one = dict(member.rows["CONNECTIONS"][0])
    member.rows["CONNECTIONS"] = [one | {"Company": "Paper Lanterns"}, *member.rows["CONNECTIONS"][1:]]
    member.date = "Sat, 07 Mar 2026 08:30:00 GMT"
    again = sync(net)
    assert (again.totals.new, again.totals.merged) == (0, 1)
    person = show_person(net, "Zoë Marzipan")
    assert person.company == "Paper Lanterns"


def test_the_export_and_the_account_are_one_network(net: Network) -> None:
    sync(net)
    before = list_people(net, "").total
    view = import_paths(net, [EXPORT])
    assert list_people(net, "").total == before
    new = {Path(one.path).name for one in view.files if one.new}
    assert new == {"Recommendations_Given.csv", "Recommendations_Received.csv"}  # of no side over the interface


def test_a_sync_is_taken_back_whole_and_read_again(net: Network) -> None:
    first = sync(net)
    assert first.change
    undo(net, first.change)
    assert list_people(net, "").total == 0
    assert sync(net).totals.new == first.totals.new
