"""Today in the browser while somebody else writes."""

from __future__ import annotations

from tests.e2e.web.conftest import NOW, Browser

from kithly.app.network import open_network


def test_the_day_and_its_open_hello_are_shown_while_an_import_writes(browser: Browser) -> None:
    with open_network(browser.network.settings.folder, now=NOW) as other, other.store.transaction():
        busy = browser.words("/today")
        pairs = browser.words("/merges")
    assert busy == browser.words("/today")
    assert pairs == browser.words("/merges")


def test_a_day_without_anybody_leads_to_the_files_and_asks_for_no_minutes(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/today"))
    assert "Nobody is here to say hello to yet." in page
    assert 'href="/start">Bring your files' in page
    assert "/today/minutes" not in page
