"""Mastodon and Bluesky hold to the contract of a channel; and what is each one's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.contracts.channels.bluesky_home import FAR, URI, BlueskyHome
from tests.contracts.channels.mastodon_home import MastodonHome
from tests.contracts.channels.stages import Playing, playing

from kithly.channels.bluesky_record import facets, record_key
from kithly.channels.counted import graphemes, links
from kithly.channels.mastodon import counted
from kithly.errors import ChannelAuthError, Refused
from kithly.messages import Act
from kithly.testing.channels import CANARY, WORDS, ChannelContract, approved, lately


class TestMastodon(ChannelContract):
    """Mastodon."""

    @pytest.fixture
    def stage(self) -> Iterator[Playing]:
        with playing(MastodonHome()) as running:
            yield running

    def test_a_post_is_for_everybody_and_bears_its_idempotency_key(self, stage: Playing) -> None:
        stage.channel().send(approved())
        sent = next(one for one in stage.home.asked if one.method == "POST")
        assert sent.headers["idempotency-key"] == "kithly-1@kithly"
        assert sent.told == {"status": WORDS, "visibility": "public"}

    @pytest.mark.parametrize("visibility", ["unlisted", "private"])
    def test_an_answer_is_seen_by_no_more_people_and_names_its_author(self, stage: Playing, visibility: str) -> None:
        stage.home.far |= {"visibility": visibility, "spoiler_text": "trams"}
        stage.channel().send(approved("Well seen.", act=Act.REPLY, target=stage.target))
        (kept,) = stage.home.own
        assert (kept["visibility"], kept["spoiler_text"]) == (visibility, "trams")
        assert kept["text"] == "@ben@far.example Well seen."

    def test_an_author_who_is_named_is_not_named_twice(self, stage: Playing) -> None:
        stage.channel().send(approved("@ben@far.example well seen.", act=Act.REPLY, target=stage.target))
        assert stage.published() == ["@ben@far.example well seen."]

    def test_links_count_as_the_server_says_and_names_without_their_server(self, stage: Playing) -> None:
        assert counted("@ben@far.example " + "https://tide.example/" + "a" * 300) == 4 + 1 + 23
        stage.channel().send(approved("x" * 376 + " https://tide.example/" + "a" * 300))
        with pytest.raises(Refused, match="400 characters; this has 401"):
            stage.channel().send(approved("x" * 377 + " https://tide.example/" + "a" * 300, id_="two"))

    def test_a_token_that_may_not_write_is_told_at_once(self, stage: Playing) -> None:
        stage.home.scopes = ["read"]
        with pytest.raises(ChannelAuthError, match="may not publish"):
            stage.channel().who()

    def test_a_server_that_tells_no_sources_leaves_it_open_whether_it_went_out(self, stage: Playing) -> None:
        stage.channel().send(approved())
        stage.home.tells_sources = False
        assert stage.channel().find(approved(), since=lately()) is None


class TestBluesky(ChannelContract):
    """Bluesky."""

    @pytest.fixture
    def stage(self) -> Iterator[Playing]:
        with playing(BlueskyHome()) as running:
            yield running

    def test_the_password_goes_to_the_session_alone(self, stage: Playing) -> None:
        stage.channel().send(approved())
        told = [one for one in stage.home.asked if CANARY.encode() in one.body or CANARY in str(one.headers)]
        assert [one.path for one in told] == ["/xrpc/com.atproto.server.createSession"]

    def test_a_link_is_told_by_its_bytes(self, stage: Playing) -> None:
        text = "Zürich 🚋: https://tide.example/ä_(b)), #trams."
        stage.channel().send(approved(text))
        (record,) = stage.home.posts()
        told = {
            text.encode()[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(): one["features"][0]
            for one in record["facets"]
        }
        assert told["https://tide.example/ä_(b)"]["uri"] == "https://tide.example/ä_(b)"
        assert told["#trams"]["tag"] == "trams"

    def test_an_answer_names_the_beginning_of_its_thread(self, stage: Playing) -> None:
        root = {"uri": "at://did:plc:x/app.bsky.feed.post/3kroot", "cid": "cid-root"}
        stage.home.far["record"]["reply"] = {"root": root, "parent": root}
        stage.channel().send(approved("Well seen.", act=Act.REPLY, target=stage.target))
        (record,) = stage.home.posts()
        assert record["reply"] == {"root": root, "parent": {"uri": URI, "cid": "cid-far"}}

    def test_where_its_author_wants_no_answers_there_is_none(self, stage: Playing) -> None:
        stage.home.viewer["replyDisabled"] = True
        with pytest.raises(Refused, match="lets you not answer"):
            stage.channel().send(approved("Well seen.", act=Act.REPLY, target=FAR))

    def test_a_post_may_be_named_by_its_address_in_the_network(self, stage: Playing) -> None:
        stage.channel().send(approved("", act=Act.LIKE, target=URI))
        assert stage.marks() == [FAR]


def test_a_key_is_one_of_the_form_the_network_wants() -> None:
    keys = {record_key(str(number)) for number in range(2_000)}
    assert len(keys) == 2_000
    assert all(len(key) == 13 and key[0] in "234567abcdefghij" for key in keys)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("abc", 3), ("e\u0301", 1), ("👩‍👧‍👦", 1), ("👍🏽", 1), ("🇨🇭🇩🇪", 2), ("\r\n", 1), ("❤️", 1), ("हिन्दी", 3)],
)
def test_signs_are_counted_as_a_reader_sees_them(text: str, count: int) -> None:
    assert graphemes(text) == count


def test_a_full_stop_or_bracket_behind_a_link_does_not_belong_to_it() -> None:
    text = "(https://a.example/x), “https://b.example/y_(z)” https:// and https://c.example/?q=1&r=2."
    assert [text[begin:end] for begin, end in links(text)] == [
        "https://a.example/x",
        "https://b.example/y_(z)",
        "https://c.example/?q=1&r=2",
    ]
    assert facets("nothing here") == []
