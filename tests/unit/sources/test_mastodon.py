"""Mastodon: what a status tells, what it must not tell, and where an account lies."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from tests.contracts.networks.mastodon_server import ACCOUNT, HANDLE, MastodonServer, account, status
from tests.contracts.networks.serving import Said, serving
from tests.unit.sources.bent import bent

from kithly.errors import SourceAuthError, SourceFormatError, SourceUnavailable
from kithly.records import Identity, IdentityKind, News, NewsKind, Party, Problem, Sighted
from kithly.sources import Cursor, Told
from kithly.sources._formats.guard import attempt
from kithly.sources.mastodon import Mastodon
from kithly.sources.mastodon.statuses import Whose, status_news
from kithly.transport.secrets import NO_SECRET

NOW = datetime.now(UTC)
AN_HOUR_AGO = NOW - timedelta(hours=1)
ZITA = account("zita", ACCOUNT)
BEN = account("ben", "7", acct="ben@far.example", display_name="Ben Quay")
WHOSE = Whose(
    host="tide.example", account=ACCOUNT, party=Party(name="Zita", identity=Identity(IdentityKind.MASTODON, HANDLE))
)


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    """Give a server."""
    with serving(MastodonServer()) as running:
        assert isinstance(running, MastodonServer)
        yield running


def told(html: str = "A ferry", **more: Any) -> News:
    news = status_news(status("42", html, AN_HOUR_AGO, ZITA, **more), WHOSE, NOW)
    assert isinstance(news, News)
    return news


def problem(**more: Any) -> str:
    found = status_news(status("42", "A ferry", AN_HOUR_AGO, ZITA, **more), WHOSE, NOW)
    assert isinstance(found, Problem)
    return found.reason


def of_ben(html: str = "Ben's words", **more: Any) -> dict[str, Any]:
    return status("7", html, AN_HOUR_AGO, BEN, url="https://far.example/@ben/7") | more


def read(server: MastodonServer, after: Cursor | None = None) -> list[Told]:
    return list(Mastodon().read(server.found(), NO_SECRET, after={"": after} if after else {}))


def news(told: list[Told]) -> list[News]:
    return [one.record for one in told if isinstance(one, Sighted) and isinstance(one.record, News)]


def test_a_status_is_their_own_words_as_a_reader_sees_them() -> None:
    link = '<a href="https://a.example/x/y"><span class="invisible">https://</span><span>a.example/x</span></a>'
    one = told(f"First line<br>second &amp; last</p><p>{link}<script>alert(1)</script>")
    assert (one.kind, one.text) == (NewsKind.POST, "First line\nsecond & last\n\nhttps://a.example/x")
    assert (one.key, one.url) == ("tide.example|42", "https://tide.example/@zita/42")
    assert one.at == AN_HOUR_AGO.replace(microsecond=AN_HOUR_AGO.microsecond // 1000 * 1000)


def test_a_boost_is_somebody_elses_words() -> None:
    one = told(reblog=of_ben("Ben's words", tags=[{"name": "ferries"}]))
    assert (one.kind, one.text) == (NewsKind.SHARED, "Ben's words")
    assert (one.author, one.url) == ("Ben Quay (@ben@far.example)", "https://far.example/@ben/7")
    assert one.topics == ("ferries",)
    assert one.key == "tide.example|42"


def test_what_stands_behind_a_warning_is_never_shown() -> None:
    warned = {"spoiler_text": "About money", "tags": [{"name": "debt"}], "card": {"title": "secret"}}
    for one in (told("secret", **warned), told(reblog=of_ben("secret", **warned))):
        assert (one.text, one.excerpt, one.topics) == ("About money", "", ())
    quote = {"state": "accepted", "quoted_status": of_ben("secret", spoiler_text="About money")}
    assert told(quote=quote).excerpt == "Quoting Ben Quay (@ben@far.example): About money"


def test_what_is_not_for_everybody_is_left_out() -> None:
    for visibility in ("private", "direct", "limited", None):
        assert problem(visibility=visibility) == "it is not for everybody"
        assert problem(reblog=of_ben(visibility=visibility)) == "it is not for everybody"
    assert told(visibility="unlisted").text == "A ferry"


def test_an_answer_says_to_whom_and_a_thread_of_ones_own_is_none() -> None:
    answer = told(in_reply_to_id="6", in_reply_to_account_id="7", mentions=[{"id": "7", "acct": "ben@far.example"}])
    assert (answer.kind, answer.excerpt) == (NewsKind.COMMENT, "In reply to @ben@far.example")
    assert told(in_reply_to_id="6", in_reply_to_account_id=None).kind is NewsKind.COMMENT
    assert told(in_reply_to_id="41", in_reply_to_account_id=ACCOUNT).kind is NewsKind.POST


def test_what_belongs_to_a_status_is_its_excerpt() -> None:
    one = told(
        card={"title": "Timetable", "url": "https://a.example/t", "description": "All ferries"},
        poll={"options": [{"title": "yes"}, {"title": "no"}]},
        media_attachments=[{"description": "A ferry at dawn"}, {"description": None}],
    )
    assert one.excerpt.split("\n") == [
        "Link: Timetable https://a.example/t", "All ferries", "Poll: yes / no", "Picture: A ferry at dawn",
    ]  # fmt: skip
    hidden = told(sensitive=True, media_attachments=[{"description": "A wound"}])
    assert hidden.excerpt == ""


def test_a_quoted_post_is_shown_where_its_author_lets_it_be() -> None:
    html = '</p><p class="quote-inline">RE: <a href="https://far.example/@ben/7">far.example</a></p><p>Yes!'
    one = told(html, quote={"state": "accepted", "quoted_status": of_ben()})
    assert (one.text, one.excerpt) == ("Yes!", "Quoting Ben Quay (@ben@far.example): Ben's words")
    for state in ("pending", "revoked", "unauthorized"):
        assert told(quote={"state": state, "quoted_status": of_ben()}).excerpt == ""


def test_long_words_go_on_in_the_excerpt() -> None:
    one = told("word " * 500)
    assert len(one.text) <= 1_000
    assert (one.text + " " + one.excerpt).split() == ["word"] * 500


def test_ones_own_post_passed_on_again_is_no_news_and_anothers_post_is_not_theirs() -> None:
    assert problem(reblog=status("41", "old", AN_HOUR_AGO, ZITA)) == "their own post, passed on again"
    assert problem(account=BEN) == "it is somebody else's"


@pytest.mark.parametrize("when", ["9999-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "soon", None, 7])
def test_a_date_nobody_can_have_written_on_is_unknown(when: object) -> None:
    assert told(created_at=when).at is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", None, "https://" + "x" * 3000])
def test_only_pages_on_the_web_are_linked(url: object) -> None:
    assert told(url=url).url == "https://tide.example/users/zita/statuses/42"


def test_an_edited_status_stands_above_what_it_said_before(server: MastodonServer) -> None:
    server.publish("new", edited_at=NOW.isoformat(), days_ago=2)
    (sighted,) = [one for one in read(server) if isinstance(one, Sighted)]
    assert sighted.observed_at == NOW


def test_a_closed_server_says_so_and_how_to_go_on(server: MastodonServer) -> None:
    (found,) = Mastodon().find(server.account()).accounts
    for code in (401, 403, 422):
        server.says.append(("lookup", Said(status=code, told={"error": "This API requires an authenticated user"})))
        with pytest.raises(SourceAuthError, match="only to those who are signed in") as caught:
            Mastodon().check(found, NO_SECRET)
        assert "--token" in caught.value.hint


def test_a_suspended_account_is_not_read_and_others_are_described(server: MastodonServer) -> None:
    server.member |= {"moved": BEN, "bot": True, "limited": True, "memorial": True}
    server.member["fields"] = [
        {"name": "Web", "value": '<a href="https://zita.example" rel="me">zita.example</a>', "verified_at": None},
        {"name": "Page", "value": "<a href='https://z.example'>https://z.example</a>", "verified_at": "2026-01-01"},
    ]
    (found,) = Mastodon().find(server.account()).accounts
    words = " ".join(Mastodon().check(found, NO_SECRET).words)
    for part in ("moved to Ben Quay (@ben@far.example)", "a program", "limits it", "in memory", "https://z.example"):
        assert part in words
    assert "https://zita.example" not in words
    assert Mastodon().check(found, NO_SECRET).account.settings["me"] == "https://zita.example https://z.example"
    server.member["suspended"] = True
    with pytest.raises(SourceFormatError, match="suspended"):
        Mastodon().check(found, NO_SECRET)


def test_an_account_that_moved_or_became_a_memorial_tells_so_once(server: MastodonServer) -> None:
    kept = [one for one in read(server) if isinstance(one, Cursor)][-1]
    server.member |= {"moved": BEN, "memorial": True, "fields": [{"name": "Town", "value": "Bergen"}]}
    told = read(server, kept)
    (one,) = news(told)
    assert "Moved to: Ben Quay (@ben@far.example)" in one.text
    assert "Memorial: the account is kept in memory of them" in one.text
    assert "Fields: Town: Bergen" in one.text


def test_pictures_that_stand_in_a_name_are_left_out(server: MastodonServer) -> None:
    server.publish("A ferry")
    assert news(read(server))[0].about.name == "Zita Quay"


def test_a_handle_of_another_server_counts_only_if_that_server_says_so_too(server: MastodonServer) -> None:
    server.subject = "acct:zita@mastodon.invalid"  # it claims to be somebody it cannot prove to be
    (found,) = Mastodon().find(server.account()).accounts
    assert found.login == HANDLE


@pytest.mark.parametrize(
    "finger", [{"subject": 7}, {"subject": "acct:"}, {"links": "x"}, [], "x", {"links": [{"rel": "self"}, 7]}], ids=str
)
def test_a_server_that_knows_no_handles_is_taken_at_its_name(server: MastodonServer, finger: object) -> None:
    for said in (Said(told=finger), Said(status=404, told={}), Said(status=503, told={}), Said(raw=b"<html>")):
        server.says.append(("webfinger", said))
        (found,) = Mastodon().find(server.account()).accounts
        assert (found.login, found.host) == (HANDLE, "127.0.0.1")


@pytest.mark.parametrize("asked", ["Fri, 31 Dec 9999 23:59:59 GMT", "9" * 40])
def test_no_server_keeps_an_account_from_being_read_for_ever(server: MastodonServer, asked: str) -> None:
    found = server.found()
    server.always["lookup"] = Said(status=429, told={}, headers={"Retry-After": asked})
    for _ in range(2):  # by the second time what one account was told holds for all at that server
        kept: list[Told] = []
        with pytest.raises(SourceUnavailable):
            kept += Mastodon().read(found, NO_SECRET, after={})  # what comes before the failure stays
        (cursor,) = kept
        assert isinstance(cursor, Cursor)
        until = json.loads(cursor.value)["visits"]["account"]["not_before"]
        assert until < (datetime.now(UTC) + timedelta(days=8)).timestamp()


def test_an_account_nobody_knows_is_told_apart_from_a_server_of_another_kind(server: MastodonServer) -> None:
    (found,) = Mastodon().find(server.account("@nobody@tide.example")).accounts
    with pytest.raises(SourceFormatError, match="knows no @nobody"):
        Mastodon().check(found, NO_SECRET)
    server.always["lookup"] = Said(told=[])
    with pytest.raises(SourceFormatError, match="does not speak as Mastodon does"):
        Mastodon().check(found, NO_SECRET)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_a_server_tells_of_a_status_is_news_or_a_problem(data: st.DataObject) -> None:
    whole = status(
        "42", "words", AN_HOUR_AGO, ZITA,
        reblog=data.draw(st.none() | st.just(of_ben())), card={"title": "a"}, poll={"options": [{"title": "a"}]},
        media_attachments=[{"description": "a"}], tags=[{"name": "a"}], mentions=[{"id": "7", "acct": "a"}],
        quote={"state": "accepted", "quoted_status": of_ben()},
    )  # fmt: skip
    found = attempt(lambda: status_news(bent(whole, data), WHOSE, NOW))
    assert isinstance(found, News | Problem | str)
    if isinstance(found, News):
        assert len(found.text) <= 1_000
        assert len(found.excerpt) <= 2_000
