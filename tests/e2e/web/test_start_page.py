"""Start: who the user is, confirmed once and corrected at any time; where files come from."""

from __future__ import annotations

import re

from tests.e2e.web.conftest import Browser, words_of

from kithly.app.belonging.named import list_named, name_people
from kithly.app.bringing.so_far import so_far
from kithly.app.changes import list_changes
from kithly.app.derived.me import show_me
from kithly.app.persons.people import list_people


def test_a_stranger_is_led_to_start_and_told_what_to_do_first(stranger: Browser) -> None:
    answer = stranger.get("/")
    assert answer.url.path == "/start"
    page = words_of(stranger.ok(answer))
    assert "Everything stays in one folder on this computer. Nothing is sent anywhere." in page
    assert "Who are you?" in page
    assert "Today is ready" not in page


def test_that_is_me_is_asked_once_and_can_be_taken_back(browser: Browser) -> None:
    assert "That is me" in browser.words("/start")
    page = words_of(browser.ok(browser.post("/start/me/yes")))
    assert "Confirmed by you." in page
    assert "That is me" not in page
    browser.ok(browser.post(f"/changes/{list_changes(browser.network).changes[0].id}/undo", back="/start"))
    assert "That is me" in browser.words("/start")


def test_a_stranger_says_who_they_are_before_any_file(stranger: Browser) -> None:
    stranger.ok(stranger.post("/start/me", name="Ana Lee", address="ana@lee.example", timezone="Europe/Lisbon"))
    me = show_me(stranger.network)
    assert (me.name, me.timezone, [one.value for one in me.identities]) == (
        "Ana Lee",
        "Europe/Lisbon",
        ["ana@lee.example"],
    )
    page = stranger.words("/start")
    assert "As you said." in page
    assert "Times are shown for Lisbon." in page


def test_an_address_unticked_is_no_longer_mine(browser: Browser) -> None:
    mine = [one.value for one in show_me(browser.network).identities if one.kind == "email"]
    page = browser.ok(browser.get("/start", change="me"))
    assert all(f'value="{one}" checked' in page for one in mine)
    browser.ok(browser.post("/start/me", {"known": mine, "mine": mine[1:]}))
    assert [one.value for one in show_me(browser.network).identities if one.kind == "email"] == mine[1:]


def test_leaving_the_form_as_it_is_changes_nothing(browser: Browser) -> None:
    me = show_me(browser.network)
    before = browser.network.store.stamp()
    mine = [one.value for one in me.identities]
    browser.ok(browser.post("/start/me", {"known": mine, "mine": mine}, name=me.name, timezone=me.timezone))
    assert browser.network.store.stamp() == before


def test_no_address_is_refused_in_a_sentence(browser: Browser) -> None:
    page = browser.ok(browser.post("/start/me", address="nobody at all", back="/start?change=me"))
    assert "is no address of mail" in words_of(page)


def test_where_files_come_from_promises_only_what_is_read(stranger: Browser) -> None:
    page = stranger.ok(stranger.get("/start"))
    words = words_of(page)
    for name in ("LinkedIn", "Gmail", "Thunderbird", "Apple Mail", "Outlook", "iCloud", "Your phone"):
        assert name in words
    assert "(pst, ost, olm) Kithly cannot read" in words
    for link in re.findall(r'<a href="https[^>]*>', page):
        assert 'rel="noopener noreferrer" target="_blank"' in link


def test_time_zones_are_only_listed_where_one_is_chosen(browser: Browser) -> None:
    assert "Europe/Lisbon" not in browser.ok(browser.get("/start"))
    assert "Europe/Lisbon" in browser.ok(browser.get("/start", change="me"))


def test_what_is_known_so_far_and_what_comes_next_stand_beside_it(browser: Browser) -> None:
    page, known = browser.words("/start"), so_far(browser.network)
    assert f"{known.people:,} people {known.messages:,} messages {known.left_out:,} senders left out" in page
    assert "people you write with most" in page
    assert re.search(r"Your years: \d+ place", page)


def test_everybody_left_out_is_named_with_the_reason(browser: Browser) -> None:
    page = browser.words("/start/left-out")
    known = so_far(browser.network)
    assert known.senders
    for one in known.senders:
        assert one.address in page
        assert one.why in page


def test_with_nobody_left_out_the_page_says_who_would_be(stranger: Browser) -> None:
    assert "Nobody. Newsletters, robots and lists would stand here" in stranger.words("/start/left-out")
    assert "Nothing yet. It begins with your first file." in stranger.words("/start")


def test_ten_names_are_kept_as_one_form_and_undone(stranger: Browser) -> None:
    page = words_of(
        stranger.ok(stranger.post("/start/ten", {"line": ["Siobhán, from the Nordlys days", "", "Tomasz"]}))
    )
    assert "2 people named" in page
    assert [one.line for one in list_named(stranger.network).people] == ["Siobhán, from the Nordlys days", "Tomasz"]
    assert "not in your files yet" in page
    stranger.ok(stranger.post(f"/changes/{list_changes(stranger.network).changes[0].id}/undo", back="/start"))
    assert not list_named(stranger.network).people


def test_a_line_kept_quietly_stays_where_it_is_written(stranger: Browser) -> None:
    lines = ["", "Tomasz", "", "- Siobhán"]
    piece = stranger.ok(stranger.post("/start/ten", {"line": lines}, quietly="yes"))
    assert re.findall(r'name="line" value="([^"]*)"', piece)[:4] == lines
    assert words_of(piece).count("not in your files yet") == 2
    assert "One person or two" not in words_of(piece)
    again = stranger.ok(stranger.client.get("/start/ten", params={"line": lines}))
    assert re.findall(r'name="line" value="([^"]*)"', again)[:4] == lines
    assert "people named" not in stranger.words("/start")


def lines_of(browser: Browser) -> list[str]:
    return [one.line for one in list_named(browser.network).people]


def fields_of(page: str) -> dict[str, str | list[str]]:
    """Return what the form with the ten lines sends as it stands."""
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page) for name in ("line", "seen", "leaf")}


def test_a_page_left_open_takes_no_line_away_that_was_added_elsewhere(stranger: Browser) -> None:
    stranger.ok(stranger.post("/start/ten", {"line": ["Tomasz", "Siobhán"]}))
    stale = fields_of(stranger.ok(stranger.get("/start")))
    name_people(stranger.network, ["Tomasz", "Siobhán", "Mehmet"])
    stranger.ok(stranger.post("/start/ten", {**stale, "line": ["Tomasz", "", "Ana"]}))
    assert sorted(lines_of(stranger)) == ["Ana", "Mehmet", "Tomasz"]
    fresh = fields_of(stranger.ok(stranger.get("/start")))
    stranger.ok(stranger.post("/start/ten", {**fresh, "line": ["Ana"]}))
    assert lines_of(stranger) == ["Ana"]


def test_a_line_changed_before_the_page_was_told_of_it_is_one_line(stranger: Browser) -> None:
    blank = fields_of(stranger.ok(stranger.get("/start")))
    piece = stranger.ok(stranger.post("/start/ten", {**blank, "line": ["Tomasz"]}, quietly="yes"))
    stranger.ok(stranger.post("/start/ten", {**blank, "line": ["Tomasz, wind farm"]}, quietly="yes"))
    assert lines_of(stranger) == ["Tomasz, wind farm"]
    name_people(stranger.network, ["Tomasz, wind farm", "Mehmet"])
    stranger.ok(stranger.post("/start/ten", {**fields_of(piece), "line": [""]}, quietly="yes"))
    assert lines_of(stranger) == ["Mehmet"]


def test_somebody_known_is_found_in_the_files(browser: Browser) -> None:
    people = list_people(browser.network, limit=100).people
    names = [one.name for one in people]
    person = next(one for one in people if len(one.name.split()) == 2 and names.count(one.name) == 1)
    page = browser.ok(browser.post("/start/ten", {"line": [person.name]}))
    assert f'<a href="/people/{person.id}"><bdi>{person.name}</bdi></a>, in your files' in page


def test_whom_a_line_may_mean_is_asked_elsewhere(browser: Browser) -> None:
    page = browser.words("/start")
    assert "Whom a line may mean" not in page
    page = words_of(browser.ok(browser.post("/start/ten", {"line": ["Zebulon Quagmire"]})))
    assert "not in your files yet" in page
    assert "Whom a line may mean is asked on the page One person or two" in page
