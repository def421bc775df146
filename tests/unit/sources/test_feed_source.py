"""Following a feed: what is found behind an address, what is new each time, and how a feed that fails says so."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence

import pytest
from tests.unit.sources.feed_server import Site, read, rss, site
from tests.unit.transport.servers import said

from kithly.errors import SourceFormatError, SourceUnavailable
from kithly.records import News, NewsKind, Problem, Sighted
from kithly.sources import Account, Cursor
from kithly.sources.feed import Feeds
from kithly.sources.feed.kinds import kind_of, project_of
from kithly.sources.feed.publishing import publisher
from kithly.transport.secrets import NO_SECRET

ONE = "<title>One</title><guid>1</guid><pubDate>Fri, 01 May 2026 10:00:00 GMT</pubDate><description>a</description>"
TWO = "<title>Two</title><guid>2</guid><pubDate>Sun, 03 May 2026 10:00:00 GMT</pubDate>"
PAGE = """<html><head><title>Ana</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments">
<link rel="alternate" type="application/rss+xml" title="Posts" href="/feed">
<link rel="alternate" hreflang="de" href="/de">
<link rel="alternate" type="application/atom+xml" title="Links" href="/links"></head><body>
<a rel="me" href="https://m.example/@ana">m</a><a rel="me" href="mailto:ana@ana.example">mail</a></body></html>"""
POSTS = """<html><body class="h-feed"><p class="p-name">Notes</p>
<div class="h-entry"><a class="p-name u-url" href="/1">One</a>
<time class="dt-published" datetime="2026-05-01">x</time></div>
</body></html>"""


def news(told: Sequence[object]) -> list[News]:
    return [one.record for one in told if isinstance(one, Sighted) and isinstance(one.record, News)]


def titles(told: Sequence[object]) -> list[str]:
    return [one.text for one in news(told)]


def failure(there: Site, account: Account, after: Cursor | None = None) -> tuple[Exception, Cursor]:
    """Return how a reading fails, and what is to be remembered of that."""
    del there
    told = Feeds().read(account, NO_SECRET, after={"": after} if after else {})
    kept = next(told)
    assert isinstance(kept, Cursor)
    with pytest.raises((SourceFormatError, SourceUnavailable)) as caught:
        next(told)
    return caught.value, kept


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("ana.example", "https://ana.example"),
        ("http://ana.example/feed?utm_source=x", "http://ana.example/feed"),
        ("feed://ana.example/rss", "https://ana.example/rss"),
        ("feed:ana.example/rss", "https://ana.example/rss"),
        (" HTTPS://Ana.Example/Feed ", "https://ana.example/Feed"),
    ],
)
def test_an_address_is_understood_as_people_write_it(typed: str, address: str) -> None:
    found = Feeds().find(Account(kind="feed", address=typed))
    assert (found.accounts[0].address, found.asks, found.words) == (address, "", (f"{address} is asked.",))


@pytest.mark.parametrize(
    "typed", ["file:///etc/hostname", "gopher://a.example/", "javascript:x", "https://me:pw@a.example/", ""]
)
def test_what_is_no_address_of_the_web_is_refused(typed: str) -> None:
    with pytest.raises(SourceFormatError):
        Feeds().find(Account(kind="feed", address=typed))


def test_a_setting_nobody_knows_is_refused() -> None:
    with pytest.raises(SourceFormatError, match="no setting 'years'"):
        Feeds().find(Account(kind="feed", address="ana.example", settings={"years": "3"}))


def test_a_feed_is_told_in_words() -> None:
    with site({"/feed": rss(ONE, TWO)}) as there:
        checked = there.checked("/feed", person="ana")
        assert checked.words[0] == "Notes, 2 posts, the newest of 3 May 2026."
        settings = checked.account.settings
        assert (settings["person"], settings["url"]) == ("ana", f"{there.url}/feed")
        assert settings["identity"] == f"url:{there.url}/feed"
        assert there.asked == ["/feed"]


def test_a_page_leads_to_its_main_feed_and_tells_the_others() -> None:
    with site({"/": PAGE, "/feed": rss(ONE), "/comments": rss(), "/links": rss()}) as there:
        checked = there.checked("/")
        assert there.asked == ["/", "/feed"]
        assert checked.account.settings["url"] == f"{there.url}/feed"
        assert checked.account.settings["me"] == "https://m.example/@ana"
        assert checked.account.address == f"{there.url}/"
        assert checked.words[:2] == ("Notes, 1 post, the newest of 1 May 2026.", f"Its feed is {there.url}/feed")
        assert checked.words[2].startswith("The page names 2 more feeds: ")


def test_a_page_without_a_feed_is_read_itself_if_it_marks_posts() -> None:
    with site({"/": POSTS}) as there:
        account = there.checked("/", person="ana").account
        assert account.settings["form"] == "page"
        told, _ = read(account)
        assert [(one.text, one.url, one.kind) for one in news(told)] == [("One", f"{there.url}/1", NewsKind.POST)]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({"/": "<html><body>Hello</body></html>"}, "names no feed and marks no posts"),
        ({"/": PAGE, "/feed": "<html><body>Hello</body></html>"}, "the page names is none"),
        ({"/": PAGE}, "nothing at this address"),
        ({}, "nothing at this address"),
        ({"/": "\x89PNG"}, "no feed"),
        ({"/": said("410 Gone")}, "gone for good"),
        ({"/": said("302 Away", "Location: http://169.254.169.254/")}, "private network"),
        ({"/": said("302 Away", "Location: http://[::1]/")}, "private network"),
    ],
)
def test_where_nothing_can_be_followed_one_sentence_says_so(pages: dict[str, str | bytes], words: str) -> None:
    with site(pages) as there, pytest.raises(SourceFormatError, match=words) as caught:
        there.checked("/")
    assert str(caught.value).startswith(there.url)


def test_a_site_in_the_own_network_has_to_be_named_as_such() -> None:
    with site({"/": rss(ONE)}) as there, pytest.raises(SourceFormatError, match="private network") as caught:
        Feeds().check(Account(kind="feed", address=there.url), NO_SECRET)
    assert not there.asked
    assert "--set private=yes" in caught.value.hint
    told = said("302 Away", "Location: http://10.0.0.1/")
    with site({"/": told}) as there, pytest.raises(SourceFormatError, match="private network") as caught:
        there.checked("/")
    assert "private=yes" not in caught.value.hint


def test_what_somebody_does_at_github_is_no_feed_of_their_posts() -> None:
    with pytest.raises(SourceFormatError, match="everything ana does") as caught:
        Feeds().find(Account(kind="feed", address="https://github.com/ana.atom"))
    assert caught.value.hint == "kithly account add https://github.com/ana --as github"


def test_each_thing_comes_once_and_new_ones_after_it() -> None:
    with site({"/feed": rss(ONE)}) as there:
        account = there.checked("/feed").account
        first, after = read(account)
        there.pages["/feed"] = rss(TWO, ONE)
        second, after = read(account, after)
        third, after = read(account, after)
        there.pages["/feed"] = rss(TWO)
        read_again, after = read(account, after)
        there.pages["/feed"] = rss(TWO, ONE)
        assert [titles(told) for told in (first, second, third, read_again)] == [["One"], ["Two"], [], []]
        assert read(account, after)[0] == []


def test_the_same_feed_read_anew_gives_the_same_keys() -> None:
    with site({"/feed": rss(ONE, TWO)}) as there:
        account = there.checked("/feed").account
        assert read(account)[0] == read(account)[0]


def test_an_edited_post_is_a_new_version_of_the_same() -> None:
    with site({"/feed": rss(ONE)}) as there:
        account = there.checked("/feed").account
        first, after = read(account)
        there.pages["/feed"] = rss(ONE.replace("One", "One, mended"))
        second, _ = read(account, after)
        (one,), (other,) = first, second
        assert isinstance(one, Sighted)
        assert isinstance(other, Sighted)
        assert one.record.key == other.record.key
        assert titles(second) == ["One, mended"]
        assert other.observed_at > one.observed_at


def test_without_a_date_a_post_is_new_only_if_it_was_not_there_before() -> None:
    with site({"/feed": rss("<title>Old</title><guid>a</guid>")}) as there:
        account = there.checked("/feed").account
        first, after = read(account)
        there.pages["/feed"] = rss("<title>New</title><guid>b</guid>", "<title>Old</title><guid>a</guid>")
        second, _ = read(account, after)
        assert [one.at for one in news(first)] == [None]
        assert [(one.text, one.at is not None) for one in news(second)] == [("New", True)]


def test_only_what_changed_is_asked_for() -> None:
    body = said("200 OK", 'ETag: "v1"', "Last-Modified: Fri, 01 May 2026 10:00:00 GMT", body=rss(ONE).encode())
    with site({"/feed": body}) as there:
        account = there.checked("/feed").account
        _, after = read(account)
        there.pages["/feed"] = b"HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
        told, after = read(account, after)
        assert told == []
        assert b'If-None-Match: "v1"' in there.stage.asked[-1]
        assert b"If-Modified-Since: Fri, 01 May 2026" in there.stage.asked[-1]
        read(account, after)
        assert b'If-None-Match: "v1"' in there.stage.asked[-1]


@pytest.mark.parametrize("status", ["429 Slow", "503 Later"])
def test_a_busy_site_is_left_alone_and_goes_on_where_it_was(status: str) -> None:
    with site({"/feed": rss(ONE)}) as there:
        account = there.checked("/feed").account
        _, after = read(account)
        there.pages["/feed"] = said(status, "Retry-After: 3600")
        error, kept = failure(there, account, after)
        assert isinstance(error, SourceUnavailable)
        count = len(there.asked)
        error, kept = failure(there, account, kept)
        assert (len(there.asked), "left alone" in str(error)) == (count, True)
        there.pages["/feed"] = rss(TWO, ONE)
        calm = json.loads(kept.value)
        calm["visit"]["not_before"] = 1
        assert titles(read(account, Cursor(value=json.dumps(calm)))[0]) == ["Two"]


def test_a_feed_that_moves_for_good_is_read_there_and_its_posts_stay_the_same() -> None:
    with site({"/feed": rss(ONE)}) as there:
        account = there.checked("/feed").account
        _, after = read(account)
        there.pages |= {"/feed": said("301 Moved", "Location: /new"), "/new": rss(TWO, ONE)}
        second, after = read(account, after)
        there.pages["/feed"] = said("410 Gone")
        there.pages["/new"] = rss("<title>Three</title><guid>3</guid>", TWO, ONE)
        third, _ = read(account, after)
        assert (titles(second), titles(third)) == (["Two"], ["Three"])
        assert there.asked[-1] == "/new"


def test_a_feed_that_moves_to_a_page_has_not_moved() -> None:
    with site({"/feed": rss(ONE)}) as there:
        account = there.checked("/feed").account
        _, after = read(account)
        there.pages |= {"/feed": said("301 Moved", "Location: /login"), "/login": "<html><body>Sign in</body></html>"}
        error, kept = failure(there, account, after)
        assert "has become a page" in str(error)
        there.pages["/feed"] = rss(TWO, ONE)
        assert titles(read(account, kept)[0]) == ["Two"]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body>New design!</body></html>", "has become a page"),
        (said("410 Gone"), "gone for good"),
        (said("404 Where"), "nothing at this address"),
        (said("403 No"), "not show it to everybody"),
        ("<rss><channel>" + "<a>" * 300, "nested too deep"),
        ("<!DOCTYPE rss [<!ENTITY a 'b'>]>" + rss(ONE), "entities of its own"),
        (b"", "empty"),
    ],
)
def test_a_feed_that_goes_wrong_says_so_and_forgets_nothing(page: str | bytes, words: str) -> None:
    with site({"/feed": rss(ONE)}) as there:
        account = there.checked("/feed").account
        _, after = read(account)
        there.pages["/feed"] = page
        error, kept = failure(there, account, after)
        assert words in str(error)
        there.pages["/feed"] = rss(TWO, ONE)
        assert titles(read(account, kept)[0]) == ["Two"]


def test_what_cannot_be_read_and_what_is_too_much_is_counted() -> None:
    many = "".join(f"<item><title>{n}</title><guid>{n}</guid></item>" for n in range(250))
    with site({"/feed": rss("<author>x</author>", ONE), "/long": f"<rss><channel>{many}</channel></rss>"}) as there:
        told, _ = read(there.checked("/feed").account)
        assert [one.reason for one in told if isinstance(one, Problem)] == ["it has neither title nor address nor text"]
        account = there.checked("/long").account
        told, after = read(account)
        assert len(news(told)) == 200
        assert [one.reason for one in told if isinstance(one, Problem)] == [
            "older ones, 50 in all, are left out: the newest 200 are read"
        ]
        assert read(account, after)[0] == []


@pytest.mark.parametrize("value", ["", "{", "[]", "3", '{"seen": 3, "visit": [], "url": 5}', "{" * 300_000])
def test_a_damaged_memory_is_a_first_reading(value: str) -> None:
    with site({"/feed": rss(ONE)}) as there:
        assert titles(read(there.checked("/feed").account, Cursor(value=value))[0]) == ["One"]


def test_two_feeds_of_one_site_are_asked_in_turn() -> None:
    with site({"/a": rss(ONE), "/b": rss(TWO)}) as there:
        accounts = [there.checked(path).account for path in ("/a", "/b")]
        found: list[str] = []
        threads = [threading.Thread(target=lambda one=one: found.extend(titles(read(one)[0]))) for one in accounts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert sorted(found) == ["One", "Two"]


@pytest.mark.parametrize(
    ("home", "url", "identity"),
    [
        ("https://ana.example/", "https://www.ana.example/feed", "url:https://ana.example"),
        ("https://github.com/ana", "https://github.com/ana.atom", "github:ana"),
        ("https://pots.example/@ana", "https://pots.example/@ana.rss", "mastodon:ana@pots.example"),
        ("https://ben.example/", "https://mallory.example/feed", "url:https://mallory.example/feed"),
        ("https://uni.example/~ben/", "https://uni.example/~mallory/feed", "url:https://uni.example/~mallory/feed"),
        ("https://github.com/ben", "https://mallory.example/feed", "url:https://mallory.example/feed"),
        ("", "https://ana.example/feed", "url:https://ana.example/feed"),
    ],
)
def test_a_feed_is_nobody_elses_than_its_own_site_says(home: str, url: str, identity: str) -> None:
    found = publisher(home, url)
    assert f"{found.kind}:{found.value}" == identity


@pytest.mark.parametrize(
    ("url", "project"),
    [
        ("https://github.com/ana/teapot/releases.atom", "teapot"),
        ("https://github.com/ana/teapot/tags.atom", "teapot"),
        ("https://gitlab.com/ana/pots/teapot/-/tags?format=atom", "teapot"),
        ("https://codeberg.org/ana/teapot/releases.rss", "teapot"),
        ("https://registry.example/rss/project/teapot/releases.xml", "teapot"),
        ("https://ana.example/press-releases.atom", ""), ("https://ana.example/feed", ""),
        ("https://github.com/ana.atom", ""),
    ],
)  # fmt: skip
def test_lists_of_releases_are_known_by_their_address(url: str, project: str) -> None:
    assert project_of(url) == project


def test_a_release_names_its_project() -> None:
    with site({"/ana/teapot/releases.atom": rss("<title>v2.1</title><guid>1</guid>")}) as there:
        told, _ = read(there.checked("/ana/teapot/releases.atom", person="ana").account)
        assert [(one.kind, one.text) for one in news(told)] == [(NewsKind.RELEASE, "teapot v2.1")]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Slides from my talk at PotCon", NewsKind.TALK), ("I\u2019m speaking at PotCon", NewsKind.TALK),
        ("Mein Vortrag auf der Tonmesse", NewsKind.TALK), ("Mi charla en Barro 2026", NewsKind.TALK),
        ("My talk proposal was refused", NewsKind.POST), ("The best talks of 2025", NewsKind.POST),
        ("Let us talk about glazes", NewsKind.POST), ("Slides", NewsKind.POST),
    ],
)  # fmt: skip
def test_a_talk_is_one_that_says_so_in_the_first_person(title: str, kind: NewsKind) -> None:
    assert kind_of(title, is_own=True) is kind
    assert kind_of(title, is_own=False) is NewsKind.ARTICLE
