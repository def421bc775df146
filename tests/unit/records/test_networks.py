"""Accounts in Mastodon, Bluesky and GitHub: whatever people type or paste leads to one normal form, or to none."""

from __future__ import annotations

import re
from collections.abc import Callable

import hypothesis.strategies as st
import pytest
from hypothesis import given

from kithly.records import (
    Identity,
    IdentityKind,
    bluesky_identity,
    github_identity,
    mastodon_identity,
    profile_identity,
)

DID = "did:plc:z72i7hdynmk6r22z27h6tvur"
MASTODON = {
    "@Zita@Tide.example": "zita@tide.example",
    "zita@tide.example": "zita@tide.example",
    "acct:zita@tide.example": "zita@tide.example",
    "https://tide.example/@Zita": "zita@tide.example",
    "https://tide.example/@zita/109876543210": "zita@tide.example",
    "https://tide.example/@zita/with_replies": "zita@tide.example",
    "https://tide.example/@zita@far.example": "zita@far.example",
    "https://tide.example/users/zita": "zita@tide.example",
    "https://tide.example/users/zita/statuses/1": "zita@tide.example",
    "tide.example/@zita": "zita@tide.example",
    "\u2068@zita@tide.example\u2069": "zita@tide.example",
    "@zita_q.1@m\u00fcnchen.example": "zita_q.1@xn--mnchen-3ya.example",
}
BLUESKY = {
    "Zita.bsky.social": "zita.bsky.social",
    "@zita.bsky.social": "zita.bsky.social",
    "\u202a@zita.bsky.social\u202c": "zita.bsky.social",
    "https://bsky.app/profile/zita.bsky.social": "zita.bsky.social",
    "bsky.app/profile/zita.bsky.social/post/3kabc": "zita.bsky.social",
    f"https://bsky.app/profile/{DID}": DID,
    f"at://{DID}/app.bsky.feed.post/3kabc": DID,
    "at://zita.example": "zita.example",
    "https://zita.bsky.social": "zita.bsky.social",
    DID.upper(): DID,
    "did:web:boats.example": "did:web:boats.example",
    "boats.example": "boats.example",
}
GITHUB = {
    "Zita-Q": "zita-q",
    "@zita-q": "zita-q",
    "github.com/zita-q": "zita-q",
    "https://www.github.com/zita-q/": "zita-q",
    "https://github.com/zita-q?tab=repositories": "zita-q",
    "https://github.com/zita-q/boats/issues/7": "zita-q",
    "https://gist.github.com/zita-q/0abc": "zita-q",
    "https://api.github.com/users/zita-q": "zita-q",
    "https://github.com/sponsors/zita-q": "zita-q",
    "git@github.com:zita-q/boats.git": "zita-q",
    "https://zita-q.github.io/boats": "zita-q",
    "1234567+zita-q@users.noreply.github.com": "zita-q",
}
NONE: dict[Callable[[str], Identity | None], tuple[str, ...]] = {
    mastodon_identity: (
        "zita",
        "@zita",
        "https://medium.com/@zita",
        "https://www.youtube.com/@zita",
        "https://tide.example/about",
        "https://tide.example/@",
        "zita@localhost",
        "@zita@tide.example and more",
        "@zi/ta@tide.example",
        "https://zita:word@tide.example/@zita",
        "@zita@" + "a" * 64 + ".example",
    ),
    bluesky_identity: (
        "zita",
        "handle.invalid",
        "zita.local",
        "127.0.0.1",
        "zita@tide.example",
        "did:plc:short",
        "did:key:abc",
        "https://example.org/profile/zita.bsky.social",
        "https://bsky.app/about",
        "-zita.example",
        "zita_q.bsky.social",
    ),
    github_identity: (
        "dependabot[bot]",
        "https://github.com/settings/profile",
        "https://github.com/orgs/boats",
        "https://github.com",
        "https://example.org/zita",
        "zita.q",
        "-zita",
        "z" * 40,
        "https://api.github.com/repos/zita/boats",
        "zita@boats.example",
    ),
}
FORMS = {
    IdentityKind.MASTODON: re.compile(r"[a-z0-9_.\-]{1,100}@[a-z0-9.\-]{3,253}"),
    IdentityKind.BLUESKY: re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-z0-9.\-]+)|[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"),
    IdentityKind.GITHUB: re.compile(r"[a-z0-9][a-z0-9\-]{0,38}"),
}
READERS = (mastodon_identity, bluesky_identity, github_identity)
FOREIGN = st.text(max_size=80) | st.text("[]:/@?#.%-abc0+~ \x1b\u202a\u0130ßgithub.com", max_size=60)
LABELS = st.from_regex(r"[a-z0-9]([a-z0-9\-]{0,8}[a-z0-9])?", fullmatch=True)


@pytest.mark.parametrize("text", MASTODON)
def test_an_account_of_the_fediverse_is_one_however_it_is_written(text: str) -> None:
    assert mastodon_identity(text) == Identity(IdentityKind.MASTODON, MASTODON[text])


@pytest.mark.parametrize("text", BLUESKY)
def test_an_account_of_bluesky_is_one_however_it_is_written(text: str) -> None:
    assert bluesky_identity(text) == Identity(IdentityKind.BLUESKY, BLUESKY[text])


@pytest.mark.parametrize("text", GITHUB)
def test_an_account_of_github_is_one_however_it_is_written(text: str) -> None:
    assert github_identity(text) == Identity(IdentityKind.GITHUB, GITHUB[text])


@pytest.mark.parametrize(("reader", "text"), [(reader, text) for reader, texts in NONE.items() for text in texts])
def test_what_is_no_account_is_none(reader: Callable[[str], Identity | None], text: str) -> None:
    assert reader(text) is None


@given(FOREIGN)
def test_any_text_is_an_account_in_normal_form_or_none(text: str) -> None:
    for reader in READERS:
        found = reader(text)
        assert found is None or FORMS[found.kind].fullmatch(found.value)
        assert found is None or reader(found.value) == found


@given(LABELS, LABELS)
def test_every_way_of_writing_an_account_means_the_same(name: str, host: str) -> None:
    login = mastodon_identity(f"@{name}@{host}.example")
    assert login is not None
    assert mastodon_identity(f"https://{host}.example/@{name}/1") == login
    assert mastodon_identity(f" acct:{name.upper()}@{host.upper()}.EXAMPLE ") == login
    handle = bluesky_identity(f"{name}.{host}.example")
    assert handle is not None
    assert bluesky_identity(f"https://bsky.app/profile/{name}.{host}.example") == handle
    assert bluesky_identity(f"\u202a@{name}.{host}.EXAMPLE\u202c") == handle


@given(LABELS)
def test_a_page_at_github_leads_to_its_member_or_is_a_page_of_the_site(name: str) -> None:
    found = github_identity(name)
    assert github_identity(f"https://github.com/{name.upper()}/boats") == found
    assert github_identity(f"{name}@users.noreply.github.com") == found
    shown = profile_identity(f"https://github.com/{name}")
    assert shown is not None
    assert (shown.kind is IdentityKind.GITHUB) == (found is not None)
