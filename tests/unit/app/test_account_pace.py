"""Many accounts: a few at a time, one of a server, the user's own first; and none is asked too often."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from tests.unit.app.paper import PASSWORD, Paper

from kithly.app.accounts.followed import server_of
from kithly.app.accounts.keeping import add_account, find_account, list_accounts
from kithly.app.accounts.pace import ASKED, EVERY, SLACK, not_before, read_asked
from kithly.app.accounts.pool import MOST_THREADS, read_all
from kithly.app.accounts.sync import sync
from kithly.app.changes import undo
from kithly.app.checkup import doctor
from kithly.app.network import Network, open_network
from kithly.app.views import Outcome, SyncView
from kithly.errors import SourceUnavailable
from kithly.sources import Account
from kithly.store import AccountRow
from kithly.testing.store_samples import NOW
from kithly.transport.secrets import IN_FILE, NO_SECRET, NOWHERE, Secret

HOUR = timedelta(hours=1)


@pytest.fixture
def paper() -> Paper:
    return Paper(folders={"Posts": ["1", "2", "3"]}, open=True)


@pytest.fixture
def net(tmp_path: Path, paper: Paper) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        yield replace(opened, account_sources=lambda: (paper, replace(paper, name="own", open=False)))


def follow(net: Network, address: str, kind: str = "paper") -> str:
    found = find_account(net, Account(kind=kind, address=address))
    return add_account(net, found, NO_SECRET if kind == "paper" else Secret(value=PASSWORD)).account.id


def asked(view: SyncView) -> list[bool]:
    return [one.asked for one in view.accounts]


def later(net: Network, by: timedelta) -> Network:
    return replace(net, now=net.now + by)


def test_what_everybody_may_read_is_asked_every_few_hours_however_often_the_user_syncs(net: Network) -> None:
    follow(net, "ana.example")
    follow(net, "me@example.org", "own")
    assert asked(sync(net)) == [True, True]
    view = sync(later(net, HOUR))
    assert asked(view) == [False, True]
    assert view.accounts[0].outcome is Outcome.DONE
    assert view.accounts[0].text == "Not asked again before 13:20 on 1 August 2024."
    assert asked(sync(later(net, EVERY - SLACK))) == [True, True]


def test_an_account_the_user_names_is_asked_at_once(net: Network) -> None:
    follow(net, "ana.example")
    sync(net)
    assert asked(sync(net, ["ana.example"])) == [True]


def test_the_word_of_a_server_holds_even_then(net: Network, paper: Paper) -> None:
    follow(net, "ana.example")
    paper.patience = int((NOW + HOUR * 30).timestamp())
    sync(net)
    assert asked(sync(net, ["ana.example"])) == [False]
    assert asked(sync(later(net, HOUR * 29))) == [False]
    assert asked(sync(later(net, HOUR * 31))) == [True]


def test_what_was_taken_back_is_read_again_at_once(net: Network) -> None:
    follow(net, "ana.example")
    undo(net, sync(net).change)
    view = sync(net)
    assert (asked(view), view.totals.new) == ([True], 3)


def test_a_source_that_is_broken_for_two_weeks_is_named_once_by_the_doctor(net: Network, paper: Paper) -> None:
    follow(net, "ana.example")
    id_ = follow(net, "gone.example")
    paper.fails = {"gone.example": SourceUnavailable("paper", "x", "gone.example does not answer.")}
    for days in range(0, 15, 7):
        paper.folders["Posts"] += [f"new {days}"]
        view = sync(later(net, timedelta(days=days)))
        assert [one.outcome for one in view.accounts] == [Outcome.DONE, Outcome.RETRY]
        told = [one for one in doctor(later(net, timedelta(days=days))).checks if one.name == "accounts"]
        assert bool(told) == (days >= 14)
    assert "gone.example" in told[0].text
    assert "ana.example" not in told[0].text
    assert f"kithly account remove {id_}" in (told[0].next or "")
    paper.fails = {}
    sync(later(net, timedelta(days=16)))
    assert "accounts" not in {one.name for one in doctor(net).checks}


def test_a_fault_of_ours_in_a_strangers_page_harms_no_other_account(net: Network, paper: Paper) -> None:
    for address in ("ana.example", "odd.example", "ben.example"):
        follow(net, address)
    paper.fails = {"odd.example": ZeroDivisionError("secret words")}
    view = sync(net)
    assert [one.outcome for one in view.accounts] == [Outcome.DONE, Outcome.STOP, Outcome.DONE]
    assert view.accounts[1].text == "odd.example: Kithly made a mistake of its own (ZeroDivisionError) here."


def test_what_is_kept_of_the_pace_may_be_damaged(net: Network) -> None:
    follow(net, "ana.example")
    for text in ("{", "[]", '{"a": 1}', '{"a": [1, 2]}', f'{{"x": [{10**30}, {10**30}, ""]}}'):
        with net.store.transaction() as tx:
            tx.meta.set(ASKED, text)
        assert asked(sync(net, ["ana.example"])) == [True]
        with net.store.reading() as kept:
            assert len(read_asked(kept)) == 1


def test_a_cursor_tells_when_to_come_back_at_any_depth_but_not_too_deep() -> None:
    assert not_before(json.dumps({"a": {"not_before": 5}, "not_before": 3})) == 5
    assert not_before('{"not_before": true}') == not_before("nonsense") == not_before("[]") == 0
    assert not_before("[" * 100_000) == 0
    assert not_before(json.dumps({"a": {"b": {"c": {"d": {"not_before": 5}}}}})) == 0


class Reading:
    """Stands where an account is read: notes who else is, and at which server."""

    now: ClassVar[set[str]] = set()
    most: ClassVar[int] = 0
    order: ClassVar[list[str]] = []
    guard = threading.Lock()

    def __init__(self, address: str, *, kind: str = "feed", secret: str = NOWHERE) -> None:
        settings = {"address": address, "secret": secret}
        self.row = AccountRow(id=address, kind=kind, settings=settings, change=None, added_at=NOW)  # type: ignore[arg-type]
        self.clashed = False

    def run_apart(self) -> None:
        server = server_of(self.row)
        with self.guard:
            self.clashed = server in Reading.now
            Reading.now.add(server)
            Reading.order.append(self.row.id)
            Reading.most = max(Reading.most, len(Reading.now))
        time.sleep(0.005)
        with self.guard:
            Reading.now.discard(server)


@pytest.fixture
def counted() -> None:
    Reading.now, Reading.most, Reading.order = set(), 0, []


@pytest.mark.usefixtures("counted")
def test_two_hundred_followed_pages_are_read_a_few_at_a_time_and_none_beside_its_neighbour() -> None:
    readings: list[Any] = [Reading(f"https://host{number % 60}.example/{number}") for number in range(200)]
    readings.append(Reading("me@example.org", kind="imap", secret=IN_FILE))
    read_all(readings)
    assert sorted(Reading.order) == sorted(one.row.id for one in readings)
    assert not any(one.clashed for one in readings)
    assert 1 < Reading.most <= MOST_THREADS
    assert Reading.order[0] == "me@example.org"


def test_servers_are_told_apart_by_what_is_asked() -> None:
    def server(address: str, kind: str = "feed") -> str:
        return server_of(Reading(address, kind=kind).row)

    assert server("https://Ana.example:8443/feed.xml?a=@b") == server("ana.example/x") == "ana.example"
    assert server("@ana@pots.example", "mastodon") == server("https://pots.example/@ben", "mastodon") == "pots.example"
    assert server("ana.bsky.social", "bluesky") == server("ben.example", "bluesky") == "bluesky"


def test_accounts_are_listed_by_kind(net: Network) -> None:
    follow(net, "ana.example")
    follow(net, "me@example.org", "own")
    assert [one.address for one in list_accounts(net, kind="own").accounts] == ["me@example.org"]
    assert len(list_accounts(net).accounts) == 2
