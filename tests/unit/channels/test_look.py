"""Pages to look at first."""

from __future__ import annotations

from kithly.channels import pages
from kithly.records import Identity, IdentityKind


def test_profile_activity_and_search_in_this_order() -> None:
    links = pages([Identity(IdentityKind.LINKEDIN, "ana-example")], name="Ana Example", company="Globex & Co")
    assert [link.url for link in links] == [
        "https://www.linkedin.com/in/ana-example/",
        "https://www.linkedin.com/in/ana-example/recent-activity/all/",
        "https://duckduckgo.com/?q=%22Ana+Example%22+%22Globex+%26+Co%22",
    ]


def test_an_address_is_never_searched_for() -> None:
    assert pages([Identity(IdentityKind.EMAIL, "ana@example.org")], name="ana@example.org") == ()


def test_a_hostile_slug_or_page_gives_no_link() -> None:
    hostile = [Identity(IdentityKind.LINKEDIN, "../evil?x"), Identity(IdentityKind.URL, "javascript:alert(1)")]
    assert pages(hostile, name="") == ()


def test_quotes_in_a_name_do_not_break_the_search() -> None:
    assert pages([], name='Ana "Nan" Example')[0].url.count("%22") == 2
