"""Who was forgotten is in no field of any record, in no script, in no link; and others keep their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.people.forgotten import LEFT_OUT, Marks, erasing, keys_of_handle, keys_of_name, without
from kithly.people.forgotten.keys import folded, word_pattern
from kithly.people.forgotten.quick import Quick
from kithly.records import (
    KINDS,
    Channel,
    Contact,
    Identity,
    IdentityKind,
    Message,
    NamedDay,
    News,
    NewsKind,
    PartialDate,
    Party,
    Profile,
    Record,
    Relation,
    name_identity,
    profile_identity,
)
from kithly.store.payload import to_bytes

SALT, AT = b"0123456789abcdef", datetime(2026, 1, 1, tzinfo=UTC)
NAME, OTHER = "Ana Lee", Identity(IdentityKind.EMAIL, "ben@x.example")
CANARY = "Bob (Ana Lee's brother)"
MAIL, PHONE = Identity(IdentityKind.EMAIL, "ana@lee.example"), Identity(IdentityKind.PHONE, "+442079460958")
MARKS = Marks([*keys_of_name(NAME, SALT), *keys_of_handle(MAIL, SALT), *keys_of_handle(PHONE, SALT)])
ONLY_NAMES = Marks(keys_of_name("Ana Léé", SALT))
VALUES = (*KINDS.values(), Party, Relation, NamedDay)


def only(hint: Any) -> Any:
    """Return a type without None."""
    return next((one for one in get_args(hint) if one is not NoneType), hint) if NoneType in get_args(hint) else hint


def sample(kind: Any) -> Any:
    """Return some value of a type that names nobody."""
    kind = only(kind)
    if get_origin(kind) is tuple:
        return (sample(get_args(kind)[0]),)
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    plain = {str: "x", int: 1, bool: False, datetime: AT, date: AT.date(), Identity: OTHER}
    if kind in plain:
        return plain[kind]
    if kind is PartialDate:
        return PartialDate(year=2020)
    if issubclass(kind, Enum):
        return next(iter(kind))
    assert kind in VALUES, f"{kind} is new: say what it may hold"
    hints = get_type_hints(kind)
    return kind(**{one.name: sample(hints[one.name]) for one in fields(kind) if one.default is MISSING})


def with_word(kind: Any, word: str) -> Iterator[tuple[str, Any]]:
    """Yield values of a type with a word in each text they may hold, with the place of that text."""
    kind = only(kind)
    if get_origin(kind) is tuple:
        yield from ((place, (value,)) for place, value in with_word(get_args(kind)[0], word))
    elif kind is str:
        yield "", word
    elif is_dataclass(kind) and kind not in {Identity, PartialDate}:
        hints = get_type_hints(kind)
        for one in fields(kind):
            for place, value in with_word(hints[one.name], word):
                whole = replace(sample(kind), **{one.name: value})
                yield f".{one.name}{place}", whole


WORDLESS = {"contact.photo"}  # texts by type that hold no words
PLACES = [
    (name + place, record)
    for name, kind in KINDS.items()
    for place, record in with_word(kind, CANARY)
    if name + place not in WORDLESS
]


@pytest.mark.parametrize(("place", "record"), PLACES, ids=[place for place, _ in PLACES])
def test_no_field_of_any_record_keeps_their_name(place: str, record: Record) -> None:
    assert CANARY in repr(record), place
    left = without(record, MARKS)
    assert left is not None
    assert "Ana" not in repr(left)
    assert LEFT_OUT in repr(left)
    assert without(left, MARKS) is left


def test_every_text_of_a_record_was_looked_for() -> None:
    assert len(PLACES) > 60
    assert {f"{kind.__name__.lower()}.{name}" for kind, name in erasing.KEPT} == WORDLESS
    assert {"contact.days.label", "contact.relations.name", "message.attachments", "position.title"} <= dict(
        PLACES
    ).keys()


def test_what_a_record_may_hold_is_said_of_every_type() -> None:
    with pytest.raises(TypeError, match="how are those who were forgotten taken out"):
        erasing._clean(Contact, "made_up", dict[str, str])


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("Ana Lee", "Ana Lee"),  # somebody else of the same name
        ("Lee, Ana", "Lee, Ana"),
        ("Ana Lee Marlow", "Ana Lee Marlow"),  # a longer name
        ("Eva-Ana Lee", "Eva-Ana Lee"),
        ("Ana Lee de Souza", "Ana Lee de Souza"),
        ("Marlow, Ana Lee", "Marlow, Ana Lee"),
        ("Marlow Reed, Ana Lee", "Marlow Reed, Ana Lee"),
        ("Ana Lee d'Or", "Ana Lee d'Or"),
        ("Ana Lee el Fassi", "Ana Lee el Fassi"),
        ('Ana Lee "Annie" Marlow', 'Ana Lee "Annie" Marlow'),
        ("Ana-Lee (Annie) Marlow", "Ana-Lee (Annie) Marlow"),
        ("Ana Lee Jr.", "Ana Lee Jr."),
        ("Dr. Ana Lee", "Dr. Ana Lee"),
        ("Lee, Ana, PhD", "Lee, Ana, PhD"),
        ("ana lee marlow", "ana lee marlow"),
        ("Ana Lee (Bob's wife)", "[…] (Bob's wife)"),
        ("Bob, husband of Ana Lee", "Bob, husband of […]"),
        ("Ana Lee's Bob", "[…] Bob"),
        ("Dr. Ana Lee (old number)", "Dr. […] (old number)"),
        ("Bob ana@lee.example", "Bob […]"),
        ("Bob Marlow", "Bob Marlow"),
    ],
)
def test_others_keep_their_names_and_lose_hers(name: str, left: str) -> None:
    party = Party(name=name, identity=OTHER)
    assert MARKS.party(party) == replace(party, name=left)
    contact = Contact(key="1", name=name, identities=(OTHER,))
    assert without(contact, MARKS) == replace(contact, name=left)
    told = Message(key="1", channel=Channel.MAIL, at=AT, sender=party, to=(party,), cc=(party,))
    now = replace(party, name=left)
    assert without(told, MARKS) == replace(told, sender=now, to=(now,), cc=(now,))


def test_a_bare_name_and_a_given_one_go_with_the_name() -> None:
    bare = name_identity("whatsapp", "Ana Lee (Bob's wife)")
    entry = Contact(key="1", name="Ana Lee (Bob's wife)", given="Ana", identities=(bare, OTHER) if bare else ())
    left = without(entry, MARKS)
    assert isinstance(left, Contact)
    told, beside = left.identities
    assert (left.name, left.given, beside) == ("[…] (Bob's wife)", "", OTHER)
    assert told.value.startswith("whatsapp:bobs wife ")
    me = Profile(key="1", name="Me Self", given="Me", headline="assistant of Ana Lee")
    assert without(me, MARKS) == replace(me, headline="assistant of […]")


def test_a_namesake_keeps_every_form_of_the_name() -> None:
    namesake = Contact(key="1", name=NAME, given="Ana", nickname="Ana Lee", identities=(OTHER,), note="not Ana Lee!")
    assert without(namesake, MARKS) == replace(namesake, note="not […]!")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("mailto:ana@lee.example?subject=Ana%20Lee", "mailto:[…]?subject=[…]"),
        ("mailto:ana@lee.example?subject=An%61%20Lee", LEFT_OUT),
        ("[ana@lee.example](mailto:ana%40lee.example)", "[…])"),
        ("“ana@lee.example”", "[…]”"),
        ("_ana@lee.example_", LEFT_OUT),
        ("a/ana@lee.example", "a/[…]"),
        ("1. +44 20 7946 0958", "1. […]"),
        ("2024-05-01 020 7946 0958", "2024-05-01 […]"),
        ("call 020 7946 0958 10:30", "call […] 10:30"),
        ("020 7946 0958\n030 1234567", "[…]\n030 1234567"),
        ("Tel 030 1234567 / 020 7946 0958", "Tel 030 1234567 / […]"),
        ("2024-05-01 2024-05-02 020 7946 0958", "2024-05-01 2024-05-02 […]"),
        ("1234 5678 9012 3456", "1234 5678 9012 3456"),
    ],
)
def test_what_stands_beside_them_hides_nothing(text: str, left: str) -> None:
    assert MARKS.cleaned(text) == left
    assert MARKS.may_hold((text,)) == (text != left)


@pytest.mark.parametrize("kind", [Contact, Profile])
@pytest.mark.parametrize("name", ["Ana Lee Marlow", "Marlow, Ana Lee", "Ana Lee"])
def test_who_keeps_a_longer_name_keeps_the_given_one(kind: type[Contact | Profile], name: str) -> None:
    other = kind(key="1", name=name, given="Ana Lee", identities=(OTHER,))
    assert without(other, MARKS) == other


def test_who_writes_of_others_keeps_a_longer_name() -> None:
    bob = Party(name="Bob", identity=OTHER)
    news = News(key="1", channel=Channel.LINKEDIN, kind=NewsKind.SHARED, at=AT, about=bob, author="Ana Lee Marlow")
    assert without(news, MARKS) == news


def test_two_bare_names_do_not_become_one() -> None:
    marks = Marks([*keys_of_name("Ana Lee", SALT), *keys_of_name("Ben Kim", SALT)])
    bare = [Party(name=one, identity=name_identity("whatsapp", one)) for one in ("Ana Lee's wife", "Ben Kim's wife")]
    one, other = (marks.party(party) for party in bare)
    assert one is not None
    assert other is not None
    assert one.name == other.name == "[…] wife"
    assert one.identity != other.identity
    assert "lee" not in repr(one.identity)
    assert marks.party(one) == one


def test_a_relation_is_theirs_or_stays_without_them() -> None:
    relations = (Relation(label="friend", name=NAME), Relation(label="Ana Lee's aunt", name="Eve (Ana Lee)"))
    entry = Contact(key="1", name="Bob", identities=(OTHER,), relations=relations)
    left = without(entry, MARKS)
    assert left == replace(entry, relations=(Relation(label="[…] aunt", name="Eve ([…])"),))


def test_a_record_without_them_is_the_very_record() -> None:
    contact = Contact(key="1", name="Bob", identities=(OTHER,), note="Ana was here, Lee was not")
    assert without(contact, MARKS) is contact


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("see https://example.org/?q=Ana%20Lee.", "see […]."),
        ("https://example.org/?q=Ana%20L%C3%A9%C3%A9&x=1", LEFT_OUT),
        ("https://example.org/?q=Ana+L%c3%a9%c3%a9", LEFT_OUT),
        ("https://example.org/?q=Ana+L%E9%E9", LEFT_OUT),
        ("https://go.example/?u=https%3A%2F%2Fx.example%2FAna%2520Lee", LEFT_OUT),
        ("report_Ana_L%C3%A9%C3%A9.pdf", LEFT_OUT),
        ("%41na%20Lee", LEFT_OUT),
        ('<a href="https://e.example/Ana%2DLee">', '<a href="[…]">'),
        ("100% of Ana; 5%20 Lee", "100% of Ana; 5%20 Lee"),
        ("https://example.org/?q=Eva%20Lee", "https://example.org/?q=Eva%20Lee"),
    ],
)
def test_names_in_links_are_found_where_nothing_but_a_name_is_known(text: str, left: str) -> None:
    assert ONLY_NAMES.cleaned(text) == left
    if left != text:
        assert Quick(["Ana Léé"], []).may_hold(text.encode())


def test_addresses_and_numbers_are_found_in_the_letters_of_links() -> None:
    assert MARKS.cleaned("https://x.example/?to=ana%40lee.example") == LEFT_OUT
    assert MARKS.cleaned("https://x.example/?tel=%2B44%2020%207946%200958") == LEFT_OUT
    assert MARKS.cleaned("https://x.example/?to=ben%40lee.example") == "https://x.example/?to=ben%40lee.example"


LINKS = {
    IdentityKind.LINKEDIN: "https://uk.linkedin.com/in/ana-lee-1/?x=1",
    IdentityKind.BLUESKY: "https://bsky.app/profile/ana.example",
    IdentityKind.TELEGRAM: "https://t.me/ana_lee",
    IdentityKind.WHATSAPP: "https://wa.me/442079460958",
    IdentityKind.FACEBOOK: "https://m.facebook.com/profile.php?id=100012",
    IdentityKind.GITHUB: "https://github.com/ana-lee",
    IdentityKind.MASTODON: "https://social.example/@ana",
    IdentityKind.URL: "https://x.com/ana_lee",
}
NO_LINKS = {IdentityKind.EMAIL, IdentityKind.PHONE, IdentityKind.UID, IdentityKind.SLACK, IdentityKind.OTHER}


@pytest.mark.parametrize("kind", [one for one in IdentityKind if one not in {*NO_LINKS, IdentityKind.NAME}])
def test_a_profile_of_every_network_is_found_within_another_link_too(kind: IdentityKind) -> None:
    link = LINKS[kind]
    who = profile_identity(link)
    assert who is not None
    assert who.kind is kind
    marks = Marks(keys_of_handle(who, SALT))
    assert marks.cleaned(f"see {link}, there") == "see […], there"
    assert marks.cleaned(f"see https://archive.example/2020/{link}, there") == "see […], there"
    assert marks.cleaned("see https://archive.example/2020/https://other.example/") != "see […]"


SCRIPTS = [
    ("अना शर्मा", "कल अना शर्मा से मिले।", "कल […] से मिले।"),
    ("மீனாட்சி சுந்தரம்", "நேற்று மீனாட்சி சுந்தரம், பார்த்தேன்", "நேற்று […], பார்த்தேன்"),
    ("রবীন্দ্রনাথ ঠাকুর", "কাল রবীন্দ্রনাথ ঠাকুর। এলেন", "কাল […]। এলেন"),
    ("สมหญิง ใจดี่", "กับ สมหญิง ใจดี่ ที่ออสโล", "กับ […] ที่ออสโล"),
    ("ನಾಗೇಶ್ ರಾವ್", "(ನಾಗೇಶ್ ರಾವ್)", "([…])"),
    ("മീര നായർ", "മീര നായർ!", "[…]!"),
    ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ,", "[…],"),
    ("မောင် အေး", "(မောင် အေး)", "([…])"),
    ("សុខ វិច្ឆិកា", "(សុខ វិច្ឆិកា)", "([…])"),
    ("ສົມພອນ ດີ", "(ສົມພອນ ດີ)", "([…])"),
    ("محمد الأمين", "مع مُحَمَّد الأَمِين اليوم", "مع […] اليوم"),
    ("مُحَمَّد الأَمِين", "مع محمد الامين اليوم", "مع […] اليوم"),
    ("علی رضا", "با علـی رضا", "با […]"),
    ("דוד לוי", "עם דָּוִד לֵוִי היום", "עם […] היום"),
    ("דָּוִד לֵוִי", "עם דוד לוי היום", "עם […] היום"),
    ("क़ासिम अली", "(कासिम अली)", "([…])"),
    ("葛\U000e0100城 太郎", "葛城太郎", "[…]"),
    ("Ana Lee", "A\u00adna Le\u200de\ufe0f!", "[…]!"),
]


@pytest.mark.parametrize(("name", "text", "left"), SCRIPTS, ids=[name for name, _, _ in SCRIPTS])
def test_no_letter_and_no_sign_of_a_name_stays_in_any_script(name: str, text: str, left: str) -> None:
    marks = Marks(keys_of_name(name, SALT))
    assert marks.cleaned(text) == left
    assert marks.cleaned(text.replace(" ", "\n")) == left.replace(" ", "\n")
    assert marks.knows(name_identity("whatsapp", name))
    assert marks.names(name)
    assert Quick([name], []).may_hold(text.encode())


@pytest.mark.parametrize(
    ("name", "other"),
    [("अना ली", "अनु ली"), ("अना ली", "अना लू"), ("กานดา ดี", "กินดา ดี"), ("মিতা দাস", "মতা দাস"), ("נעמי לוי", "נעמה לוי")],
)
def test_a_vowel_that_is_no_option_tells_one_name_from_another(name: str, other: str) -> None:
    marks = Marks(keys_of_name(name, SALT))
    assert marks.cleaned(other) == other
    assert not marks.names(other)


def test_every_sign_that_combines_belongs_to_the_word_before_it() -> None:
    signs = [chr(one) for one in range(0x300, 0x1F000) if unicodedata.category(chr(one))[0] == "M"]
    assert len(signs) > 2_000
    assert [f"{ord(sign):x}" for sign in signs if not word_pattern().fullmatch(f"a{sign}b")] == []
    assert folded("प्रीति") != folded("परत")


PIECES = [
    *(
        "Ana",
        "Lee",
        "ana",
        "Lees",
        "Ben",
        "will",
        "%20",
        "%C3%A9",
        "%41na",
        "+",
        ",",
        "\n",
        "\n> ",
        "  ",
        ".",
        "@",
        "/",
    ),
    *("ana@lee.example", "https://x.example/?q=", "www.", "linkedin.com/in/", "ana-lee-1", "020 7946 0958", "+44 20"),
    *("79460958", "0", "7", "(0)", "Lee's", "Müller", "é", "अना", "ा", "山田", "太郎", "\u200d", "'", '"', "<", ">"),
]
WHO = ("Ana Lee", "Will Müller", "अना ली", "山田 太郎")
PROFILE = Identity(IdentityKind.LINKEDIN, "ana-lee-1")
FULL = Marks(
    [key for one in (MAIL, PHONE, PROFILE) for key in keys_of_handle(one, SALT)]
    + [key for name in WHO for key in keys_of_name(name, SALT)]
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.sampled_from(WHO) | st.text(max_size=5), max_size=14).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda between: between.join(pieces))
)


@given(TEXTS, TEXTS)
def test_the_quick_path_answers_as_the_plain_one(first: str, second: str) -> None:
    plain = FULL._finder.spans
    for marks in (FULL, Marks(FULL._keys)):
        for text in (first, second):
            if plain(text):
                assert marks.may_hold((text,))
                assert marks.may_hold((second, text, first))
                assert marks.cleaned(text) != text
            else:
                assert marks.cleaned(text) == text


@given(TEXTS, TEXTS)
def test_the_look_before_forgetting_misses_nothing_either(first: str, second: str) -> None:
    record = Message(
        key="1", channel=Channel.MAIL, at=AT, sender=Party(name="B", identity=OTHER), text=first, subject=second
    )
    if without(record, FULL) is not record:
        assert Quick(WHO, (MAIL, PHONE, PROFILE)).may_hold(to_bytes(record))
