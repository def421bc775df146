"""Cards written by Kithly are read again as they were."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
import vobject
from hypothesis import example, given, settings

from kithly.records import Contact, Identity, IdentityKind, NamedDay, PartialDate, Relation, clean_name, one_line
from kithly.sources._formats.vcard import Book, Version, contact_of, parse, raw_cards, write_card
from kithly.sources._formats.vcard.words import is_everybody, is_starred

PNG = b"\x89PNG\r\n\x1a\n"
LATEST = datetime(2030, 1, 1, tzinfo=UTC)
WORD = st.text(st.characters(categories=["L"]), min_size=1, max_size=12).map(clean_name).filter(bool)
TEXT = st.text(st.characters(exclude_categories=["C"]), max_size=200).map(one_line)
LINE = TEXT.map(lambda text: text.strip(" ,")).filter(bool)
# Words that a card's labels say something else by: everybody is in that group, or is somebody the user marked.
GROUP = LINE.map(lambda text: text[:60].strip()).filter(lambda text: not is_everybody(text) and not is_starred(text))
LABEL = st.sampled_from(["friend", "spouse", "Coach", "mother in law", "colleague"])
DAYS = st.dates(datetime(1900, 1, 1).date(), datetime(2025, 1, 1).date()).map(PartialDate.of)  # noqa: DTZ001
YEARLESS = DAYS.map(lambda day: replace(day, year=None))
IDENTITIES = st.sampled_from(
    [
        Identity(IdentityKind.EMAIL, "zita@boats.example"),
        Identity(IdentityKind.PHONE, "+15550100"),
        Identity(IdentityKind.PHONE, "05550100"),
        Identity(IdentityKind.LINKEDIN, "zita-q"),
        Identity(IdentityKind.LINKEDIN, "zoë"),
        Identity(IdentityKind.GITHUB, "zita"),
        Identity(IdentityKind.MASTODON, "zita@tide.example"),
        Identity(IdentityKind.BLUESKY, "zita.example"),
        Identity(IdentityKind.TELEGRAM, "zita_q"),
        Identity(IdentityKind.WHATSAPP, "+15550100"),
        Identity(IdentityKind.FACEBOOK, "zita.q"),
        Identity(IdentityKind.FACEBOOK, "1000"),
        Identity(IdentityKind.URL, "https://boats.example/zita?a=1,2"),
        Identity(IdentityKind.OTHER, "skype:zita.q"),
        Identity(IdentityKind.OTHER, "tel:+15550100;ext=12"),
    ]
)


@st.composite
def people(draw: st.DrawFn) -> Contact:
    given_name, family = draw(WORD), draw(WORD)
    return Contact(
        key="uid:" + draw(st.uuids()).__str__(),
        name=f"{given_name} {family}",
        given=given_name,
        identities=tuple(sorted(draw(st.sets(IDENTITIES)))),
        company=clean_name(draw(LINE)),
        title=clean_name(draw(LINE)),
        birthday=draw(DAYS | YEARLESS | st.none()),
        note="\n".join(draw(st.lists(LINE, max_size=3))),
        nickname=draw(st.just("") | WORD.map(lambda word: word.replace(",", "") or "Z")),
        labels=tuple(dict.fromkeys(draw(st.lists(GROUP, max_size=3)))),
        days=tuple(
            dict.fromkeys(
                draw(
                    st.lists(
                        st.builds(NamedDay, label=st.just("anniversary") | st.just("boat bought"), day=DAYS | YEARLESS),
                        max_size=3,
                    )
                )
            )
        ),
        relations=tuple(
            dict.fromkeys(draw(st.lists(st.builds(Relation, label=LABEL, name=LINE.map(clean_name)), max_size=3)))
        ),
        places=tuple(dict.fromkeys(draw(st.lists(LINE, max_size=2)))),
        starred=draw(st.booleans()),
        died=draw(st.booleans()),
    )


def read(data: bytes) -> Contact:
    (raw,) = raw_cards(io.BytesIO(data))
    found = contact_of(parse(raw), Book(), latest=LATEST)
    assert found.contact is not None
    return found.contact


def alike(contact: Contact) -> Contact:
    """Return a contact with what has no order in order."""
    return replace(
        contact,
        identities=tuple(sorted(contact.identities)),
        days=tuple(sorted(contact.days, key=repr)),
        relations=tuple(sorted(contact.relations, key=repr)),
    )


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@example(
    Contact(
        key="uid:e3e70682-c209-4cac-629f-6fbed82c07cd",
        name="Zita Quill",
        given="Zita",
        relations=(Relation(label="friend", name="Odo://Fenn"),),
    )
)
@settings(max_examples=120)
@given(contact=people())
def test_a_card_that_is_written_is_read_as_it_was(version: Version, contact: Contact) -> None:
    assert alike(read(write_card(contact, version=version))) == alike(contact)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@settings(max_examples=40)
@given(contact=people())
def test_another_library_reads_the_same_name_and_note(version: Version, contact: Contact) -> None:
    data = write_card(contact, version=version)
    assert all(len(row) <= 75 for row in data.split(b"\r\n"))
    found = vobject.readOne(data.decode())
    assert found.fn.value == contact.name
    assert (found.note.value if contact.note else "") == contact.note


@given(photo=st.binary(max_size=400).map(lambda more: PNG + more))
def test_a_picture_is_written_and_read(photo: bytes) -> None:
    contact = Contact(key="uid:a", name="Zita Quill", given="Zita")
    for version in ("3.0", "4.0"):
        (raw,) = raw_cards(io.BytesIO(write_card(contact, version=version, photo=photo, media_type="image/png")))
        assert contact_of(parse(raw), Book(), latest=LATEST).photo == photo
