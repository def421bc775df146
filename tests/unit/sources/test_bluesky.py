"""Bluesky: what a post tells, what it must not tell, and who asked not to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from tests.contracts.networks.bluesky_server import DID, HANDLE, BlueskyServer, author, post
from tests.contracts.networks.serving import Said, serving
from tests.unit.sources.bent import bent

from kithly.errors import SourceError, SourceFormatError
from kithly.records import Identity, IdentityKind, News, NewsKind, Party, Problem, Sighted
from kithly.sources import Cursor, Told
from kithly.sources._formats.guard import attempt
from kithly.sources.bluesky import Bluesky
from kithly.sources.bluesky.facets import pieces
from kithly.sources.bluesky.posts import post_news
from kithly.transport.secrets import NO_SECRET

NOW = datetime.now(UTC)
AN_HOUR_AGO = (NOW - timedelta(hours=1)).replace(microsecond=0)
URI = f"at://{DID}/app.bsky.feed.post/3kabc"
ZITA = author(DID, HANDLE, "Zita Quay")
BEN = author("did:plc:benbenbenbenbenbenbenben", "ben.example", "Ben Quay")
STRANGERS_NOT = author("did:plc:coycoycoycoycoycoycoycoy", "coy.example", "Coy", "!no-unauthenticated")
ABOUT = Party(name="Zita Quay", identity=Identity(IdentityKind.BLUESKY, DID))


@pytest.fixture
def server() -> Iterator[BlueskyServer]:
    """Give a server."""
    with serving(BlueskyServer()) as running:
        assert isinstance(running, BlueskyServer)
        yield running


def item(text: str = "A ferry", **more: Any) -> dict[str, Any]:
    by = more.pop("by", ZITA)
    return post(more.pop("uri", URI), text, AN_HOUR_AGO, by, **more)


def told(text: str = "A ferry", **more: Any) -> News:
    news = post_news(item(text, **more), ABOUT, DID, NOW)
    assert isinstance(news, News)
    return news


def problem(**more: Any) -> str:
    found = post_news(item(**more), ABOUT, DID, NOW)
    assert isinstance(found, Problem)
    return found.reason


def reposted(by: dict[str, Any], **more: Any) -> dict[str, Any]:
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": ZITA, "indexedAt": NOW.isoformat()}
    return {"by": by, "uri": "at://did:plc:ben/app.bsky.feed.post/3kben", "reason": reason} | more


def facet(begin: int, end: int, **feature: Any) -> dict[str, Any]:
    return {"index": {"byteStart": begin, "byteEnd": end}, "features": [feature]}


def quoted(by: dict[str, Any], text: str = "Ben's words", **more: Any) -> dict[str, Any]:
    value = {"$type": "app.bsky.feed.post", "text": text}
    return {"$type": "app.bsky.embed.record#view", "record": {"author": by, "value": value} | more}


def read(server: BlueskyServer, after: Cursor | None = None) -> list[Told]:
    return list(Bluesky().read(server.found(), NO_SECRET, after={"": after} if after else {}))


def news(told: list[Told]) -> list[News]:
    return [one.record for one in told if isinstance(one, Sighted) and isinstance(one.record, News)]


def test_a_post_is_their_own_words() -> None:
    one = told("A ferry\n\n\n\nat dawn")
    assert (one.kind, one.text, one.excerpt) == (NewsKind.POST, "A ferry\n\nat dawn", "")
    assert (one.key, one.url, one.at) == (URI, f"https://bsky.app/profile/{HANDLE}/post/3kabc", AN_HOUR_AGO)


def test_a_repost_is_somebody_elses_words() -> None:
    one = told("Ben's words", **reposted(BEN))
    assert (one.kind, one.author, one.at) == (NewsKind.SHARED, "Ben Quay (@ben.example)", NOW)
    assert one.key == f"{DID}|repost|at://did:plc:ben/app.bsky.feed.post/3kben"
    assert one.url == "https://bsky.app/profile/ben.example/post/3kben"


def test_facets_count_bytes_and_not_characters() -> None:
    text = "héllo 👩‍👩‍👦 #ferries and 東京"
    at = len("héllo 👩‍👩‍👦 ".encode())
    record = {"text": text, "facets": [
        facet(at, at + 8, tag="ferries"),
        facet(at + 13, at + 19, tag="東京"),
        facet(1, 2, tag="half a character"),
        facet(2, 9_999, tag="beside the text"),
        facet(5, 5, tag="empty"),
        {"index": {"byteStart": "0", "byteEnd": True}, "features": [{"tag": "no number"}]},
        {"index": None}, "x", {"index": {"byteStart": 0, "byteEnd": 1}, "features": "x"},
    ]}  # fmt: skip
    assert [(one.words, one.value) for one in pieces(record)] == [("#ferries", "ferries"), ("東京", "東京")]
    one = told(text, facets=record["facets"], tags=["Ferries", "dawn"])
    assert one.topics == ("ferries", "東京", "dawn")


def test_a_link_that_is_cut_in_the_text_is_whole_in_the_excerpt() -> None:
    uri = "https://a.example/ferries/2026"
    one = told("See a.example/ferr...", facets=[facet(4, 21, uri=uri)])
    assert one.excerpt == f"Link: {uri}"
    assert told("See a.example/f", facets=[facet(4, 15, uri="https://a.example/f")]).excerpt == ""
    assert told("See this", facets=[facet(4, 8, uri="javascript:alert(1)")]).excerpt == ""


def test_what_is_attached_is_the_excerpt() -> None:
    page = {"external": {"uri": "https://a.example/t", "title": "Timetable", "description": "All ferries"}}
    images = {"images": [{"alt": "A ferry at dawn"}, {"alt": ""}, "x"]}
    assert told(embed=page).excerpt == "Link: Timetable https://a.example/t\nAll ferries"
    assert told(embed=images).excerpt == "Picture: A ferry at dawn"
    both = {"media": images, "record": quoted(BEN)}
    assert told(embed=both).excerpt == "Quoting Ben Quay (@ben.example): Ben's words\nPicture: A ferry at dawn"
    assert told(embed={"$type": "app.bsky.embed.video#view", "alt": "A wave"}).excerpt == "Picture: A wave"


@pytest.mark.parametrize(
    "record",
    [
        quoted(STRANGERS_NOT),
        quoted(BEN, labels=[{"val": "!hide"}]),
        {"record": {"$type": "app.bsky.embed.record#viewNotFound", "notFound": True}},
        {"record": {"$type": "app.bsky.embed.record#viewBlocked", "author": BEN}},
        {"record": {"$type": "app.bsky.embed.record#viewDetached"}},
    ],
    ids=["strangers not", "put away", "gone", "blocked", "detached"],
)
def test_a_quoted_post_that_may_not_be_shown_is_not(record: dict[str, Any]) -> None:
    assert told(embed=record).excerpt == ""


def test_an_answer_is_a_comment_and_a_thread_of_ones_own_is_a_post() -> None:
    def reply(uri: str) -> dict[str, Any]:
        return {"reply": {"parent": {"uri": uri}, "root": {"uri": uri}}}

    assert told(**reply("at://did:plc:ben/app.bsky.feed.post/3k")).kind is NewsKind.COMMENT
    assert told(**reply(f"at://{DID}/app.bsky.feed.post/3k")).kind is NewsKind.POST


def test_labels_are_honoured() -> None:
    assert problem(**reposted(STRANGERS_NOT)) == "its author shows it only to those who are signed in"
    assert problem(labels=[{"val": "!takedown"}]) == "it is put away by the network"
    page = {"external": {"uri": "https://a.example", "title": "secret"}}
    for label in ("porn", "nudity", "graphic-media", "!warn"):
        one = told("secret", labels=[{"val": label}], embed=page, tags=["secret"])
        assert one.text.startswith("Marked")
        assert "secret" not in f"{one.text}{one.excerpt}{one.topics}"
    assert told("open", labels=[{"val": "porn", "neg": True}]).text == "open"


def test_labels_that_authors_give_their_own_posts_count_too() -> None:
    whole = item("secret")
    whole["post"]["record"]["labels"] = {"values": [{"val": "sexual"}]}
    news = post_news(whole, ABOUT, DID, NOW)
    assert isinstance(news, News)
    assert news.text == "Marked as suggestive"


@pytest.mark.parametrize(
    ("created", "at"),
    [
        ("0001-01-01T00:00:00Z", AN_HOUR_AGO),
        ("9999-01-01T00:00:00Z", AN_HOUR_AGO),
        ("soon", AN_HOUR_AGO),
        ((AN_HOUR_AGO - timedelta(hours=5)).isoformat(), AN_HOUR_AGO),
        ("2019-02-03T04:05:06Z", datetime(2019, 2, 3, 4, 5, 6, tzinfo=UTC)),
    ],
    ids=["year 1", "the future", "no date", "hours ago", "years ago"],
)
def test_when_is_what_the_network_saw_and_old_posts_brought_along_are_old(created: str, at: datetime) -> None:
    assert told(createdAt=created).at == at


def test_who_asks_not_to_be_shown_to_strangers_is_not_read(server: BlueskyServer) -> None:
    server.publish("secret")
    account = server.found()
    server.member["labels"] = [{"val": "!no-unauthenticated"}]
    with pytest.raises(SourceFormatError, match="asks not to be shown"):
        Bluesky().check(account, NO_SECRET)
    server.asked.clear()
    with pytest.raises(SourceFormatError, match="nothing of it is read"):
        list(Bluesky().read(account, NO_SECRET, after={}))
    assert not any("getAuthorFeed" in one.path for one in server.asked)


def test_a_domain_that_is_a_handle_is_a_page_of_its_owner(server: BlueskyServer) -> None:
    server.member["website"] = "https://boats.example/zita"
    assert server.found().settings["me"] == f"https://boats.example/zita https://{HANDLE}"


def test_a_handle_may_change_and_the_account_stays(server: BlueskyServer) -> None:
    server.publish("before")
    account = server.found()
    kept = [one for one in read(server) if isinstance(one, Cursor)][-1]
    server.handle = "zita.new.example"
    server.publish("after")
    (one,) = news(list(Bluesky().read(account, NO_SECRET, after={"": kept})))
    assert (one.text, one.about.identity) == ("after", ABOUT.identity)


@pytest.mark.parametrize(
    ("error", "words"),
    [("AccountTakedown", "taken down"), ("AccountDeactivated", "put it to sleep"), ("InvalidRequest", "knows no")],
)
def test_an_account_that_is_not_there_is_named_as_what_it_is(server: BlueskyServer, error: str, words: str) -> None:
    account = server.found()
    server.always["getProfile"] = Said(status=400, told={"error": error, "message": "x"})
    with pytest.raises(SourceError, match=words):
        Bluesky().check(account, NO_SECRET)


def test_a_server_that_answers_for_somebody_else_is_not_believed(server: BlueskyServer) -> None:
    account = server.found()
    server.member["did"] = BEN["did"]
    with pytest.raises(SourceFormatError, match="another account"):
        Bluesky().check(account, NO_SECRET)
    assert problem(by=BEN) == "it is somebody else's"


def test_a_feed_that_is_blocked_says_so(server: BlueskyServer) -> None:
    server.always["getAuthorFeed"] = Said(status=400, told={"error": "BlockedByActor"})
    with pytest.raises(SourceFormatError, match="asks not to be shown"):
        read(server)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_a_server_tells_of_a_post_is_news_or_a_problem(data: st.DataObject) -> None:
    embed = {"media": {"images": [{"alt": "a"}], "external": {"uri": "https://a.example"}}, "record": quoted(BEN)}
    more: dict[str, Any] = dict(data.draw(st.sampled_from([{}, reposted(BEN)])))
    whole = item(
        embed=embed, facets=[facet(0, 1, tag="a")], labels=[{"val": "x"}], reply={"parent": {"uri": "a"}}, **more
    )
    found = attempt(lambda: post_news(bent(whole, data), ABOUT, DID, NOW))
    assert isinstance(found, News | Problem | str)
    if isinstance(found, News):
        assert len(found.text) <= 1_000
        assert len(found.excerpt) <= 2_000
