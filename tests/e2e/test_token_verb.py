"""Passes for programs: made, listed and taken away in the terminal; never undone, and kept without their secrets."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.e2e import shapes
from tests.e2e.conftest import NOW, Kithly

from kithly.app.network import open_network
from kithly.app.passes.checking import check_pass
from kithly.app.passes.keeping import MARK, SECRET_BYTES, hash_of, make_pass
from kithly.app.passes.scopes import DEVICE
from kithly.errors import Conflict, NotFound, SettingsError

PASS = {
    "id": shapes.words,
    "kind": shapes.one_of("program", "device"),
    "name": shapes.words,
    "scopes": [shapes.one_of("read", "write", "send")],
    "state": shapes.one_of("good", "ended", "revoked"),
    "made_at": shapes.instant,
    "ends_at": shapes.maybe(shapes.instant),
    "used_at": shapes.maybe(shapes.instant),
}


def test_a_token_is_shown_once_listed_without_its_secret_and_taken_away(kithly: Kithly) -> None:
    made = kithly.view("token", "add", "My", "notes", "--scope", "write", "--scope", "read", "--days", "30")
    assert shapes.misfits(made, {"schema": shapes.schema("token"), "token": shapes.words, "pass": PASS}) == []
    assert (made["pass"]["name"], made["pass"]["scopes"]) == ("My notes", ["read", "write"])
    listed = kithly.view("token", "list")
    assert shapes.misfits(listed, {"schema": shapes.schema("tokens"), "passes": [PASS]}) == []
    assert made["token"] not in kithly.ok("token", "list") + kithly.ok("token", "list", "--json")
    gone = kithly.view("token", "revoke", made["pass"]["id"])
    shape = {"schema": shapes.schema("token_revoke"), "text": shapes.words, "pass": PASS}
    assert shapes.misfits(gone, shape) == []
    assert [one["state"] for one in kithly.view("token", "list")["passes"]] == ["revoked"]
    assert kithly("token", "revoke", "nobody").code == 1


def test_a_token_stands_alone_on_its_line_and_in_no_command(kithly: Kithly) -> None:
    lines = kithly.ok("token", "add", "Notes").splitlines()
    assert [line for line in lines if MARK in line] == [line for line in lines if line.startswith(MARK)]
    assert len([line for line in lines if MARK in line]) == 1
    assert any("curl -H @- " in line for line in lines)


def test_what_write_allows_is_told_whole(kithly: Kithly) -> None:
    told = " ".join(kithly.ok("token", "add", "--help").split())
    assert "have a page of somebody's asked for" in told
    assert "have your language model draft words" in told


def test_no_undo_brings_a_token_back_and_no_list_of_changes_tells_of_it(kithly: Kithly) -> None:
    token = kithly.view("token", "add", "Notes")["token"]
    kithly.ok("token", "revoke", "Notes")
    assert kithly.view("changes")["changes"] == []
    assert kithly("undo").code == 1
    with open_network(kithly.data, now=NOW) as network:
        assert check_pass(network, token) is None


def test_the_secret_is_long_and_lies_nowhere_in_the_data_folder(kithly: Kithly) -> None:
    token = kithly.view("token", "add", "Notes")["token"]
    assert len(token) >= len(MARK) + SECRET_BYTES * 8 // 6
    assert token != kithly.view("token", "add", "Notes")["token"]
    kept = b"".join(path.read_bytes() for path in Path(kithly.data).rglob("*") if path.is_file())
    assert hash_of(token) in kept
    assert token.encode() not in kept
    assert token.removeprefix(MARK).encode() not in kept


def test_a_pass_is_good_until_its_last_day_and_for_its_own_kind_only(kithly: Kithly) -> None:
    with open_network(kithly.data, now=NOW) as network:
        token = make_pass(network, "notes", days=2).token
        phone = make_pass(network, "phone", kind=DEVICE).token
        assert check_pass(network, token) is not None
        assert check_pass(network, phone) is None
        assert check_pass(network, phone, kind=DEVICE) is not None
        for told in ("", MARK, token[:-1], f"{token} ", token.upper(), "x" * 10_000, "\ud800", f"{MARK}\ud800"):
            assert check_pass(network, told) is None
    for days, is_good in ((1.99, True), (2, False), (3, False)):
        with open_network(kithly.data, now=NOW + timedelta(days=days)) as network:
            assert (check_pass(network, token) is not None) is is_good


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "two\x07bells"])
def test_a_pass_needs_a_name_one_can_read(kithly: Kithly, name: str) -> None:
    with open_network(kithly.data, now=NOW) as network, pytest.raises(SettingsError):
        make_pass(network, name)


def test_only_scopes_that_exist_can_be_given(kithly: Kithly) -> None:
    assert kithly("token", "add", "Notes", "--scope", "everything").code == 2
    with open_network(kithly.data, now=NOW) as network:
        for scopes in ((), ("everything",), ("read", "")):
            with pytest.raises(SettingsError):
                make_pass(network, "notes", scopes)


def test_a_pass_is_named_by_its_id_or_by_a_name_that_is_its_own(kithly: Kithly) -> None:
    with open_network(kithly.data, now=NOW) as network:
        first = make_pass(network, "notes").pass_
        make_pass(network, "notes")
        with network.store.reading() as kept:
            assert kept.passes.get(first.id[:6]).id == first.id
            with pytest.raises(Conflict):
                kept.passes.get("notes")
            with pytest.raises(NotFound):
                kept.passes.get(first.id[:3])
