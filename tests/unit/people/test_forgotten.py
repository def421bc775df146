"""Who was forgotten is known by salted sums: in handles, names, texts and records; nobody else is."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.people.forgotten import LEFT_OUT, Marks, keys_of_handle, keys_of_name, record_key, without
from kithly.people.forgotten.quick import Quick
from kithly.records import (
    Channel,
    Contact,
    Flag,
    Gesture,
    GestureKind,
    Identity,
    IdentityKind,
    Meeting,
    Message,
    News,
    NewsKind,
    Party,
    Record,
    Relation,
    email_identity,
    linkedin_identity,
    mastodon_identity,
    name_identity,
    phone_identity,
)
from kithly.store.payload import to_bytes

SALT, AT = b"0123456789abcdef", datetime(2026, 1, 1, tzinfo=UTC)


def some(identity: Identity | None) -> Identity:
    assert identity is not None
    return identity


MAIL, PHONE = some(email_identity("ana@lee.example")), some(phone_identity("+44 20 7946 0958"))
PROFILE = some(linkedin_identity("https://www.linkedin.com/in/ana-lee-1"))
HANDLE = some(mastodon_identity("@ana@social.example"))
HANDLES, OFFICE = (MAIL, PHONE, PROFILE, HANDLE), some(email_identity("office@lee.example"))
NAMES = ("Ana Maria O'Neill-Léé", "山田 太郎", "Ольга Петрова")
ME, BEN = some(email_identity("me@self.example")), some(email_identity("ben@x.example"))
KEYS = frozenset(
    [key for one in HANDLES for key in keys_of_handle(one, SALT)]
    + [key for name in NAMES for key in keys_of_name(name, SALT)]
    + list(keys_of_handle(OFFICE, SALT, shared=True))
)
MARKS = Marks(KEYS)
ANA, OTHER = Party(name=NAMES[0], identity=MAIL), Party(name="Ben Marlow", identity=BEN)
EGO = Party(name="Me Self", identity=ME)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ask Ana Maria O'Neill-Lee.", "Ask […]."),
        ("ANA LEE and Lee, Ana and O'Neill-Lee, Ana Maria", "[…] and […] and O'Neill-[…] Maria"),
        ("Ana Lee's car, Ana Lees Auto", "[…] car, […] Auto"),
        ("Ana\n> Lee wrote", "[…] wrote"),
        ("ana_lee.vcf, Ana%20Lee.vcf, ana-lee.vcf", "[…].vcf, […].vcf, […].vcf"),
        (unicodedata.normalize("NFD", "Ana Léé"), "[…]"),
        ("山田太郎さん、山田 太郎", "[…]さん、[…]"),
        ("Ольга Петрова, ПЕТРОВА ОЛЬГА", "[…], […]"),
        ("<ANA@lee.example>, (ana@lee.example)", "<[…]>, ([…])"),
        ("020 7946 0958; +44 (0)20-7946.0958; 0044 20 79460958", "[…]; […]; […]"),
        ("https://uk.linkedin.com/in/ana-lee-1/?x=1 and linkedin.com/in/ana-lee-1.", "[…] and […]."),
        ("@ana@social.example posted", "@[…] posted"),
        ("https://x.example/Ana%20L%C3%A9%C3%A9", "[…]"),
    ],
)
def test_they_are_found_however_they_are_written(text: str, left: str) -> None:
    assert MARKS.cleaned(text) == left
    assert MARKS.cleaned(left) == left


@pytest.mark.parametrize(
    "text",
    [
        "Anna Lee; Ana Leeds, Ana! The lee side",
        "Ana met somebody; Lee did not",
        "ana@lee.example.org, xana@lee.example, ben@lee.example",
        "020 7946 0959, 12 3456 7890",
        "linkedin.com/in/analee-12",
        "office@lee.example",
        "",
    ],
)
def test_nobody_else_is_left_out(text: str) -> None:
    assert MARKS.cleaned(text) == text


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_what_was_cleaned_is_clean(text: str) -> None:
    clean = MARKS.cleaned(text)
    assert MARKS.cleaned(clean) == clean
    assert MARKS.cleaned(f"{text} ana@lee.example") != f"{text} ana@lee.example" or text.endswith(tuple('@=([,;:<>"'))


@given(st.text(max_size=60), st.sampled_from([*NAMES, "Ana Lee", "ana@lee.example", "020 7946 0958", "ana-lee-1"]))
def test_the_quick_look_never_says_no_where_one_of_them_stands(around: str, who: str) -> None:
    quick = Quick(NAMES, HANDLES)
    message = Message(key="1", channel=Channel.MAIL, at=AT, sender=OTHER, to=(EGO,), text=f"{around} {who} {around}")
    if without(message, MARKS, {ME}) != message:
        assert quick.may_hold(to_bytes(message))


def test_a_number_is_one_in_every_spelling_and_network() -> None:
    told = ("02079460958", "+442079460958", "00442079460958")
    assert all(MARKS.knows(phone_identity(one)) for one in told)
    assert MARKS.knows(Identity(IdentityKind.WHATSAPP, "+442079460958"))
    assert not MARKS.knows(phone_identity("+442079460959"))
    assert not MARKS.knows(phone_identity("0958"))


def test_a_bare_name_of_any_source_is_known_and_a_handle_tells_a_namesake_apart() -> None:
    assert MARKS.knows(name_identity("whatsapp", "Ana Léé"))
    namesake = Contact(key="1", name="Ana Lee", identities=(BEN,))
    assert without(namesake, MARKS) == namesake
    assert without(replace(namesake, identities=()), MARKS) is None


def mail(sender: Party, *to: Party, **more: object) -> Message:
    return replace(Message(key="1", channel=Channel.MAIL, at=AT, sender=sender, to=to), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "record",
    [
        mail(ANA, EGO),
        mail(ANA, EGO, OTHER),
        mail(EGO, ANA),
        mail(EGO, ANA, EGO),
        mail(EGO, ANA, flags=Flag.SENT),
        mail(Party(name="Ana Lee", identity=OFFICE), EGO),
        Contact(key="1", name="A.", identities=(PHONE,)),
        Gesture(key="1", kind=GestureKind.CALL, channel=Channel.CALL, outgoing=True, other=ANA, at=AT),
        Meeting(key="1", channel=Channel.MEETING, at=AT, title="x", attendees=(EGO, ANA)),
        News(key="1", kind=NewsKind.JOB, channel=Channel.LINKEDIN, at=AT, about=ANA),
        News(key="1", kind=NewsKind.SHARED, channel=Channel.LINKEDIN, at=AT, about=OTHER, author="Ana Lee"),
    ],
)
def test_what_is_theirs_goes_as_a_whole(record: Record) -> None:
    assert without(record, MARKS, {ME}) is None


def test_what_is_among_several_stays_without_them() -> None:
    said = "Yes.\n\nAna Lee wrote:\n> her words"
    left = without(mail(OTHER, EGO, ANA, text=said, own="Yes.", subject="Ana Lee"), MARKS, {ME})
    assert left == mail(OTHER, EGO, text="Yes.", own="Yes.", subject=LEFT_OUT, recipients=2)
    meeting = Meeting(key="1", channel=Channel.MEETING, at=AT, title="Ana Lee, Ben", attendees=(EGO, ANA, OTHER))
    assert without(meeting, MARKS, {ME}) == replace(meeting, title="[…], Ben", attendees=(EGO, OTHER), attendance=3)
    ben = Contact(key="b", name="Ben", identities=(BEN,), relations=(Relation(label="spouse", name="Ana Lee"),))
    assert without(ben, MARKS) == replace(ben, relations=())


def test_words_from_a_shared_address_go_only_under_their_name() -> None:
    ours = mail(Party(name="Ben Marlow", identity=OFFICE), EGO)
    assert without(ours, MARKS, {ME}) == ours
    to_both = mail(OTHER, EGO, Party(name="Ana Lee", identity=OFFICE))
    assert without(to_both, MARKS, {ME}) == mail(OTHER, EGO, recipients=2)


def test_an_entry_that_nothing_tells_is_known_by_its_own_id() -> None:
    marks = Marks([record_key(b"\x01" * 16, SALT)])
    assert marks.knows_record(b"\x01" * 16)
    assert not marks.knows_record(b"\x02" * 16)


def test_no_key_holds_a_word_and_another_salt_gives_others() -> None:
    told = repr(sorted(KEYS)).casefold()
    assert not any(word in told for word in ("ana", "lee", "7946", "o'neill"))
    others = {key.hash for one in HANDLES for key in keys_of_handle(one, b"fedcba9876543210")}
    assert not others & {key.hash for key in KEYS}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("สมชาย ใจดี", "กับ สมชาย ใจดี ที่ออสโล"),
        ("マイケル ジョーダン", "昨日 マイケル ジョーダン と"),
        ("Maria del Carmen de la Cruz Lopez", "with Maria del Carmen de la Cruz Lopez in Oslo"),
    ],
)
def test_long_names_and_other_scripts_are_found_too(name: str, text: str) -> None:
    cleaned = Marks(keys_of_name(name, SALT)).cleaned(text)
    assert LEFT_OUT in cleaned
    assert Quick([name], []).may_hold(text.encode())
