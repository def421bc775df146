"""What every reader of a social network holds to: all of it, once, newest first, and every refusal in a sentence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from tests.contracts.networks.bluesky_server import BlueskyServer
from tests.contracts.networks.github_server import GitHubServer
from tests.contracts.networks.mastodon_server import MastodonServer
from tests.contracts.networks.serving import Fake, Said, serving

from kithly.errors import SourceAuthError, SourceError, SourceFormatError, SourceUnavailable
from kithly.records import News, NewsKind, Problem, Sighted
from kithly.sources import Account, Cursor, Told
from kithly.transport.secrets import NO_SECRET, Secret

FAKES = (MastodonServer, BlueskyServer, GitHubServer)
HOSTILE = (
    '<script>alert(1)</script>nice<img src=x onerror="alert(2)"><style>b{}</style>',
    "a\u202eb\u0000c\u2066d\ud800e\ufefff",
    "&lt;script&gt;alert(3)&lt;/script&gt;",
    '" onmouseover="alert(4)',
    "javascript:alert(5)",
    "x" * 300_000,
    "<div>" * 20_000 + "deep",
    "{{ 7*7 }} ${7*7} =cmd|' /C calc'!A0",
)


@pytest.fixture(params=FAKES, ids=lambda fake: fake.kind)
def fake(request: pytest.FixtureRequest) -> Iterator[Fake]:
    """Give each network in turn."""
    with serving(request.param()) as running:
        yield running


def read(fake: Fake, account: Account, after: Cursor | None = None, *, secret: Secret = NO_SECRET) -> list[Told]:
    return list(fake.source.read(account, secret, after={"": after} if after else {}))


def news(told: list[Told]) -> list[News]:
    found = [one.record for one in told if isinstance(one, Sighted)]
    return [one for one in found if isinstance(one, News)]


def keys(told: list[Told]) -> list[str]:
    return [one.key for one in news(told) if one.kind is not NewsKind.PROFILE]


def last(told: list[Told]) -> Cursor:
    return [one for one in told if isinstance(one, Cursor)][-1]


def told_until_failure(fake: Fake, account: Account, after: Cursor | None = None) -> tuple[list[Told], SourceError]:
    told: list[Told] = []
    stream = fake.source.read(account, NO_SECRET, after={"": after} if after else {})
    try:
        for one in stream:
            told.append(one)  # noqa: PERF402 - what came before the failure counts
    except SourceError as error:
        return told, error
    pytest.fail("It was read without a failure.")


def test_every_way_of_typing_an_account_means_the_same(fake: Fake) -> None:
    accounts = [fake.source.find(fake.account(text)).accounts[0] for text in fake.spellings]
    kept = [fake.source.check(account, NO_SECRET).account for account in accounts]
    assert len({(one.address, one.login, one.host, one.port) for one in kept}) == 1
    assert {one.settings["identity"] for one in kept} == {fake.identity}


def test_no_secret_is_asked_for_and_none_is_sent(fake: Fake) -> None:
    assert fake.source.find(fake.account()).asks == ""
    fake.publish("a ferry")
    read(fake, fake.found())
    assert not any("authorization" in one.headers for one in fake.asked)


def test_a_token_that_was_given_goes_along(fake: Fake) -> None:
    read(fake, fake.found(), secret=Secret(value="canary-token", form="token"))
    assert fake.asked[-1].headers["authorization"] == "Bearer canary-token"


def test_what_is_no_account_is_refused_before_anybody_is_asked(fake: Fake) -> None:
    for text in fake.nonsense:
        with pytest.raises(SourceFormatError) as caught:
            fake.source.find(fake.account(text))
        assert caught.value.hint
    assert fake.asked == []


def test_a_setting_that_nobody_knows_is_refused(fake: Fake) -> None:
    account = Account(kind=fake.kind, address=fake.address, settings={"colour": "blue"})
    with pytest.raises(SourceFormatError, match="colour"):
        fake.source.find(account)


def test_the_check_says_who_it_is(fake: Fake) -> None:
    checked = fake.source.check(fake.source.find(fake.account()).accounts[0], NO_SECRET)
    assert "Zita Quay" in checked.words[0]
    assert all(one.endswith(".") for one in checked.words)


def test_all_is_read_once_newest_first(fake: Fake) -> None:
    published = [fake.publish(f"ferry {number}") for number in range(130)]
    account = fake.found()
    first = read(fake, account)
    assert keys(first) == published[::-1]
    again = read(fake, account, last(first))
    assert news(again) == []
    assert not any(isinstance(one, Problem) for one in [*first, *again])
    more = [fake.publish(f"later {number}") for number in range(7)]
    assert keys(read(fake, account, last(again))) == more[::-1]


def test_who_it_is_about_and_where_stands_on_every_piece_of_news(fake: Fake) -> None:
    fake.publish("a ferry")
    (one,) = news(read(fake, fake.found()))
    assert one.about.name == "Zita Quay"
    assert one.about.identity is not None
    assert f"{one.about.identity.kind}:{one.about.identity.value}" == fake.identity
    assert one.url.startswith("https://")
    assert "a ferry" in one.text
    assert one.at is not None


def test_the_first_reading_looks_back_ninety_days(fake: Fake) -> None:
    fake.publish("too old", days_ago=120)
    fake.publish("old", days_ago=80)
    new = fake.publish("new")
    account = fake.found()
    told = read(fake, account)
    assert new in keys(told)
    if fake.kind != "github":  # GitHub itself gives no event that is older
        assert len(keys(told)) == 2
    assert news(read(fake, account, last(told))) == []


def test_the_first_reading_comes_to_an_end(fake: Fake) -> None:
    for number in range(330):
        fake.publish(f"ferry {number}", days_ago=(330 - number) / 10)
    told = read(fake, fake.found())
    assert len(keys(told)) == (300 if fake.kind == "github" else 200)
    assert news(read(fake, fake.found(), last(told))) == []


@pytest.mark.parametrize("after", [1, 45, 119])
def test_a_reading_that_is_broken_off_loses_nothing(fake: Fake, after: int) -> None:
    old = [fake.publish(f"old {number}") for number in range(3)]
    account = fake.found()
    kept: Cursor | None = last(read(fake, account))
    wanted = {fake.publish(f"ferry {number}") for number in range(120)}
    found: set[str] = set()
    stream = fake.source.read(account, NO_SECRET, after={"": kept} if kept else {})
    heap: set[str] = set()
    for number, one in enumerate(stream):
        heap |= {one.record.key} if isinstance(one, Sighted) else set()
        if isinstance(one, Cursor):  # what stands before a cursor is kept with it
            kept, found, heap = one, found | heap, set()
        if number == after:
            break
    fake.publish("meanwhile")
    told = read(fake, account, kept)
    assert wanted | set(keys(told)) == (found & wanted) | set(keys(told))
    assert not set(old) & set(keys(told))
    assert news(read(fake, account, last(told))) == []


REFUSALS: dict[str, tuple[Said, tuple[type[SourceError], ...]]] = {
    "closed": (Said(status=401, told={"error": "no"}), (SourceAuthError, SourceFormatError)),
    "missing": (Said(status=404, told={"error": "no"}), (SourceFormatError,)),
    "gone": (Said(status=410, told={"error": "gone"}), (SourceFormatError,)),
    "busy": (Said(status=429, told={}, headers={"Retry-After": "120"}), (SourceUnavailable,)),
    "a fault": (Said(status=500, raw=b""), (SourceUnavailable,)),
    "later": (Said(status=503, raw=b"<html>later"), (SourceUnavailable,)),
    "a page": (Said(raw=b"<html>"), (SourceFormatError,)),
    "nested": (Said(raw=b"[" * 200_000), (SourceFormatError,)),
    "a text": (Said(told="text"), (SourceFormatError,)),
    "a number": (Said(told=7), (SourceFormatError,)),
    "too large": (Said(raw=b"[" + b"1" * 6_000_000 + b"]"), (SourceFormatError,)),
    "to a private place": (Said(status=302, headers={"Location": "http://169.254.169.254/"}), (SourceFormatError,)),
    "to a file": (Said(status=302, headers={"Location": "file:///etc/passwd"}), (SourceFormatError,)),
}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_every_refusal_is_one_of_three_with_the_next_step(fake: Fake, refusal: str) -> None:
    said, error = REFUSALS[refusal]
    fake.publish("a ferry")
    account = fake.found()
    fake.always[fake.posts_path] = said
    told, caught = told_until_failure(fake, account)
    assert isinstance(caught, error)
    assert caught.hint
    assert account.address in str(caught)
    assert isinstance(told[-1], Cursor)  # what is to be remembered of it stands before it
    fake.always.clear()
    with time_machine.travel(60 * 60 * 24 * 30 + time.time()):
        assert len(keys(read(fake, account, last(told)))) == 1


def test_a_server_that_is_busy_is_left_alone_as_long_as_it_asks_for(fake: Fake) -> None:
    account = fake.found()
    fake.publish("a ferry")
    fake.says.append((fake.posts_path, Said(status=429, told={}, headers={"Retry-After": "600"})))
    told, caught = told_until_failure(fake, account)
    assert "minutes" in caught.hint
    count = len(fake.asked)
    again, _ = told_until_failure(fake, account, last(told))
    assert len(fake.asked) == count
    with time_machine.travel(time.time() + 700):
        assert len(keys(read(fake, account, last(again)))) == 1


def test_a_rate_that_is_used_up_is_one_for_all_accounts_and_a_fault_is_not(fake: Fake) -> None:
    account = fake.found()
    other = fake.found()
    fake.says.append((fake.posts_path, Said(status=500, raw=b"")))
    told_until_failure(fake, account)
    read(fake, other)  # another account of the same server is read all the same
    used_up = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 900)}
    fake.says.append((fake.posts_path, Said(status=403, told={"message": "rate"}, headers=used_up)))
    told_until_failure(fake, account)
    count = len(fake.asked)
    told_until_failure(fake, other)
    assert len(fake.asked) == count
    with time_machine.travel(time.time() + 1_000):
        read(fake, other)


def test_what_changed_in_a_profile_is_told_once(fake: Fake) -> None:
    account = fake.found()
    first = read(fake, account)
    assert news(first) == []
    fake.change_profile("Boats, and now bicycles")
    second = read(fake, account, last(first))
    (one,) = news(second)
    assert one.kind is NewsKind.PROFILE
    assert one.text == "Bio: Boats, and now bicycles"
    assert one.excerpt == "Before: Bio: Boats."
    assert news(read(fake, account, last(second))) == []


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_text_becomes_plain_and_short(fake: Fake, words: str) -> None:
    account = fake.found()
    first = read(fake, account)
    fake.publish(words)
    fake.change_profile(words)
    for one in news(read(fake, account, last(first))):
        for text in (one.text, one.excerpt, one.about.name, one.author, *one.topics):
            text.encode("utf-8")
            assert not set(text) & set("\x00\u202e\u2066\ufeff")
            assert fake.kind != "mastodon" or "onerror" not in text  # only its words are html
            assert len(text) <= 2_000
        assert one.url.startswith("https://")


@pytest.mark.parametrize("how", [None, 7, "text", [], {}, {"id": {}}, {"post": {"record": 7}}], ids=str)
def test_one_damaged_post_costs_no_other(fake: Fake, how: Any) -> None:
    published = [fake.publish(f"ferry {number}") for number in range(5)]
    fake.spoil(published[2], how)
    told = read(fake, fake.found())
    assert keys(told) == [one for one in published[::-1] if one != published[2]]


def test_a_server_without_an_end_is_stopped(fake: Fake) -> None:
    for number in range(100):
        fake.publish(f"ferry {number}")
    account = fake.found()
    told = read(fake, account)
    fake.asked.clear()
    if fake.kind == "bluesky":
        fake.always[fake.posts_path] = Said(told={"feed": [], "cursor": "the same for ever"})
    read(fake, account, last(told))
    assert len(fake.asked) < 10
