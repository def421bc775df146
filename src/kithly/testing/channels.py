"""The contract of a channel that publishes: each approval at most once, and honest about what became of it.

Example:
    A test module inherits it and says which network is meant::

        class TestMine(ChannelContract):
            @pytest.fixture
            def stage(self):
                with playing(MyNetwork()) as running:
                    yield running
"""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest

from kithly.channels.channel import Channel
from kithly.channels.handoff import plain_text
from kithly.errors import ChannelAuthError, ChannelUnavailable, KithlyError, Refused, Unsure
from kithly.messages import Approved, Envelope, Recipient, Sender, approve, check
from kithly.messages.approve import Act

CANARY = "canary-7d1f-secret"
WORDS = "Trams at night: what would you measure first? https://tide.example/trams"
HOSTILE = (
    'quoted " and \\ and </script> and {{ 7*7 }}',
    'a"},"visibility":"direct","x":{"y":"',
    "line one\r\nX-Injected: yes\r\n\r\nline two",
    "nul \x00 and bell \x07 and \u2028 and \u2029 end",
    "\u202eright to left\u202c, שלום, 👩‍👧‍👦, café",
)
HOURS = timedelta(hours=1)


class Stage(Protocol):
    """A network that plays as told, with ego's account in it, and somebody's post.

    Attributes:
        target: The address of somebody's post.
        nowhere: Addresses that are none of this network's posts.
        gone: The address of a post that is not there.
        long: A text longer than it takes.
        write: A part of the path by which something is published, and of none other.
    """

    target: str
    nowhere: tuple[str, ...]
    gone: str
    long: str
    write: str

    def channel(self, *, seconds: float = 10.0, secret: str = CANARY) -> Channel:
        """Return the channel of ego's account."""

    def nobody(self) -> Channel:
        """Return a channel to where nothing listens."""

    def published(self) -> list[str]:
        """Return the words of all that ego published."""

    def marks(self) -> list[str]:
        """Return the addresses of what ego likes, and of what ego passed on."""

    def answers(self) -> list[str]:
        """Return the addresses of what ego answered."""

    def asked(self) -> int:
        """Return how often it was asked anything."""

    def heard(self) -> set[str]:
        """Return the names of all header fields that came."""

    def refuse(self, part: str, status: int, headers: dict[str, str] | None = None) -> None:
        """Refuse the next request with a part in its path."""

    def die(self, part: str, *, did_it: bool, after: float = 0.0) -> None:
        """Say nothing to the next such request, and break off after some seconds."""


def approved(words: str = WORDS, *, act: Act = Act.POST, target: str = "", id_: str = "kithly-1@kithly") -> Approved:
    """Return words as they come out of an approval."""
    verdict = check(words, kind="reply", channel="other", recipient=Recipient(name=""), sender=Sender(name=""))
    envelope = Envelope(kind="reply", channel="network", act=act, id=id_, target=target)
    return approve(words, verdict, envelope, yes=True, allowed_favour=True)


def lately() -> datetime:
    """Return a moment before any test began."""
    return datetime.now(UTC) - HOURS


class ChannelContract:
    """Everything a channel that publishes promises."""

    @pytest.fixture
    def stage(self) -> Stage:
        raise NotImplementedError

    def test_a_post_goes_out_with_its_words_and_can_be_seen(self, stage: Stage) -> None:
        receipt = stage.channel().send(approved())
        assert stage.published() == [WORDS]
        assert receipt.id
        assert receipt.url.startswith("https://")

    def test_one_approval_makes_one_post_however_often_it_is_sent(self, stage: Stage) -> None:
        ids = {stage.channel().send(approved()).id for _ in range(3)}
        assert (len(ids), stage.published()) == (1, [WORDS])

    def test_two_approvals_of_the_same_words_are_two_posts(self, stage: Stage) -> None:
        for number in (1, 2):
            stage.channel().send(approved(id_=f"kithly-{number}@kithly"))
        assert stage.published() == [WORDS, WORDS]

    def test_an_answer_stands_beneath_what_it_answers(self, stage: Stage) -> None:
        for _ in range(2):
            stage.channel().send(approved("Well seen.", act=Act.REPLY, target=stage.target))
        assert len(stage.published()) == 1
        assert stage.published()[0].endswith("Well seen.")
        assert stage.answers() == [stage.target]

    @pytest.mark.parametrize("act", [Act.LIKE, Act.BOOST])
    def test_a_mark_needs_no_words_and_is_set_once(self, stage: Stage, act: Act) -> None:
        one = approved("", act=act, target=stage.target)
        assert stage.channel().find(one, since=lately()) is False
        stage.channel().send(one)
        stage.channel().send(one)
        stage.channel().send(approved("", act=act, target=stage.target, id_="kithly-9@kithly"))
        assert stage.marks() == [stage.target]
        assert stage.channel().find(one, since=lately()) is True

    def test_what_was_taken_before_the_server_died_is_found_and_not_made_twice(self, stage: Stage) -> None:
        stage.die(stage.write, did_it=True)
        with pytest.raises(Unsure):
            stage.channel().send(approved())
        assert stage.channel().find(approved(), since=lately()) is True
        stage.channel().send(approved())
        assert stage.published() == [WORDS]

    def test_what_was_lost_when_the_server_died_is_known_to_be_lost(self, stage: Stage) -> None:
        stage.die(stage.write, did_it=False)
        with pytest.raises(Unsure):
            stage.channel().send(approved())
        assert stage.channel().find(approved(), since=lately()) is False
        stage.channel().send(approved())
        assert stage.published() == [WORDS]

    def test_an_answer_that_went_out_is_found_too(self, stage: Stage) -> None:
        one = approved("Well seen.", act=Act.REPLY, target=stage.target)
        assert stage.channel().find(one, since=lately()) is False
        stage.channel().send(one)
        assert stage.channel().find(one, since=lately()) is True

    def test_a_server_that_says_nothing_is_left_in_time_and_nobody_knows(self, stage: Stage) -> None:
        stage.die(stage.write, did_it=True, after=1.5)
        with pytest.raises(Unsure):
            stage.channel(seconds=0.4).send(approved())

    @pytest.mark.parametrize("status", [500, 502, 504, 408])
    def test_a_fault_after_it_had_everything_is_no_answer(self, stage: Stage, status: int) -> None:
        stage.refuse(stage.write, status)
        with pytest.raises(Unsure) as caught:
            stage.channel().send(approved())
        assert caught.value.hint

    def test_asked_too_often_it_surely_did_nothing_and_says_when_to_come_back(self, stage: Stage) -> None:
        stage.refuse(stage.write, 429, {"Retry-After": "120"})
        with pytest.raises(ChannelUnavailable) as caught:
            stage.channel().send(approved())
        assert not isinstance(caught.value, Unsure)
        assert caught.value.hint == "Try again in 2 minutes."
        assert stage.published() == []

    def test_where_nobody_listens_it_surely_did_not_go_out(self, stage: Stage) -> None:
        with pytest.raises(ChannelUnavailable) as caught:
            stage.nobody().send(approved())
        assert not isinstance(caught.value, Unsure)

    def test_a_secret_that_is_not_taken_is_said_so_and_never_shown(self, stage: Stage) -> None:
        channel = stage.channel(secret="wrong-" + CANARY)
        with pytest.raises(ChannelAuthError) as caught:
            channel.send(approved())
        assert caught.value.hint
        assert CANARY not in f"{caught.value}{caught.value.hint}{channel!r}"
        assert stage.published() == []

    def test_what_the_server_will_not_have_is_refused(self, stage: Stage) -> None:
        stage.refuse(stage.write, 422)
        with pytest.raises(Refused):
            stage.channel().send(approved())

    def test_no_redirect_takes_it_elsewhere(self, stage: Stage) -> None:
        stage.refuse(stage.write, 307, {"Location": "/elsewhere"})
        with pytest.raises(KithlyError):
            stage.channel().send(approved())
        assert stage.published() == []

    def test_what_is_too_long_is_refused_before_it_is_given_up(self, stage: Stage) -> None:
        with pytest.raises(Refused, match="characters; this has"):
            stage.channel().send(approved(stage.long))
        assert stage.published() == []

    @pytest.mark.parametrize("words", HOSTILE)
    def test_no_sign_in_the_words_is_more_than_a_sign(self, stage: Stage, words: str) -> None:
        stage.channel().send(approved(words))
        assert stage.published() == [plain_text(words)]
        assert "x-injected" not in stage.heard()

    @pytest.mark.parametrize("end", ["\r\nX-Injected: yes", "\n", "\x00", "\u2028", "é"])
    def test_an_id_can_end_no_header(self, stage: Stage, end: str) -> None:
        try:
            stage.channel().send(approved(id_=f"kithly-1{end}"))
        except Refused:
            assert stage.asked() == 0
        assert "x-injected" not in stage.heard()

    def test_what_is_none_of_its_posts_is_refused_before_anybody_is_asked(self, stage: Stage) -> None:
        for target in ("", "javascript:alert(1)", f"{stage.target}\r\nX-Injected: yes", *stage.nowhere):
            for act in (Act.REPLY, Act.LIKE, Act.BOOST):
                with pytest.raises(Refused):
                    stage.channel().send(approved("Well seen.", act=act, target=target))
        assert stage.asked() == 0

    def test_what_is_gone_is_neither_answered_nor_liked(self, stage: Stage) -> None:
        for act in (Act.REPLY, Act.LIKE):
            with pytest.raises(Refused, match="not there"):
                stage.channel().send(approved("Well seen.", act=act, target=stage.gone))
        assert (stage.published(), stage.marks()) == ([], [])

    def test_private_words_are_never_published(self, stage: Stage) -> None:
        with pytest.raises(Refused):
            stage.channel().send(approved(act=Act.MESSAGE))
        assert stage.asked() == 0
