"""Search finds people and messages together, as one types, and shows the words found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.bringing.import_files import import_paths
from kithly.app.persons.people import list_people
from kithly.app.persons.searching import search


@pytest.fixture
def word(browser: Browser) -> str:
    """Return a word that stands in more messages than a page holds."""
    found = max(("the", "audit", "boat", "harbour"), key=lambda one: search(browser.network, one).total)
    assert search(browser.network, found).total > 20
    return found


def test_a_name_finds_the_person_and_marks_it(browser: Browser) -> None:
    person = list_people(browser.network, limit=1).people[0]
    page = browser.ok(browser.get("/search", q=person.name))
    assert f'href="/people/{person.id}"' in page
    assert f"<mark>{person.name.split()[-1]}</mark>" in page


def test_the_beginning_of_a_word_finds_its_messages_with_the_day_and_the_words_marked(
    browser: Browser, word: str
) -> None:
    page = browser.ok(browser.get("/search", q=word[:-1]))
    hits = search(browser.network, f"{word[:-1]}*", limit=20).hits
    assert all(f'href="/records/{hit.record}"' in page for hit in hits)
    assert re.search(rf"<mark>{word}\w*</mark>", page, re.IGNORECASE)
    assert page.count("<time datetime=") == 20


def test_the_piece_that_is_asked_for_while_typing_is_no_whole_page(browser: Browser, word: str) -> None:
    piece = browser.ok(browser.piece("/search/found", q=word))
    assert "<html" not in piece
    assert "<mark>" in piece


def test_older_messages_are_a_link_away_and_none_comes_twice(browser: Browser, word: str) -> None:
    first = browser.ok(browser.get("/search", q=word))
    following = re.search(r'href="(/search\?q=[^"]*from=20)"', first)
    assert following
    second = browser.ok(browser.get(following[1].replace("&amp;", "&")))
    shown = [re.findall(r"/records/([0-9a-f]+)", page) for page in (first, second)]
    assert shown[1]
    assert not set(shown[0]) & set(shown[1])
    more = browser.ok(browser.piece(following[1].replace("&amp;", "&").replace("/search?", "/search/more?")))
    assert re.findall(r"/records/([0-9a-f]+)", more) == shown[1]


def test_nothing_asked_and_nothing_found_say_what_to_do_next(browser: Browser) -> None:
    assert "Who, or about what?" in browser.words("/search")
    assert "Nothing holds xyzzyqux ." in browser.words("/search", q="xyzzyqux")


def test_what_is_typed_is_shown_as_text_and_never_as_a_tag(browser: Browser) -> None:
    attack = "\"'><img src=x onerror=alert(1)>"
    for path in ("/search", "/search/found"):
        page = browser.ok(browser.get(path, q=attack))
        assert "<img" not in page
    assert words_of(page).count("img src=x") == 1


def test_words_on_a_personal_matter_are_found_and_not_quoted(tmp_path: Path) -> None:
    box = tmp_path / "All mail.mbox"
    head = (
        "From - Mon Jan 5 09:00:00 2026\nX-Gmail-Labels: {}\nFrom: {}\nTo: {}\nSubject: {}\n"
        "Date: {} Jan 2026 09:00:00 +0000\n"
    )
    robin, irma = "Robin <robin@quill.example>", "Irma Sandgrouse <irma@grouse.example>"
    sent = head.format("Sent", robin, irma, "Hives", 4) + "Message-ID: <m1@x.example>\n\nHow are you?\n\n"
    text = "My father passed away in May, and the funeral was small."
    came = head.format("Inbox", irma, robin, "Home", 5) + f"Message-ID: <m2@x.example>\n\n{text}\n\n"
    box.write_text(sent + came, "utf-8")
    with browsing(tmp_path / "data") as browser:
        import_paths(browser.network, [box])
        page = browser.ok(browser.get("/search", q="funeral"))
        assert "Irma Sandgrouse wrote" in words_of(page)
        assert "passed away" not in page
        assert "Personal words: they open on their own page." in words_of(page)
