"""Every piece of evidence leads to its record: the words as written, and the file they were read in."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from tests.e2e.web.conftest import Browser, browsing, words_of

from kithly.app.belonging.word import note
from kithly.app.bringing.import_files import import_paths
from kithly.app.persons.people import list_people, show_person
from kithly.app.persons.searching import search
from kithly.testing.store_samples import keep, mail, sighted

MAIL = """From - Mon Jan 5 09:00:00 2026
X-Gmail-Labels: {labels}
From: {sender}
To: {to}
Subject: {subject}
Date: {day} Jan 2026 09:00:00 +0000
Message-ID: <m{day}@quill.example>

{text}

"""
ROBIN, IRMA = "Robin Quillfeather <robin@quill.example>", "Irma Sandgrouse <irma@grouse.example>"


def test_a_message_is_shown_whole_as_it_was_written_with_its_file(tmp_path: Path) -> None:
    text = "Two spaces  here,\na second line,\nand <b>no tag</b>: https://bees.example/winter"
    box = tmp_path / "All mail.mbox"
    sent = MAIL.format(labels="Sent", sender=ROBIN, to=IRMA, subject="Hives", day=4, text="Where do bees go?")
    box.write_text(sent + MAIL.format(labels="Inbox", sender=IRMA, to=ROBIN, subject="Bees", day=5, text=text), "utf-8")
    with browsing(tmp_path / "data") as browser:
        import_paths(browser.network, [box])
        hit = search(browser.network, "second line").hits[0]
        page = browser.ok(browser.get(f"/records/{hit.record}"))
    said = words_of(page)
    assert "Two spaces  here,\na second line,\nand &lt;b&gt;no tag&lt;/b&gt;: https://bees.example/winter" in page
    assert "Their mail, 5 January 2026" in said
    assert "All mail.mbox" in said
    assert "https://bees.example/winter" not in re.findall(r'href="([^"]*)"', page)
    assert hit.person is not None
    assert f'href="/people/{hit.person.id}"' in page


def test_words_on_a_personal_matter_open_only_when_asked(tmp_path: Path) -> None:
    box = tmp_path / "All mail.mbox"
    text = "My father passed away in May. The funeral was small."
    sent = MAIL.format(labels="Sent", sender=ROBIN, to=IRMA, subject="Hives", day=4, text="How are you?")
    box.write_text(
        sent + MAIL.format(labels="Inbox", sender=IRMA, to=ROBIN, subject="Her funeral", day=5, text=text), "utf-8"
    )
    with browsing(tmp_path / "data") as browser:
        import_paths(browser.network, [box])
        hit = search(browser.network, "funeral").hits[0]
        page = browser.ok(browser.get(f"/records/{hit.record}"))
    folded = re.search(r'<details class="fold[^>]*>(.*?)</details>', page, re.DOTALL)
    assert folded
    assert " open" not in page[folded.start() : page.index(">", folded.start())]
    assert "funeral" in folded[1]
    assert "funeral" not in page.replace(folded[1], "")


def test_what_an_export_said_of_somebody_is_shown_line_by_line(browser: Browser) -> None:
    people = [show_person(browser.network, row.id) for row in list_people(browser.network, limit=40).people]
    person = next(one for one in people if one.records and one.company)
    said = browser.words(f"/records/{person.records[0].record}")
    assert person.company in said
    assert "Connections.csv" in said


def test_the_users_own_word_is_a_record_too(browser: Browser) -> None:
    person = list_people(browser.network, limit=1).people[0]
    note(browser.network, person.id, "Grows dahlias")
    word = show_person(browser.network, person.id).notes[0].id
    said = browser.words(f"/records/{word}")
    assert "Grows dahlias" in said
    assert "You said so yourself." in said


@pytest.mark.parametrize("record", ["0123456789abcdef0123456789abcdef", "x", "%00"])
def test_a_record_that_is_not_there_is_said_so(browser: Browser, record: str) -> None:
    answer = browser.get(f"/records/{record}")
    assert answer.status_code == 404
    assert "This record is not here any more." in words_of(answer.text)


def test_a_message_of_which_only_the_head_is_read_does_not_seem_to_hold_no_words(tmp_path: Path) -> None:
    with browsing(tmp_path / "data") as browser:
        store = browser.network.store
        keep(store, "me@quill.example/Sent", [sighted(replace(mail("1", "me", "irma"), headers_only=True))])
        with store.reading() as kept:
            (record,) = kept.records.by_kind("message")
        said = words_of(browser.ok(browser.get(f"/records/{record.id}")))
    assert "Only its head is read so far" in said
    assert "no words" not in said
