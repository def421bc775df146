"""A mail account added on the page, and read by the desk from a real server."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.web.conftest import Browser, browsing, words_of
from tests.mail.conftest import Mailbox
from tests.mail.dovecot import PASSWORD
from tests.mail.samples import plain

ENOUGH = 60.0  # seconds for three mails on a machine that does much else


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with browsing(tmp_path / "data") as one:
        yield one


def form(mailbox: Mailbox) -> dict[str, str | list[str]]:
    server = f"127.0.0.1:{mailbox.server.port}"
    return {"kind": "imap", "address": mailbox.user, "server": server, "security": "none"}


def wait_for(browser: Browser, words: str) -> str:
    until = time.monotonic() + ENOUGH
    while words not in (told := browser.words("/accounts/list")):
        assert time.monotonic() < until, told
        time.sleep(0.1)
    return told


def test_an_account_is_added_read_and_read_again_without_a_terminal(browser: Browser, mailbox: Mailbox) -> None:
    mailbox.deliver(*(plain(number) for number in range(3)))
    found = browser.ok(browser.post("/accounts/find", form(mailbox)))
    assert 'type="password"' in found
    told = browser.ok(browser.post("/accounts/add", {**form(mailbox), "secret": PASSWORD}))
    assert PASSWORD not in told
    wait_for(browser, "3 read: 3 new")
    assert "Ben Fictional" in browser.words("/people")
    account = browser.network.store
    with account.reading() as kept:
        id_ = kept.accounts.all()[0].id
    browser.ok(browser.post(f"/accounts/{id_}/read"))
    wait_for(browser, "Nothing new.")
    page = browser.ok(browser.post(f"/accounts/{id_}/folders", folders="sent,inbox"))
    assert 'value="sent,inbox" checked' in page
    assert PASSWORD not in page
    assert "Choose what is read" in words_of(browser.ok(browser.post(f"/accounts/{id_}/folders", folders="everything")))


def test_a_wrong_password_is_told_and_nothing_is_kept(browser: Browser, mailbox: Mailbox) -> None:
    page = browser.ok(browser.post("/accounts/add", {**form(mailbox), "secret": "wrong"}))
    assert 'role="alert"' in page
    with browser.network.store.reading() as kept:
        assert kept.accounts.all() == ()
    assert "Sign in to" in words_of(page)
