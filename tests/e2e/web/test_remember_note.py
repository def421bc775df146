"""The question whether somebody is remembered, on the page of the day."""

from __future__ import annotations

from datetime import timedelta

from tests.e2e.web.conftest import NOW, Browser

from kithly.app.derived.refresh import refresh
from kithly.app.persons.people import list_people, show_person
from kithly.records import Channel, News, NewsKind, Party
from kithly.testing.store_samples import keep, sighted


def mourn(browser: Browser) -> tuple[str, str]:
    """Bring an obituary of somebody; return their id and name."""
    people = list_people(browser.network, limit=200).people
    names = [one.name for one in people]
    one = next(one for one in people if " " in one.name and names.count(one.name) == 1)
    about, at = Party(name=one.name, identity=None), NOW - timedelta(days=1)
    text = f"{one.name} Obituary - Harbour Gazette"
    news = News(key="o", kind=NewsKind.ALERT, channel=Channel.WEB, at=at, about=about, text=text)
    keep(browser.network.store, "alert", [sighted(news, at)])
    with browser.network.store.transaction() as tx:
        refresh(tx, now=NOW)
    return one.id, one.name


def test_the_question_is_asked_quietly_and_answered_by_one_button(browser: Browser) -> None:
    person, name = mourn(browser)
    assert f"Mark {name} as remembered?" in browser.words("/today")
    page = browser.ok(browser.post(f"/notes/remember-{person}", answer="no"))
    assert f"Mark {name} as remembered?" not in page
    assert not show_person(browser.network, person).remembered


def test_yes_leaves_them_in_peace(browser: Browser) -> None:
    person, _ = mourn(browser)
    browser.ok(browser.post(f"/notes/remember-{person}", answer="yes"))
    assert show_person(browser.network, person).remembered
    assert "remembered?" not in browser.words("/today")
