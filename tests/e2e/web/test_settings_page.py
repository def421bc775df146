"""Settings: what the user says of their days is kept by plain forms, told in a line, and taken back."""

from __future__ import annotations

import re
from datetime import date

import pytest
from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.word import circle
from kithly.app.chosen import keep_settings
from kithly.app.derived.me import leap_birthday
from kithly.app.persons.circle_rhythm import circle_rhythms
from kithly.app.persons.people import list_people
from kithly.app.settings import read_settings
from kithly.app.today.resting import away_now
from kithly.app.today.rhythm import rhythm
from kithly.errors import SettingsError


def undone(browser: Browser, page: str) -> str:
    """Take back what was just done, and return the words that follow."""
    undo = re.search(r'class="toast".*?action="(/changes/\w+/undo)"', page, re.DOTALL)
    assert undo
    return words_of(browser.ok(browser.post(undo[1], back="/settings")))


def test_minutes_are_kept_follow_what_gets_done_and_come_back(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/minutes", minutes="6"))
    assert "Your days: 6 minutes." in words_of(page)
    assert rhythm(browser.network).minutes.today == 6
    undone(browser, page)
    assert rhythm(browser.network).minutes.said is None
    browser.post("/settings/minutes", minutes="learn")
    assert rhythm(browser.network).minutes.is_learning


def test_quiet_hours_and_days_are_one_change(browser: Browser) -> None:
    form: dict[str, str | list[str]] = {"from": "19:00", "until": "08:00", "day": ["saturday", "sunday"]}
    page = browser.ok(browser.post("/settings/quiet", form))
    view = rhythm(browser.network)
    assert view.quiet_hours
    assert (view.quiet_hours.start, view.quiet_hours.end) == ("19:00", "08:00")
    assert view.quiet_days == ("saturday", "sunday")
    assert re.search(r'value="saturday" checked', page)
    again = browser.ok(browser.post("/settings/quiet", form))
    assert 'class="toast"' not in again
    undone(browser, page)
    assert rhythm(browser.network).quiet_hours is None
    assert "both a beginning and an end" in words_of(browser.ok(browser.post("/settings/quiet", {"from": "19:00"})))


def test_a_day_is_kept_free_each_year_and_given_up(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/holiday", on="2026-12-25", yearly="yes"))
    assert rhythm(browser.network).holidays == ("12-25",)
    assert "25 December, each year" in words_of(page)
    browser.post("/settings/holiday", drop="12-25")
    assert rhythm(browser.network).holidays == ()


def test_days_away_are_kept_and_taken_back(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/away", {"from": "2026-03-10", "until": "2026-03-20"}))
    told = away_now(browser.network).away
    assert told is not None
    assert (told.start, told.until) == (date(2026, 3, 10), date(2026, 3, 20))
    undone(browser, page)
    assert away_now(browser.network).away is None
    assert "is no day" in words_of(browser.ok(browser.post("/settings/away", until="soon")))


def test_a_limit_is_kept_and_the_usual_holds_again(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/limit", place="linkedin", act="comment", a_day="2", a_week="8"))
    assert "The usual again : linkedin, comment" in words_of(page)
    own = [one for one in rhythm(browser.network).limits if one.is_own]
    assert [(one.place, one.act, one.day, one.week) for one in own] == [("linkedin", "comment", 2, 8)]
    browser.post("/settings/limit", place="linkedin", act="comment")
    assert not [one for one in rhythm(browser.network).limits if one.is_own]


def test_a_circle_has_its_cadence_and_importance(browser: Browser) -> None:
    assert "You have none yet." in browser.words("/settings/circles")
    person = list_people(browser.network, limit=1).people[0]
    circle(browser.network, person.id, "Climbing")
    browser.ok(browser.post("/settings/circle", circle="Climbing", days="60", level="high"))
    (one,) = circle_rhythms(browser.network)
    assert (one.name, one.people, one.days, one.importance) == ("Climbing", 1, 60, "high")
    browser.post("/settings/circle", circle="Climbing", days="", level="high")
    assert circle_rhythms(browser.network)[0].days is None


def test_29_february_is_the_users_choice(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/leap", leap="28-february"))
    assert leap_birthday(browser.network) == "28-february"
    undone(browser, page)
    assert leap_birthday(browser.network) == "1-march"


@pytest.mark.parametrize("address", ["somebody.else@example.org", "no address"])
def test_a_daily_mail_goes_to_nobody_else(browser: Browser, address: str) -> None:
    page = browser.ok(browser.post("/settings/digest", address=address, secret="canary", back="/settings/reminders"))  # noqa: S106 - invented
    assert "a digest goes to nobody else" in words_of(page)
    assert "canary" not in page
    assert "The day as one mail to yourself" in words_of(page)


def test_what_is_asked_of_the_web_is_switched_and_the_users_file_keeps_its_words(browser: Browser) -> None:
    file = browser.network.settings.folder / "settings.toml"
    file.write_text('# my own note\nminutes = 12  # ten is too few\n\n[network]\nown_hosts = ["wiki.lan"] # ours\n')
    page = browser.ok(browser.get("/settings/web"))
    assert not re.search(r'name="pages"[^>]*checked', page)
    page = browser.ok(browser.post("/settings/web", pages="yes", engine="searxng", url="https://searx.example"))
    assert "A page you give as found is read once, and SearXNG is asked when you say so." in words_of(page)
    assert re.search(r'name="pages"[^>]*checked', page)
    assert re.search(r'value="searxng" checked', page)
    told = file.read_text()
    assert "# my own note\nminutes = 12  # ten is too few\n" in told
    assert 'own_hosts = ["wiki.lan"] # ours' in told
    assert file.stat().st_mode & 0o077 == 0
    settings = read_settings(browser.network.settings.folder)
    assert (settings.minutes, settings.reads_pages, settings.search_engine) == (12, True, "searxng")
    assert "no search engine is asked" in words_of(browser.ok(browser.post("/settings/web")))
    settings = read_settings(browser.network.settings.folder)
    assert (settings.reads_pages, settings.search_engine, settings.search_url) == (False, "", "")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"engine": "searxng"}, "Where does your SearXNG lie?"),
        ({"engine": "nobody"}, "There is no search engine"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_form_and_changes_nothing(
    browser: Browser, fields: dict[str, str | list[str]], said: str
) -> None:
    page = browser.ok(browser.post("/settings/web", {**fields, "back": "/settings/web"}))
    assert re.search(rf'<p class="mistake" role="alert">{re.escape(said)}', page)
    assert 'class="toast"' not in page
    assert not (browser.network.settings.folder / "settings.toml").exists()


def test_the_time_to_take_a_message_back_is_the_users(browser: Browser) -> None:
    page = browser.ok(browser.post("/settings/sending/seconds", seconds="45"))
    assert "A message can be taken back for 45 seconds." in words_of(page)
    assert 'value="45"' in page
    page = browser.ok(browser.post("/settings/sending/seconds", seconds="9999", back="/settings/sending"))
    assert re.search(r'class="mistake" role="alert">outbox.undo_seconds is a number', page)
    assert read_settings(browser.network.settings.folder).undo_seconds == 45


def test_a_file_that_cannot_be_read_is_left_as_it_is(browser: Browser) -> None:
    file = browser.network.settings.folder / "settings.toml"
    file.write_text("minutes = [")
    with pytest.raises(SettingsError, match="not valid TOML"):
        keep_settings(browser.network, {("network", "read_pages"): True})
    file.write_text("minutes = 7\n")
    with pytest.raises(SettingsError, match="seconds"):
        keep_settings(browser.network, {("outbox", "undo_seconds"): -1})
    assert file.read_text() == "minutes = 7\n"
    assert [one.name for one in file.parent.glob(".settings*")] == []
