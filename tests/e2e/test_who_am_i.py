"""Who the user is: read from their files, confirmed once, corrected at any time, and all of it taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.conftest import NOW, Exports, Kithly

from kithly.app.changes import undo
from kithly.app.derived.me import confirm_me, say_me, show_me
from kithly.app.network import Network, open_network
from kithly.errors import NotFound, SettingsError


@pytest.fixture
def opened(network: Kithly) -> Iterator[Network]:
    with open_network(network.data, now=NOW) as found:
        yield found


def test_who_i_am_is_confirmed_once_and_the_confirmation_can_be_taken_back(opened: Network) -> None:
    assert not show_me(opened).confirmed
    done = confirm_me(opened)
    assert show_me(opened).confirmed
    undo(opened, done.change)
    assert not show_me(opened).confirmed


def test_nobody_is_confirmed_in_an_empty_network(tmp_path: Path) -> None:
    with open_network(tmp_path / "empty", now=NOW) as empty, pytest.raises(NotFound):
        confirm_me(empty)


def test_it_is_said_what_tells_who_i_am(opened: Network) -> None:
    assert show_me(opened).read_from == ("linkedin_export",)
    say_me(opened, [("name", "Robin Q")])
    assert show_me(opened).read_from == ("linkedin_export", "self")


def test_sent_mail_alone_tells_who_i_am(tmp_path: Path, exports: Exports) -> None:
    kithly = Kithly(data=tmp_path / "mail")
    kithly.ok("import", exports.mailbox)
    with open_network(kithly.data, now=NOW) as mail:
        me = show_me(mail)
    assert me.name
    assert me.read_from == ("mail",)


def test_an_address_that_is_not_mine_is_taken_off_and_the_newest_word_wins(opened: Network) -> None:
    mine = [one.value for one in show_me(opened).identities if one.kind == "email"]
    done = say_me(opened, [("not-address", mine[0])])
    assert mine[0] not in [one.value for one in show_me(opened).identities]
    assert mine[0] not in [one.value for one in show_me(opened).guesses]
    say_me(opened, [("address", mine[0])])
    assert mine[0] in [one.value for one in show_me(opened).identities]
    undo(opened, done.change)
    assert mine[0] in [one.value for one in show_me(opened).identities]


def test_what_is_no_address_is_refused_in_one_sentence(opened: Network) -> None:
    with pytest.raises(SettingsError, match="no address"):
        say_me(opened, [("not-address", "nobody")])


def test_the_command_line_takes_an_address_off_too(network: Kithly) -> None:
    mine = [one["value"] for one in network.view("me")["identities"] if one["kind"] == "email"]
    network.ok("me", "--set", f"not-address={mine[0]}")
    assert mine[0] not in [one["value"] for one in network.view("me")["identities"]]


@pytest.mark.parametrize("key", ["now", "interests", "needs"])
def test_what_says_nothing_of_who_i_am_rebuilds_nothing_neither_said_nor_taken_back(opened: Network, key: str) -> None:
    def rebuilds() -> int:
        with opened.store.reading() as kept:
            return kept.renewals.mark().rebuilds

    before, told = rebuilds(), getattr(show_me(opened), key)
    done = say_me(opened, [(key, "Asia/Tokyo")])
    assert getattr(show_me(opened), key) == "Asia/Tokyo"
    undo(opened, done.change)
    assert getattr(show_me(opened), key) == told
    assert rebuilds() == before
