"""Records survive the store unchanged, and equal records are equal bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kithly.records import (
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    IdentityKind,
    Message,
    PartialDate,
    Party,
    PersonNote,
    Position,
    Post,
    Profile,
    Record,
)
from kithly.records.json_form import from_json, schema_of, to_json
from kithly.store.payload import digest, from_bytes, kind_of, pack, to_bytes, unpack

ANA = Party(name="Ana Fictional", identity=Identity(IdentityKind.EMAIL, "ana@example.org"))
NOBODY = Party(name="", identity=None)
NOON = datetime(2024, 2, 29, 12, 0, 0, tzinfo=UTC)

EVERYTHING: list[Record] = [
    Contact(
        key="c",
        name="Ana Fictional 🎉",
        given="Ana",
        identities=(Identity(IdentityKind.EMAIL, "ana@example.org"), Identity(IdentityKind.LINKEDIN, "ana-f")),
        company="Globex",
        title="Lead",
        connected_on=PartialDate(year=2019, month=4, day=2),
        birthday=PartialDate(month=2, day=29),
        note="met in Oslo",
    ),
    Message(key="m", channel=Channel.MAIL, at=None, sender=None),
    Message(
        key="m2",
        channel=Channel.LINKEDIN,
        at=NOON + timedelta(microseconds=7),
        sender=ANA,
        to=(ANA, NOBODY),
        cc=(ANA,),
        recipients=3,
        subject="Re: \0 \ud800 é",
        text="Hello\n> quoted",
        own="Hello",
        signature="Ana",
        message_id="1@example.org",
        parent="0@example.org",
        thread="0@example.org",
        flags=Flag.ASKS | Flag.LIST,
        labels=("inbox",),
        attachments=("a.pdf",),
    ),
    Message(key="m3", channel=Channel.MAIL, at=NOON, sender=ANA, text="a b c", own="b c"),
    Gesture(key="g", kind=GestureKind.ENDORSEMENT, channel=Channel.LINKEDIN, outgoing=True, other=NOBODY, at=None),
    Position(key="p", kind="school", organisation="Fictional School", started=PartialDate(year=1999)),
    Profile(key="me", name="Me", identities=(Identity(IdentityKind.PHONE, "+15550100"),), certain=False),
    PersonNote(key="n", other=ANA, text="likes chess\n\n and tea", at=NOON),
    PersonNote(key="n2", other=ANA, text=""),
    Post(key="s", kind="share", at=None, text="Hello", url="https://example.org"),
]


@pytest.mark.parametrize("record", EVERYTHING, ids=lambda record: str(record.key))
def test_a_record_comes_back_as_it_went_in(record: Record) -> None:
    assert from_bytes(kind_of(record), unpack(pack(to_bytes(record)))) == record


def test_the_zone_in_which_an_instant_was_told_does_not_change_the_content() -> None:
    here = Message(key="m", channel=Channel.MAIL, at=NOON, sender=ANA)
    there = replace(here, at=NOON.astimezone(timezone(timedelta(hours=5))))
    assert digest(to_bytes(there)) == digest(to_bytes(here))


def test_defaults_take_no_room_and_so_new_fields_change_no_hash() -> None:
    assert to_bytes(Contact(key="c", name="")) == b'{"key":"c","name":""}'


def test_a_text_that_begins_with_the_authors_own_words_is_kept_once() -> None:
    words = "long words " * 100
    data = to_bytes(Message(key="m", channel=Channel.MAIL, at=None, sender=None, text=words + "\n> q", own=words))
    assert data.count(b"long") == 100


def test_content_hashes_are_positive_and_fit_a_signed_column() -> None:
    hashes = [digest(str(number).encode()) for number in range(200)]
    assert min(hashes) >= 0
    assert max(hashes) < 1 << 63
    assert len(set(hashes)) == 200


@pytest.mark.parametrize("record", EVERYTHING)
def test_a_record_comes_back_from_the_json_of_an_export_byte_for_byte(record: Record) -> None:
    told = json.loads(json.dumps(to_json(record)))
    assert to_bytes(from_json(kind_of(record), told)) == to_bytes(record)
    assert set(told) <= set(schema_of(kind_of(record))["properties"])
