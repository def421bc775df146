"""Taking back what a password went with: the password of one place is never used for another, and it is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.app.paper import PASSWORD, Paper

from kithly.app.accounts.keeping import add_account, find_account, remove_account
from kithly.app.accounts.rows import secrets_of
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.reminding.target import SECRET, end_target, set_target, target_of
from kithly.sources import Account
from kithly.testing.store_samples import NOW
from kithly.transport.secrets import IN_FILE, Secret, SecretMissing

AGAIN = "The password is not kept any more; to sign in again: "
FIRST, SECOND = "json://127.0.0.1/first", "json://127.0.0.1/second"


def target(network: Network) -> tuple[str, str] | None:
    with network.store.reading() as kept:
        return target_of(kept)


def secret(network: Network) -> str:
    return secrets_of(network).get(SECRET, place=IN_FILE).value


def test_the_password_of_what_replaced_it_is_not_used_for_what_stands_again(network: Network) -> None:
    first, second = set_target(network, FIRST), set_target(network, SECOND)
    assert first.change != second.change
    undo(network, first.change)
    assert secret(network) == SECOND
    third = set_target(network, "ntfy://127.0.0.1/third")
    told = undo(network, third.change)
    assert told.text.endswith(f"{AGAIN}kithly digest --target URL")
    assert target(network) is not None
    with pytest.raises(SecretMissing):
        secret(network)


def test_what_is_set_up_no_more_leaves_no_password(network: Network) -> None:
    told = undo(network, set_target(network, FIRST).change)
    assert AGAIN not in told.text
    assert target(network) is None
    with pytest.raises(SecretMissing):
        secret(network)


def test_what_ended_and_stands_again_has_no_password_and_that_is_said(network: Network) -> None:
    set_target(network, FIRST)
    assert AGAIN in undo(network, end_target(network).change).text
    assert target(network) is not None


def test_a_removed_account_that_stands_again_says_how_to_sign_in(tmp_path: Path) -> None:
    with open_network(tmp_path / "data", now=NOW) as opened:
        paper = Paper(folders={})
        net = replace(opened, account_sources=lambda: (paper,))
        found = find_account(net, Account(kind="paper", address="me@example.org"))
        add_account(net, found, Secret(value=PASSWORD))
        told = undo(net, remove_account(net, "me@example.org").change)
    assert told.text == f"Taken back: Removed me@example.org. {AGAIN}kithly account add me@example.org"
