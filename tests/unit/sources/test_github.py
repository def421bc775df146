"""GitHub: what an event tells, what a day of pushes is, and what of other people is never read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
import time_machine
from hypothesis import given, settings
from tests.contracts.networks.github_server import LOGIN, NUMBER, GitHubServer
from tests.contracts.networks.serving import Said, serving
from tests.unit.sources.bent import bent

from kithly.errors import SourceFormatError, SourceUnavailable
from kithly.records import Identity, IdentityKind, News, NewsKind, Party, Problem, Sighted
from kithly.sources import Cursor, Told
from kithly.sources._formats.guard import attempt
from kithly.sources.github import GitHub
from kithly.sources.github.events import Event, event_news, event_of
from kithly.transport.secrets import NO_SECRET

NOW = datetime.now(UTC)
ABOUT = Party(name="Zita Quay", identity=Identity(IdentityKind.GITHUB, LOGIN))
ZITA, BEN = {"login": "Zita-Q"}, {"login": "ben"}
CANARY = "canary@commits.example"


@pytest.fixture
def server() -> Iterator[GitHubServer]:
    """Give a server."""
    with serving(GitHubServer()) as running:
        assert isinstance(running, GitHubServer)
        yield running


def event(kind: str, payload: dict[str, Any], *, repo: str = "blue/ferries", **more: Any) -> dict[str, Any]:
    at = (NOW - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    told = {"id": "1", "type": kind, "actor": ZITA, "repo": {"name": repo}, "payload": payload, "public": True}
    return told | {"created_at": at} | more


def judged(whole: dict[str, Any]) -> News | Problem:
    found = event_of(whole, LOGIN, NOW)
    return event_news(found, ABOUT, LOGIN) if isinstance(found, Event) else found


def told(kind: str, payload: dict[str, Any], **more: Any) -> News:
    news = judged(event(kind, payload, **more))
    assert isinstance(news, News), news
    return news


def problem(kind: str, payload: dict[str, Any], **more: Any) -> str:
    found = judged(event(kind, payload, **more))
    assert isinstance(found, Problem)
    return found.reason


def read(server: GitHubServer, after: Cursor | None = None) -> list[Told]:
    return list(GitHub().read(server.found(), NO_SECRET, after={"": after} if after else {}))


def news(told: list[Told]) -> list[News]:
    return [one.record for one in told if isinstance(one, Sighted) and isinstance(one.record, News)]


def last(told: list[Told]) -> Cursor:
    return [one for one in told if isinstance(one, Cursor)][-1]


def until_it_fails(stream: Iterator[Told]) -> list[Told]:
    found: list[Told] = []
    try:
        for one in stream:
            found.append(one)  # noqa: PERF402 - what came before the failure counts
    except SourceUnavailable:
        return found
    pytest.fail("It was read without a failure.")


def test_a_release_is_told_with_its_notes() -> None:
    url = "https://github.com/blue/ferries/releases/tag/v2"
    body = "## New\r\n- <b>Tides</b> & moons<!-- hidden\nnote -->\n> quoted\n- Done"
    release = {"tag_name": "v2", "name": "Harbour lights", "body": body, "html_url": url, "author": ZITA}
    one = told("ReleaseEvent", {"action": "published", "release": release})
    assert (one.kind, one.text, one.url) == (NewsKind.RELEASE, "blue/ferries v2: Harbour lights", url)
    assert one.excerpt == "## New\n- Tides & moons\n- Done"
    assert (one.key, one.author) == ("1", "")
    assert told("ReleaseEvent", {"action": "published", "release": release | {"author": BEN}}).author == "ben"
    assert "nothing to tell of" in problem(
        "ReleaseEvent", {"action": "published", "release": release | {"draft": True}}
    )
    assert "nothing to tell of" in problem("ReleaseEvent", {"action": "edited", "release": release})


def test_what_was_made_public_is_published() -> None:
    one = told("CreateEvent", {"ref_type": "repository", "description": "Tides for all"}, repo="zita-q/tides")
    assert (one.kind, one.text) == (NewsKind.POST, "zita-q/tides: Tides for all")
    assert one.url == "https://github.com/zita-q/tides"
    assert told("PublicEvent", {}).text == "blue/ferries"
    assert "CreateEvent" in problem("CreateEvent", {"ref_type": "branch", "ref": "main"})


def test_a_star_passes_on_what_others_made() -> None:
    one = told("WatchEvent", {"action": "started"})
    assert (one.kind, one.text, one.author) == (NewsKind.SHARED, "blue/ferries", "blue")
    assert problem("WatchEvent", {"action": "started"}, repo="Zita-Q/boats") == "a star for something of their own"


def test_a_change_that_was_taken_in_is_work() -> None:
    pull = {"number": 7, "title": "Mend the tide table", "body": "It was wrong.", "user": ZITA, "merged": True}
    one = told("PullRequestEvent", {"action": "closed", "number": 7, "pull_request": pull})
    assert (one.kind, one.text) == (NewsKind.WORK, "Merged into blue/ferries: Mend the tide table")
    assert (one.excerpt, one.url) == ("It was wrong.", "https://github.com/blue/ferries/pull/7")
    others = told("PullRequestEvent", {"action": "closed", "pull_request": pull | {"user": BEN}})
    assert (others.author, others.excerpt) == ("ben", "")
    bare = told("PullRequestEvent", {"action": "merged", "number": 7, "pull_request": {"number": 7}})
    assert bare.text == "Merged into blue/ferries: #7"
    for payload in ({"action": "closed", "pull_request": {"number": 7}}, {"action": "opened", "pull_request": pull}):
        assert "nothing to tell of" in problem("PullRequestEvent", payload)


def test_a_comment_is_their_words_on_something() -> None:
    comment = {
        "body": "> ben wrote\n\nI agree, <i>mostly</i>.",
        "html_url": "https://github.com/blue/ferries/issues/3#c1",
    }
    issue = {"number": 3, "title": "Night ferries"}
    one = told("IssueCommentEvent", {"action": "created", "comment": comment, "issue": issue})
    assert (one.kind, one.text) == (NewsKind.COMMENT, "I agree, mostly.")
    assert one.excerpt == "On blue/ferries#3: Night ferries"
    assert one.url.endswith("#c1")
    assert told("CommitCommentEvent", {"comment": comment}).excerpt == "On blue/ferries"
    edited = {"action": "edited", "comment": comment, "issue": issue}
    assert "nothing to tell of" in problem("IssueCommentEvent", edited)


def test_a_page_elsewhere_is_not_linked() -> None:
    comment = {"body": "x", "html_url": "https://github.com.evil.example/"}
    assert told("CommitCommentEvent", {"comment": comment}).url == "https://github.com/blue/ferries"


@pytest.mark.parametrize("kind", ["ForkEvent", "DeleteEvent", "GollumEvent", "SponsorshipEvent", "", "NewEvent"])
def test_what_says_nothing_is_left_out_by_name(kind: str) -> None:
    assert problem(kind, {"action": "created"}) == f"nothing to tell of ({kind})"


def test_what_others_did_or_what_is_not_public_is_left_out() -> None:
    assert problem("PublicEvent", {}, actor=BEN) == "it is somebody else's"
    assert problem("PublicEvent", {}, actor={"login": "zita-q[bot]"}) == "it is somebody else's"
    assert problem("PublicEvent", {}, public=False) == "it is somebody else's"
    assert "nothing to tell of" in problem("PublicEvent", {}, repo="../../etc")


def _push(server: GitHubServer, *, days_ago: float = 0.0, repo: str = "zita-q/boats", **more: Any) -> str:
    commits = [{"sha": "0", "message": "x", "author": {"email": CANARY, "name": "Ben"}}]
    return server.happen("PushEvent", {"commits": commits, **more}, days_ago=days_ago, repo=repo)


def test_a_day_of_pushes_is_one_piece_of_work_that_grows(server: GitHubServer) -> None:
    with time_machine.travel(datetime(2026, 3, 4, 12, 0, tzinfo=UTC), tick=True):
        for _ in range(3):
            _push(server, distinct_size=2)
        _push(server, days_ago=2, repo="blue/ferries")
        first = read(server)
        today, before = sorted(news(first), key=lambda one: one.text, reverse=True)
        assert (today.kind, today.text) == (NewsKind.WORK, "Worked on zita-q/boats (3 pushes, 6 commits)")
        assert (before.text, before.author) == ("Worked on blue/ferries (1 push)", "blue")
        assert today.key == f"{NUMBER}|push|zita-q/boats|2026-03-04"
        _push(server)
        (more,) = news(read(server, last(first)))
        assert (more.key, more.text) == (today.key, "Worked on zita-q/boats (4 pushes)")


def test_a_day_that_lies_on_two_pages_is_counted_whole(server: GitHubServer) -> None:
    with time_machine.travel(datetime(2026, 3, 4, 20, 0, tzinfo=UTC), tick=True):
        for number in range(130):
            _push(server, days_ago=(130 - number) / 1_000)
        first = read(server)
        assert [one.text for one in news(first)] == ["Worked on zita-q/boats (130 pushes)"]
        _push(server)
        (more,) = news(read(server, last(first)))
        assert more.text == "Worked on zita-q/boats (131 pushes)"


def test_mail_addresses_of_commits_are_never_read(server: GitHubServer) -> None:
    _push(server)
    told = read(server)
    assert CANARY not in json.dumps([asdict(one) for one in told if isinstance(one, Sighted | Cursor)], default=str)


def test_a_changed_profile_names_the_company_and_the_town(server: GitHubServer) -> None:
    first = read(server)
    server.member |= {"company": "@red-buses", "location": "Oslo", "blog": "", "bio": None}
    (one,) = news(read(server, last(first)))
    assert (one.kind, one.company, one.place) == (NewsKind.PROFILE, "red-buses", "Oslo")
    assert one.text == "Company: red-buses; Location: Oslo; Bio: (nothing); Website: (nothing)"
    assert one.excerpt.startswith("Before: Company: blue-ferries; Location: Bergen; Bio: Boats.")


def test_what_has_not_changed_is_asked_for_by_its_mark(server: GitHubServer) -> None:
    server.publish("a release")
    first = read(server)
    server.asked.clear()
    second = list(GitHub().read(server.found(), NO_SECRET, after={"": last(first)}))
    assert news(second) == []
    assert [bool(one.headers.get("if-none-match")) for one in server.asked] == [False, True, True]
    assert json.loads(last(second).value) == json.loads(last(first).value)
    server.publish("more")
    (one,) = news(read(server, last(second)))
    assert one.about.name == "Zita Quay"  # though its profile was not told again


def test_it_is_not_looked_at_again_sooner_than_github_asks(server: GitHubServer) -> None:
    server.poll = "60"
    server.publish("a release")
    first = read(server)
    account = server.found()
    server.publish("more")
    server.asked.clear()
    assert list(GitHub().read(account, NO_SECRET, after={"": last(first)})) == []
    assert server.asked == []
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5)):
        assert len(news(list(GitHub().read(account, NO_SECRET, after={"": last(first)})))) == 1


def test_a_rate_that_ends_between_two_pages_loses_nothing(server: GitHubServer) -> None:
    published = [server.publish(f"v{number}") for number in range(150)]
    account = server.found()
    server.ends_at_page = 2
    (kept,) = until_it_fails(GitHub().read(account, NO_SECRET, after={}))
    assert isinstance(kept, Cursor)
    server.ends_at_page = 0
    with time_machine.travel(NOW + timedelta(hours=2)):
        assert {one.key for one in news(read(server, kept))} == set(published)


def test_the_page_an_account_names_is_kept_as_a_claim(server: GitHubServer) -> None:
    assert server.found().settings["me"] == "https://boats.example"
    server.member["blog"] = "mailto:zita@boats.example"
    assert "me" not in server.found().settings


def test_programs_and_organisations_are_no_people(server: GitHubServer) -> None:
    (found,) = GitHub().find(server.account()).accounts
    for kind, words in (("Organization", "an organisation"), ("Bot", "a program"), (None, "a program")):
        server.member["type"] = kind
        with pytest.raises(SourceFormatError, match=words):
            GitHub().check(found, NO_SECRET)


def test_a_name_that_somebody_else_bears_now_is_not_read(server: GitHubServer) -> None:
    account = server.found()
    server.member["id"] = 99
    server.publish("of somebody else")
    with pytest.raises(SourceFormatError, match="somebody else's account now"):
        list(GitHub().read(account, NO_SECRET, after={}))
    assert not any("/events" in one.path for one in server.asked)


def test_who_is_called_otherwise_now_is_named_and_who_is_gone_is_said_to_be(server: GitHubServer) -> None:
    account = server.found()
    server.always["/users/"] = Said(status=404, told={"message": "Not Found"})
    with pytest.raises(SourceFormatError, match="GitHub knows no zita-q"):
        list(GitHub().read(account, NO_SECRET, after={}))
    server.always[f"/user/{NUMBER}"] = Said(told=server.member | {"login": "zita-new"})
    with pytest.raises(SourceFormatError, match="zita-q is called zita-new at GitHub now"):
        list(GitHub().read(account, NO_SECRET, after={}))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_github_tells_of_an_event_is_news_or_a_problem(data: st.DataObject) -> None:
    release = {"tag_name": "v", "name": "n", "body": "b", "html_url": "https://github.com/a/b", "author": ZITA}
    pull = {"number": 7, "title": "t", "body": "b", "user": ZITA, "merged": True}
    whole = data.draw(
        st.sampled_from(
            [
                event("ReleaseEvent", {"action": "published", "release": release}),
                event("PullRequestEvent", {"action": "closed", "pull_request": pull}),
                event("IssueCommentEvent", {"comment": {"body": "b"}, "issue": {"number": 1, "title": "t"}}),
                event("CreateEvent", {"ref_type": "repository", "description": "d"}),
            ]
        )
    )
    found = attempt(lambda: judged(bent(whole, data)))
    assert isinstance(found, News | Problem | str)
    if isinstance(found, News):
        assert len(found.text) <= 1_000
        assert len(found.excerpt) <= 2_000
