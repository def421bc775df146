"""What can be followed, by its address alone: a person's own place, never a house's, and LinkedIn never."""

from __future__ import annotations

import pytest

from kithly.history.followable import (
    SERVERS,
    account_kind,
    followable,
    followable_home,
    host_asked,
    is_closed,
    is_employers,
)
from kithly.sources.bluesky import source as bluesky
from kithly.sources.github import source as github

NAME = "Ana Lee-Ruiz"


@pytest.mark.parametrize(
    ("text", "kind", "address"),
    [
        ("github.com/Ana-Lee/boats", "github", "https://github.com/ana-lee"),
        ("@ana@pots.example", "mastodon", "@ana@pots.example"),
        ("https://pots.example/@ana/1234", "mastodon", "@ana@pots.example"),
        ("https://bsky.app/profile/ana.example", "bluesky", "ana.example"),
        ("@ana.bsky.social", "bluesky", "ana.bsky.social"),
        ("@ana.boats.example", "bluesky", "ana.boats.example"),
        ("https://ana.substack.com/p/night", "feed", "https://ana.substack.com"),
        ("https://medium.com/@ana/night-123", "feed", "https://medium.com/@ana"),
        ("https://www.youtube.com/@ana/videos", "feed", "https://www.youtube.com/@ana"),
        ("https://uni.example/~x17", "feed", "https://uni.example/~x17"),
        ("www.ana-lee.example", "feed", "https://www.ana-lee.example"),
        ("https://analeeruiz.example/blog", "feed", "https://analeeruiz.example/blog"),
    ],
)
def test_a_persons_own_place_is_recognised(text: str, kind: str, address: str) -> None:
    found = followable(text, name=NAME)
    assert found is not None
    assert (found.kind, found.address, found.is_own) == (kind, address, True)


@pytest.mark.parametrize("text", ["https://www.acme.example", "https://banana.example/team", "https://leeds.example"])
def test_a_page_that_bears_no_name_may_be_anybodys(text: str) -> None:
    found = followable(text, name=NAME)
    assert found is not None
    assert not found.is_own


@pytest.mark.parametrize(
    "text",
    [
        "", "nonsense", "@nonsense", "ana@example.org", "javascript:alert(1)", "file:///etc/passwd", "https://github.com",
        "https://bsky.app", "https://x.com/ana", "https://zoom.us/j/123", "https://docs.google.com/d/1",
        "https://youtube.com/watch?v=1", "https://medium.com", "https://de.wikipedia.org/wiki/Ana", "http://[::1",
        "https://user:word@ana.example/", "https://ana.example/\x1b[0m", "https://www.linkedin.com/in/ana", "https://linkedin.com/company/x",
    ],
)  # fmt: skip
def test_what_is_nobodys_or_closed_is_never_followed(text: str) -> None:
    assert followable(text, name=NAME) is None


@pytest.mark.parametrize(
    "text",
    [
        "https://www.linkedin.com/in/ana",
        "http://de.linkedin.com/pulse/x",
        "lnkd.in/abc",
        "linkedin.com/feed",
        "LinkedIn.com",
    ],
)
def test_linkedin_is_known_in_all_its_forms(text: str) -> None:
    assert is_closed(text)
    assert not is_closed(f"https://notlinkedin.com/{text}")


def test_where_something_stands_tells_of_its_author_only_where_it_bears_their_name() -> None:
    home = followable_home("https://analee.example/2026/night", name="Ana Lee")
    assert home is not None
    assert home.address == "https://analee.example"
    assert followable_home("https://paper.example/by/ana-lee", name="Ana Lee") is None
    place = followable_home("https://ana.bearblog.dev/night", name="Zed Q")
    assert place is not None
    assert place.address == "https://ana.bearblog.dev"


def test_the_page_of_the_house_somebody_works_for_is_told() -> None:
    assert is_employers("https://www.acme.example", company="Acme GmbH", domain="")
    assert is_employers("https://acme.example", company="", domain="acme.example")
    assert is_employers("https://shop.acme.example/x", company="", domain="acme.example")
    assert not is_employers("https://ana.example", company="Acme GmbH", domain="acme.example")
    assert not is_employers("@ana@acme.example", company="Acme", domain="acme.example")


def test_what_the_user_types_is_a_network_or_else_a_page() -> None:
    kinds = [account_kind(one) for one in ("@a@b.example", "github.com/a", "a.bsky.social", "http://localhost:8000/x")]
    assert kinds == ["mastodon", "github", "bluesky", "feed"]


def test_the_hosts_that_are_named_before_a_yes_are_those_that_are_asked() -> None:
    assert SERVERS == {"bluesky": bluesky.HOST, "github": github.HOST}
    found = followable("https://www.ana.example/blog", name="Ana Lee")
    assert found is not None
    assert host_asked(found) == "ana.example"
