"""Recordings and samples of social networks that others made: all of it is read, and read as they read it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from tests.contracts.networks.bluesky_server import DID, HANDLE, BlueskyServer, author, post
from tests.contracts.networks.mastodon_server import MastodonServer
from tests.contracts.networks.serving import Asked, serving

from kithly.records import Identity, IdentityKind, News, NewsKind, Party, Problem, Sighted
from kithly.sources.bluesky.posts import NO_POST, post_news
from kithly.sources.bluesky.whom import pages_of, party_of, profile_of
from kithly.sources.github.events import Event, event_news, event_of
from kithly.sources.mastodon import Mastodon
from kithly.sources.mastodon import whom as mastodon_whom
from kithly.sources.mastodon.statuses import NOT_OPEN, OPEN, OWN_AGAIN, Whose, status_news
from kithly.transport.secrets import NO_SECRET

NOW = datetime(2026, 11, 28, tzinfo=UTC)
HOST = "recorded.example"  # the recorded server

# What the recordings hold, each status as often as it was recorded
STATUSES = 137
TOLD = {"post": 115, "comment": 1, "shared": 1, NOT_OPEN: 17, OWN_AGAIN: 3}
WARNED = 3  # of those that are told
ACCOUNTS = 309

# granary's reading of the same post that differs from Kithly's, and why
DIFFERENT = {
    ("note_with_custom_feed", "published"): "the sample says only what its author wrote, not when the network saw it",
}
NO_JSON = {
    "event_with_rsvps.as.json",
    "note_with_whitespace.as.json",
    "note_with_whitespace.mf2-from-as.json",
}  # but called so
MIN_OBJECTS = 2_000
PAIRS = {"comment_inreplyto_id", "note", "note_with_article_tag_indices", "note_with_custom_feed", "quote", "repost"}


def recorded(corpora: Path) -> Iterator[Any]:
    """Yield the JSON bodies of Mastodon.py's recordings of a real server."""
    for path in sorted((corpora / "social-json" / "halcy+Mastodon.py").rglob("*.yaml")):
        text = path.read_text("utf-8").replace("localhost:3000", HOST)  # a name that only means one's own machine
        told = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
        for one in told["interactions"]:
            body = one["response"]["body"]["string"]
            try:
                yield json.loads(body)
            except ValueError:
                continue


def inside(told: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in it."""
    if isinstance(told, dict):
        yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from inside(one)


@pytest.fixture(scope="module")
def objects(corpora: Path) -> list[dict[str, Any]]:
    """Return every object of every recording."""
    return [one for body in recorded(corpora) for one in inside(body)]


@pytest.fixture(scope="module")
def statuses(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the recorded statuses."""
    return [one for one in objects if "content" in one and "visibility" in one]


def whose(status: Mapping[str, Any]) -> Whose:
    identity = Identity(IdentityKind.MASTODON, "zita@tide.example")
    return Whose(host=HOST, account=status["account"]["id"], party=Party(name="Zita", identity=identity))


def test_every_recorded_status_is_told_or_left_out_by_name(statuses: list[dict[str, Any]]) -> None:
    told = [status_news(one, whose(one), NOW) for one in statuses]
    found = Counter(one.kind.value if isinstance(one, News) else one.reason for one in told)
    assert len(statuses) == STATUSES
    assert dict(found) == TOLD
    for status, one in zip(statuses, told, strict=True):
        assert isinstance(one, News) <= (status["visibility"] in OPEN)  # nothing that is not for everybody


def test_words_of_recorded_statuses_are_those_a_parser_of_html_finds(statuses: list[dict[str, Any]]) -> None:
    compared = 0
    for status in statuses:
        inner = status["reblog"] or status
        one = status_news(status, whose(status), NOW)
        if not isinstance(one, News) or inner["spoiler_text"]:
            continue
        page = BeautifulSoup(inner["content"], "html.parser")
        for fallback in page.select("p.quote-inline") if inner.get("quote") else ():
            fallback.decompose()
        assert "".join(one.text.split()) == "".join(page.get_text().split())
        assert one.url == inner["url"]
        compared += 1
    assert compared == STATUSES - TOLD[NOT_OPEN] - TOLD[OWN_AGAIN] - WARNED


def test_what_stands_behind_a_recorded_warning_is_not_told(statuses: list[dict[str, Any]]) -> None:
    warned = [one for one in statuses if one["spoiler_text"]]
    assert len(warned) == 5
    for status in warned:
        one = status_news(status, whose(status), NOW)
        assert isinstance(one, Problem) or (one.text, one.excerpt) == (status["spoiler_text"], "")


def test_a_recorded_boost_names_its_author(statuses: list[dict[str, Any]]) -> None:
    boosts = [one for one in statuses if one["reblog"] and one["reblog"]["account"]["id"] != one["account"]["id"]]
    told = [status_news(one, whose(one), NOW) for one in boosts]
    for status, one in zip(boosts, told, strict=True):
        assert isinstance(one, Problem) or status["reblog"]["account"]["acct"] in one.author
        assert isinstance(one, Problem) or one.kind is NewsKind.SHARED
    assert sum(isinstance(one, News) for one in told) == TOLD["shared"]


def test_every_recorded_account_says_who_it_is(objects: list[dict[str, Any]]) -> None:
    accounts = [one for one in objects if "acct" in one and "note" in one]
    for one in accounts:
        told = mastodon_whom.profile_of(one, HOST)
        assert "<" not in told["bio"]
        assert mastodon_whom.party_of(one, "zita@tide.example").name
        assert len(list(mastodon_whom.words_of(one, HOST))) <= len(one["fields"]) + 4
        assert told["fields"].count(": ") >= len(one["fields"]) or not one["fields"]
    assert len(accounts) == ACCOUNTS


def test_a_recorded_server_is_read_through_its_own_interface(statuses: list[dict[str, Any]]) -> None:
    by_account = Counter(one["account"]["id"] for one in statuses)
    most, _ = by_account.most_common(1)[0]
    own = {one["id"]: one for one in statuses if one["account"]["id"] == most}
    fake = MastodonServer()
    fake.statuses = list(own.values())
    fake.member |= {"id": most}

    def answer(asked: Asked) -> Any:
        return MastodonServer.answer(fake, Asked(path=asked.path.replace(most, "109300000000000001"),
                                                 query=asked.query, headers=asked.headers))  # fmt: skip

    fake.answer = answer  # type: ignore[method-assign]
    with serving(fake):
        told = list(Mastodon().read(fake.found(), NO_SECRET, after={}))
    found = [one.record for one in told if isinstance(one, Sighted)]
    lost = [one for one in told if isinstance(one, Problem)]
    old = [one for one in own.values() if datetime.fromisoformat(one["created_at"]) < datetime.now(UTC) - _LOOKED_BACK]
    assert len(found) + len(lost) + len(old) == len(own) > 20


_LOOKED_BACK = datetime(2026, 4, 1) - datetime(2026, 1, 1)  # noqa: DTZ001 - a length of time: 90 days


# --- Bluesky -------------------------------------------------------------------------------------


def granary(corpora: Path) -> Path:
    return corpora / "social-json" / "snarfed+granary" / "granary" / "tests" / "testdata"


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def as_item(told: dict[str, Any]) -> dict[str, Any]:
    """Return a sample as an item of a feed, whatever it was: a record alone, or a post in a thread."""
    if told.get("$type") == "app.bsky.feed.post":
        by = {"did": "did:plc:foo", "handle": "example.com"}
        return {"post": {"uri": "at://did:plc:foo/app.bsky.feed.post/x", "author": by, "record": told,
                         "indexedAt": told["createdAt"]}}  # fmt: skip
    return told


def test_posts_are_read_as_granary_reads_them(corpora: Path) -> None:
    compared, different = set(), set()
    for path in sorted(granary(corpora).glob("*.as-from-bsky.json")):
        name = path.name.removesuffix(".as-from-bsky.json")
        wanted, told = load(path), load(path.with_name(f"{name}.bsky.json"))
        if wanted.get("objectType") not in {"note", "comment"} and wanted.get("verb") != "share":
            continue
        compared.add(name)
        different |= {(name, what) for what in _differences(as_item(told), wanted)}
    assert compared == PAIRS
    assert different == set(DIFFERENT)


def _differences(item: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    post, thing = item["post"], wanted.get("object", wanted)
    by = item.get("reason", {}).get("by") or post.get("author") or {}
    did = by.get("did") or post["uri"].split("/")[2]
    one = post_news(item, party_of(by, did), did, NOW)
    assert isinstance(one, News)
    found: dict[str, Any] = {"text": one.text, "url": one.url, "published": one.at}
    expected: dict[str, Any] = {
        "text": thing["content"],
        "url": thing.get("url", "https://bsky.app/profile/example.com/post/x"),
        "published": _moment(thing.get("published")),
    }
    if wanted.get("verb") == "share":
        found |= {"author": one.author, "kind": one.kind, "published": None}
        expected |= {"author": f"Bob (@{thing['author']['username']})", "kind": NewsKind.SHARED}
        found["name"], expected["name"] = one.about.name, wanted["actor"]["displayName"]
    elif isinstance(thing.get("author"), dict):
        found["name"], expected["name"] = one.about.name, thing["author"]["displayName"]
        found["id"], expected["id"] = one.about.identity and one.about.identity.value, thing["author"]["id"]
    yield from (what for what, value in expected.items() if found[what] != value)


def _moment(text: str | None) -> datetime | None:
    at = datetime.fromisoformat(text) if text else None
    return at.replace(tzinfo=UTC) if at and at.tzinfo is None else at


def test_profiles_are_read_as_granary_reads_them(corpora: Path) -> None:
    for name in ("actor", "actor_with_featured"):
        wanted = load(granary(corpora) / f"{name}.as-from-bsky.json")
        told = load(granary(corpora) / f"{name}.bsky.json") | {"handle": wanted["username"]}
        assert party_of(told, wanted["id"]).name == wanted["displayName"]
        assert profile_of(told)["bio"] == wanted.get("summary", "")
        assert {page for page in pages_of(told) if page} <= {page.rstrip("/") for page in wanted["urls"]}


def test_likes_and_follows_are_no_posts(corpora: Path) -> None:
    for name in ("like", "follow"):
        told = {"post": {"uri": "at://x/y/z", "record": load(granary(corpora) / f"{name}.bsky.json")}}
        assert post_news(told, Party(name="", identity=None), "did:plc:x", NOW) == Problem(
            at="post at://x/y/z", reason=NO_POST
        )


def test_no_sample_of_any_network_breaks_a_reader(corpora: Path) -> None:
    """Every object of every sample, also of formats that are none of theirs, is offered to all three."""
    offered, no_json = 0, set()
    nobody = Party(name="", identity=None)
    for path in sorted((corpora / "social-json").rglob("*.json")):
        try:
            whole = load(path)
        except ValueError:
            no_json.add(path.name)
            continue
        for one in inside(whole):
            offered += 1
            results = (
                status_news(one, Whose(host="x", account="1", party=nobody), NOW),
                post_news(one, nobody, "did:plc:x", NOW),
                event_of(one, "zita-q", NOW),
            )
            for found in results:
                told = event_news(found, nobody, "zita-q") if isinstance(found, Event) else found
                assert isinstance(told, News | Problem)
    assert offered > MIN_OBJECTS
    assert no_json == NO_JSON


# --- the servers of the tests, held to the published descriptions ---------------------------------


def lexicon(corpora: Path, name: str) -> Any:
    folder = corpora / "social-json" / "bluesky-social+atproto" / "lexicons"
    return load(folder / (name.replace(".", "/") + ".json"))["defs"]


def test_the_server_of_the_tests_speaks_as_the_lexicons_say(corpora: Path) -> None:
    defs, fake = lexicon(corpora, "app.bsky.feed.defs"), BlueskyServer()
    reason = {"$type": "app.bsky.feed.defs#reasonRepost", "by": author(DID, HANDLE, "Zita"), "indexedAt": "x"}
    item = post("at://x", "words", NOW, author(DID, HANDLE, "Zita"), reason=reason)
    fits(item, defs["feedViewPost"])
    fits(item["post"], defs["postView"])
    fits(item["reason"], defs["reasonRepost"])
    fits(item["post"]["record"], lexicon(corpora, "app.bsky.feed.post")["main"]["record"])
    actors = lexicon(corpora, "app.bsky.actor.defs")
    fits(item["post"]["author"], actors["profileViewBasic"])
    fake.handle = HANDLE
    told = fake.answer(Asked(path="/xrpc/app.bsky.actor.getProfile", query={"actor": DID}, headers={})).told
    fits(told, actors["profileViewDetailed"])


def fits(told: Mapping[str, Any], described: Mapping[str, Any]) -> None:
    """Hold an object to its description: all that is required, and nothing that is unknown."""
    assert set(described.get("required", ())) <= set(told), told
    assert set(told) - {"$type"} <= set(described["properties"]), told


def test_what_is_asked_of_bluesky_is_what_its_lexicons_offer(corpora: Path) -> None:
    fake = BlueskyServer()
    with serving(fake):
        for _ in range(3):
            fake.publish("words")
        list(fake.source.read(fake.found(), NO_SECRET, after={}))
    asked = {one.path.removeprefix("/xrpc/"): one.query for one in fake.asked}
    for name in ("app.bsky.feed.getAuthorFeed", "app.bsky.actor.getProfile"):
        offered = lexicon(corpora, name)["main"]["parameters"]["properties"]
        assert set(asked[name]) <= set(offered)
    feed = lexicon(corpora, "app.bsky.feed.getAuthorFeed")["main"]["parameters"]["properties"]
    assert int(asked["app.bsky.feed.getAuthorFeed"]["limit"]) <= feed["limit"]["maximum"]
    assert asked["app.bsky.feed.getAuthorFeed"]["filter"] in feed["filter"]["knownValues"]
