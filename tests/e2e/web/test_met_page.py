"""Somebody just met is noted in a moment; and whether everything is sound is told on a page."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.belonging.word import met
from kithly.app.persons.people import show_person


def test_somebody_met_is_kept_and_shown(browser: Browser) -> None:
    assert "Their name" in browser.words("/met")
    page = words_of(browser.ok(browser.post("/met", name="Oda Wren-Fjeld", where="Bergen", about="old ferries")))
    assert "Kept that you met Oda Wren-Fjeld." in page
    view = show_person(browser.network, "Oda Wren-Fjeld")
    assert view.name == "Oda Wren-Fjeld"


def test_a_name_that_is_none_is_asked_for_again(browser: Browser) -> None:
    page = words_of(browser.ok(browser.post("/met", name=" ", back="/met")))
    assert "The name is empty" in page


def test_what_is_sound_and_what_is_not_is_told_with_a_step(tmp_path: Path) -> None:
    with browsing(tmp_path / "data") as browser:
        met(browser.network, "Oda Wren-Fjeld", where="Bergen")
        assert "Everything lies in" in browser.words("/health")
        browser.network.settings.folder.chmod(0o755)
        said = browser.words("/health")
    assert "ask" in said
    assert "chmod" in said or "kithly" in said


def test_the_calendar_is_a_file_to_keep(browser: Browser) -> None:
    answer = browser.get("/calendar.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.startswith("BEGIN:VCALENDAR")
    assert "attachment" in answer.headers["content-disposition"]
