"""Accounts in the browser: found, tested before they are kept, read at the desk, removed; and no secret on a page."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.web.conftest import Browser, browsing, words_of
from tests.unit.app.paper import PASSWORD, Paper

from kithly.app.accounts.asked import asked_account
from kithly.app.accounts.keeping import list_accounts

ADDRESS = "me@example.org"
WRONG = "canary-wrong-91d2"
ENOUGH = 20.0  # seconds a reading of nothing may take at most, on a loaded machine


@pytest.fixture
def paper() -> Paper:
    return Paper(folders={"Sent": ["1", "2"]})


@pytest.fixture
def browser(tmp_path: Path, paper: Paper) -> Iterator[Browser]:
    with browsing(tmp_path / "data", accounts=[paper]) as one:
        yield one


def add(browser: Browser, secret: str = PASSWORD) -> str:
    answer = browser.post("/accounts/add", {"kind": "paper", "address": ADDRESS, "secret": secret})
    return browser.ok(answer)


def test_finding_a_server_says_what_was_found_and_where_an_app_password_is_made(browser: Browser) -> None:
    page = browser.ok(browser.post("/accounts/find", {"kind": "paper", "address": ADDRESS}))
    assert "Two servers may hold it." in page
    assert "Choose Make a password." in page
    assert 'href="https://paper.example/app-passwords"' in page
    assert 'rel="noopener noreferrer"' in page
    assert list_accounts(browser.network).accounts == ()


def test_an_account_is_kept_only_after_its_password_was_taken(browser: Browser) -> None:
    page = add(browser, WRONG)
    assert "the password is not taken" in words_of(page)
    assert WRONG not in page
    assert list_accounts(browser.network).accounts == ()
    page = add(browser)
    assert [one.address for one in list_accounts(browser.network).accounts] == [ADDRESS]
    assert "Sent holds 2 messages." in words_of(page)
    assert PASSWORD not in page


def test_without_a_password_nothing_is_tried(browser: Browser) -> None:
    assert "nobody can sign in" in words_of(add(browser, "  "))


def test_a_kind_nobody_reads_is_told_beside_the_form(browser: Browser) -> None:
    page = browser.ok(browser.post("/accounts/find", {"kind": "pigeon", "address": ADDRESS}))
    assert "There is no kind of account" in words_of(page)
    assert f'value="{ADDRESS}"' in page


def test_an_added_account_goes_to_the_desk_and_tells_how_it_ended(browser: Browser) -> None:
    add(browser)
    until = time.monotonic() + ENOUGH
    while "nothing here reads paper accounts" not in (told := browser.words("/accounts/list")):
        assert time.monotonic() < until, told
        time.sleep(0.05)
    assert "Read what is new" in told


def test_removing_an_account_can_be_taken_back_by_nobody_but_its_readings_stay(browser: Browser) -> None:
    add(browser)
    account = list_accounts(browser.network).accounts[0].id
    page = browser.ok(browser.post(f"/accounts/{account}/remove"))
    assert "what was read from it stays" in words_of(page)
    assert list_accounts(browser.network).accounts == ()


@pytest.mark.parametrize("path", ["/accounts/find", "/accounts/add"])
def test_the_address_of_a_form_leads_back_when_it_is_opened_again(browser: Browser, path: str) -> None:
    assert "Your accounts" in browser.words(path)


def test_a_password_in_an_address_is_not_taken(browser: Browser) -> None:
    answer = browser.client.post(
        f"/accounts/add?secret={PASSWORD}",
        data={"token": browser.token, "kind": "paper", "address": ADDRESS},
        headers={"origin": str(browser.client.base_url)},
    )
    assert "nobody can sign in" in words_of(answer.text)
    assert list_accounts(browser.network).accounts == ()


def test_a_port_that_is_none_is_told_beside_the_form(browser: Browser) -> None:
    answer = browser.post("/accounts/find", {"kind": "paper", "address": ADDRESS, "server": "mail.example:fish"})
    assert "'fish' is no port" in words_of(browser.ok(answer))


@pytest.mark.parametrize(
    ("server", "place"),
    [("mail.example:1143", ("mail.example", 1143)), ("[::1]:143", ("::1", 143)), ("::1", ("::1", 0)), ("", ("", 0))],
)
def test_a_server_is_read_as_it_is_typed(server: str, place: tuple[str, int]) -> None:
    asked = asked_account(ADDRESS, kind="imap", server=server)
    assert (asked.host, asked.port) == place


def test_what_is_read_of_a_mail_account_can_be_chosen(tmp_path: Path, paper: Paper) -> None:
    paper.name = "imap"
    with browsing(tmp_path / "mail", accounts=[paper]) as browser:
        page = browser.ok(browser.post("/accounts/find", {"kind": "imap", "address": ADDRESS}))
        assert "Sent and inbox" in words_of(page)
        fields: dict[str, str | list[str]] = {"kind": "imap", "address": ADDRESS, "secret": PASSWORD}
        browser.ok(browser.post("/accounts/add", {**fields, "folders": "sent,inbox"}))
        with browser.network.store.reading() as kept:
            assert kept.accounts.all()[0].settings["settings"] == {"folders": "sent,inbox"}


def test_what_is_followed_is_one_block_and_one_reading(browser: Browser) -> None:
    pages = [f"http://127.0.0.1:9/{number}" for number in range(3)]
    with browser.network.store.transaction() as tx:
        change = tx.changes.open("account", "Followed", browser.network.now)
        for number, page in enumerate(pages):
            told = {"address": page, "secret": "nowhere", "settings": {"identity": f"url:{page}"}}
            tx.accounts.add(change, f"{number:08x}", "feed", told)
    shown = words_of(browser.ok(browser.get("/accounts")))
    assert "3 pages, read every few hours at most" in shown
    assert shown.count("Read what is new") == 2
    browser.post("/accounts/followed/read")
    until = time.monotonic() + ENOUGH
    while (seen := browser.words("/accounts/list")).count(pages[0]) < 3:  # listed, to remove, and why it was not read
        assert time.monotonic() < until, seen
        time.sleep(0.05)
