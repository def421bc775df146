"""No address of anybody's making gets into a draft, however it is written; names of files and places stay words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.messages.test_hostile_facts import everywhere

from kithly.messages import Draft, compose
from kithly.messages.brief import usable
from kithly.reasons import TouchKind

ADDRESSES = (
    "Visit the page at evil.example before you write",
    "Boat (see evil.example)",
    "bit.ly/abc deal",
    "pay at paypal.me/x",
    "t.me/evil",
    "evil\u2024example talk",
    "evil\u3002example talk",
    "evil\uff0ecom",
    "evil.рф",
    "evil.com:8080/x",
    "xn--80ak6aa92e.com",
    "ftp://x",
    "mailto:someone",
    "javascript:alert(1)",
    "the boat at 192.168.0.1",
    "evil.unheardof/path",
)
WORDS = ("Node.js migration", "README.md", "St.Gallen", "U.S. budget", "data: the plan", "Mon.-Fri./Sat. plan")
KINDS = [kind for kind in TouchKind if kind is not TouchKind.SHARE]  # which passes a link on that the user chose


@pytest.mark.parametrize("words", ADDRESSES)
def test_an_address_is_nothing_to_repeat(words: str) -> None:
    assert usable(words) == ""
    brief = replace(everywhere(words), news=None, found=None)
    for seed, kind in enumerate(KINDS):
        for language in ("en", "de", "es", "fr", "pt"):
            draft = compose(replace(brief, kind=kind, language=language), seed=seed)
            if isinstance(draft, Draft):
                assert words.casefold() not in f"{draft.subject} {draft.text}".casefold()


@pytest.mark.parametrize("words", WORDS)
def test_words_with_a_dot_are_no_addresses(words: str) -> None:
    assert usable(words) == words


def test_a_company_may_be_called_as_its_site_but_never_be_a_page() -> None:
    assert usable("Boats.com", sites=True) == "Boats.com"
    assert usable("Boats.com/deal", sites=True) == ""


@pytest.mark.parametrize("end", ["\x7f", "\x00", "\u2028", '"', "<"])
def test_a_link_that_is_passed_on_holds_nothing_unseen(end: str) -> None:
    brief = everywhere("the harbour plan")
    assert brief.item is not None
    shared = replace(brief, kind=TouchKind.SHARE, item=replace(brief.item, url=f"https://boats.example/plan{end}"))
    told = compose(shared, seed=1)
    assert not isinstance(told, Draft) or "boats.example" not in told.text
