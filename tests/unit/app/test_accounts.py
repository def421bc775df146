"""Accounts: tested before they are kept, read step by step, taken back whole; and no secret is anywhere."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.unit.app.paper import PASSWORD, Paper

from kithly.app.accounts.keeping import add_account, find_account, list_accounts, remove_account, set_account
from kithly.app.accounts.sync import sync
from kithly.app.bringing.import_progress import Progress, Stopped
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network, open_network
from kithly.app.views import AccountAddedView, Outcome, SyncView
from kithly.errors import (
    Conflict,
    NotFound,
    SourceAuthError,
    SourceFormatError,
    SourceUnavailable,
    StoreBusy,
)
from kithly.interfaces import wire
from kithly.sources import Account
from kithly.testing.store_samples import NOW
from kithly.transport.secret_file import FILE
from kithly.transport.secrets import IN_FILE, NO_SECRET, NOWHERE, Secret

ME = "me@example.org"


@pytest.fixture
def paper() -> Paper:
    return Paper(folders={"Sent": ["1", "2", "3", "4", "5"], "Inbox": ["6", "bad 7"]})


@pytest.fixture
def net(tmp_path: Path, paper: Paper) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        yield replace(opened, account_sources=lambda: (paper,))


def add(net: Network, address: str = ME, *, password: str = PASSWORD, **given: Any) -> AccountAddedView:
    found = find_account(net, Account(kind="paper", address=address, **given))
    return add_account(net, found, Secret(value=password))


def counts(view: SyncView) -> tuple[int, int, int]:
    return view.totals.new, view.totals.same, view.totals.merged


def cursors(net: Network) -> dict[str, str]:
    with net.store.reading() as kept:
        return {part: value for row in kept.accounts.all() for part, value in kept.accounts.cursors(row.id).items()}


def network_text(net: Network) -> str:
    with net.store.reading() as kept:
        return kept.canonical() + kept.derived()


def test_what_everybody_may_read_needs_no_secret_and_keeps_none(net: Network, paper: Paper) -> None:
    paper.open = True
    view = add_account(net, find_account(net, Account(kind="paper", address=ME)), NO_SECRET)
    assert view.account.secret == NOWHERE
    assert view.words == ("Sent holds 5 messages.", "Inbox holds 2 messages.")
    assert not (net.settings.folder / FILE).exists()
    assert counts(sync(net)) == (6, 0, 0)
    assert set_account(net, ME, {"person": "p1"}).text == f"Kept for {ME} (person was not set)"
    assert add_account(net, find_account(net, Account(kind="paper", address=ME)), NO_SECRET).change is None
    remove_account(net, ME)
    assert list_accounts(net).accounts == ()


def test_an_account_is_kept_only_after_its_connection_was_tested(net: Network) -> None:
    with pytest.raises(SourceAuthError):
        add(net, password=PASSWORD[:-1])
    assert list_accounts(net).accounts == ()
    assert not (net.settings.folder / FILE).exists()
    view = add(net)
    assert view.words[0] == "Sent holds 5 messages."
    assert "only you can read" in view.words[-1]
    (account,) = list_accounts(net).accounts
    assert (account.address, account.server, account.secret, account.title) == (
        ME, "first.example:993", IN_FILE, "paper account",
    )  # fmt: skip


def test_the_next_server_is_tried_where_the_first_does_not_answer(net: Network, paper: Paper) -> None:
    paper.away = {"first.example"}
    assert add(net).account.server == "second.example:993"
    paper.away = {"first.example", "second.example"}
    with pytest.raises(SourceUnavailable, match=r"first\.example"):
        add(net, "other@example.org")


def test_an_unknown_kind_names_the_known_ones(net: Network) -> None:
    with pytest.raises(NotFound) as caught:
        find_account(net, Account(kind="pigeon", address=ME))
    assert "paper" in caught.value.hint


def test_a_sync_counts_by_folder_and_a_second_finds_nothing_new(net: Network, paper: Paper) -> None:
    add(net)
    view = sync(net)
    (account,) = view.accounts
    told = {part.part: (part.read, part.new, part.skipped) for part in account.parts}
    assert told == {"Sent": (5, 5, 0), "Inbox": (2, 1, 1)}
    assert [part.path for part in account.parts] == [f"{ME}/Sent", f"{ME}/Inbox"]
    assert account.outcome is Outcome.DONE
    again = sync(net)
    assert counts(again) == (0, 0, 0)
    assert (again.change, again.accounts[0].parts) == (None, ())
    assert [one.kind for one in list_changes(net).changes] == ["sync", "account"]
    paper.folders["Sent"].append("8")
    assert counts(sync(net)) == (1, 0, 0)
    assert paper.closed == 3


def test_text_that_follows_later_is_counted_apart_and_never_lost(net: Network, paper: Paper) -> None:
    add(net)
    sync(net)
    paper.words = {key: f"Text {key}" for key in "12345"}
    paper.folders["Archive"] = ["1", "2"]
    (account,) = sync(net).accounts
    assert [(part.read, part.filled) for part in account.parts] == [(0, 2)]
    paper.words = {}
    paper.folders["Other"] = ["1", "2", "3"]
    view = sync(net)
    assert counts(view) == (0, 3, 0)
    with net.store.reading() as kept:
        texts = {one.record.key: getattr(one.record, "text", "") for one in kept.records.by_kind("message")}
    assert texts["1"] == "Text 1"


def test_undo_of_a_sync_takes_everything_back_and_the_next_reads_it_again(net: Network) -> None:
    add(net)
    before = network_text(net)
    first = sync(net)
    after = network_text(net)
    assert after != before
    undo(net, first.change)
    assert network_text(net) == before
    assert cursors(net) == {}
    assert counts(sync(net)) == (6, 0, 0)
    assert network_text(net) == after


def test_a_failing_account_is_one_line_with_its_remedy_and_harms_no_other(net: Network, paper: Paper) -> None:
    errors = {
        "busy@example.org": SourceUnavailable("paper", "x", "The server is busy.", hint="Try again in 2 minutes."),
        "locked@example.org": SourceAuthError("paper", "x", "The password is not taken."),
        "odd@example.org": SourceFormatError("paper", "x", "This is no mail server."),
    }
    for address in (*errors, ME):
        add(net, address)
    paper.fails = dict(errors)
    view = sync(net)
    told = {one.address: (one.outcome, one.remedy) for one in view.accounts}
    assert told["busy@example.org"] == (Outcome.RETRY, "Try again in 2 minutes.")
    assert told["locked@example.org"] == (Outcome.SIGN_IN, "Sign in again: kithly account add locked@example.org")
    assert told["odd@example.org"][0] is Outcome.STOP
    assert "kithly account remove odd@example.org" in told["odd@example.org"][1]
    assert told[ME] == (Outcome.DONE, "")
    assert all("\n" not in one.text for one in view.accounts)
    assert view.totals.read == 3 * 2 + 7


def test_what_was_read_before_a_failure_is_kept_and_the_rest_follows(net: Network, paper: Paper) -> None:
    add(net)
    paper.fails = {ME: SourceUnavailable("paper", "x", "Away.")}
    for expected in (2, 2, 1):
        assert sync(net).totals.new == expected
    paper.fails = {}
    assert counts(sync(net)) == (1, 0, 0)
    broken, paper.fails = network_text(net), {}
    assert broken.count("record mail") == 6


def test_a_fault_of_our_own_is_not_hidden_in_a_thread(net: Network, paper: Paper) -> None:
    add(net)
    add(net, "other@example.org")
    paper.fails = {"other@example.org": ZeroDivisionError()}
    with pytest.raises(ZeroDivisionError):
        sync(net)
    paper.fails = {}
    assert sync(net).accounts[0].outcome is Outcome.DONE


def test_the_user_may_stop_it_and_nothing_is_lost(net: Network) -> None:
    add(net)
    told: list[Progress] = []

    def stop(progress: Progress) -> None:
        told.append(progress)
        raise Stopped

    view = sync(net, report=stop)
    assert (view.stopped, view.accounts[0].outcome, view.totals.new) == (True, Outcome.STOPPED, 2)
    assert (told[0].path, told[0].offset, told[0].size) == (f"{ME}/Sent", 2, 5)
    assert counts(sync(net)) == (4, 0, 0)


def test_one_sync_at_a_time(net: Network) -> None:
    add(net)
    with net.store.import_lock(), pytest.raises(StoreBusy):
        sync(net)


def test_many_accounts_are_read_side_by_side(net: Network, paper: Paper) -> None:
    meeting = threading.Barrier(3, timeout=20)
    for number in range(3):
        add(net, f"me{number}@example.org")
    check: Callable[..., Any] = paper.check

    def met(account: Account, secret: Secret) -> Any:
        meeting.wait()
        return check(account, secret)

    paper.check = met  # type: ignore[method-assign]
    view = sync(net)
    assert [one.outcome for one in view.accounts] == [Outcome.DONE] * 3
    assert view.totals.read == 21
    assert view.totals.new == 6


def test_only_the_named_accounts_are_read(net: Network) -> None:
    for address in (ME, "other@example.org"):
        add(net, address)
    assert [one.address for one in sync(net, ["OTHER@example.org"]).accounts] == ["other@example.org"]
    with pytest.raises(NotFound):
        sync(net, ["nobody@example.org"])


def test_without_an_account_a_sync_says_how_to_begin(net: Network) -> None:
    with pytest.raises(NotFound, match="no account yet"):
        sync(net)


def test_removing_keeps_what_was_read_and_can_be_taken_back(net: Network) -> None:
    add(net)
    sync(net)
    records = network_text(net).count("record mail")
    done = remove_account(net, ME)
    assert "stays" in done.text
    assert list_accounts(net).accounts == ()
    assert PASSWORD not in (net.settings.folder / FILE).read_text()
    assert network_text(net).count("record mail") == records
    undo(net, done.change)
    (account,) = sync(net).accounts
    assert (account.outcome, account.totals.read) == (Outcome.SIGN_IN, 0)
    assert add(net).change is None
    assert counts(sync(net)) == (0, 0, 0)


def test_taking_the_adding_back_forgets_the_password_too(net: Network) -> None:
    undo(net, add(net).change)
    assert list_accounts(net).accounts == ()
    assert PASSWORD not in (net.settings.folder / FILE).read_text()


def test_adding_a_known_account_signs_in_again_and_reads_on(net: Network) -> None:
    add(net)
    sync(net)
    view = add(net, ME.upper())
    assert (view.change, view.text) == (None, f"Signed in to {ME.upper()} again")
    assert len(list_accounts(net).accounts) == 1
    assert counts(sync(net)) == (0, 0, 0)


def test_settings_are_changed_with_the_kept_password_after_a_test(net: Network, paper: Paper) -> None:
    add(net, settings={"colour": "red", "size": "small"})
    sync(net)
    view = set_account(net, ME, {"colour": "blue", "size": "", "years": "5"})
    assert view.text == f"Kept for {ME} (colour was red, size was small, years was not set)"
    with net.store.reading() as kept:
        (row,) = kept.accounts.all()
    assert row.settings["settings"] == {"colour": "blue", "years": "5"}
    assert counts(sync(net)) == (0, 0, 0)
    paper.away = {"first.example"}
    with pytest.raises(SourceUnavailable):
        set_account(net, ME, {"colour": "green"})
    with net.store.reading() as kept:
        assert kept.accounts.all() == (row,)
    (net.settings.folder / FILE).unlink()
    with pytest.raises(SourceAuthError):
        set_account(net, ME, {"colour": "green"})


def test_two_accounts_of_one_address_are_told_apart(net: Network) -> None:
    one, other = add(net, user="a"), add(net, user="b")
    with pytest.raises(Conflict) as caught:
        remove_account(net, ME)
    assert [line.split()[0] for line in caught.value.candidates] == [one.account.id, other.account.id]
    remove_account(net, one.account.id)
    assert [left.user for left in list_accounts(net).accounts] == ["b"]


def test_the_account_of_a_source_that_is_gone_is_a_line_of_its_own(net: Network) -> None:
    add(net)
    (account,) = sync(replace(net, account_sources=lambda: ())).accounts
    assert account.outcome is Outcome.STOP
    assert list_accounts(replace(net, account_sources=lambda: ())).accounts[0].title == "paper"


def test_no_secret_is_in_the_database_or_any_answer(net: Network, tmp_path: Path) -> None:
    views = [add(net), sync(net), list_accounts(net), list_changes(net)]
    said = "".join(json.dumps(wire.plain(view)) + repr(view) for view in views)
    assert PASSWORD not in said
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files if PASSWORD.encode() in path.read_bytes()} == {FILE}


def test_a_record_the_account_lost_is_told_and_kept(net: Network, paper: Paper) -> None:
    add(net)
    sync(net)
    del paper.folders["Sent"][3:]
    (account,) = sync(net).accounts
    assert [(part.part, part.gone, part.read) for part in account.parts] == [("Sent", 1, 0)]
    assert network_text(net).count("record mail") == 6
