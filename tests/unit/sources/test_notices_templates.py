"""Templates of notices: every one fits what it was written for, and nothing else."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.records import Message, NewsKind
from kithly.sources._formats.email import read_message
from kithly.sources._formats.notices import notifiers
from kithly.sources._formats.notices.reading import notices
from kithly.sources._formats.notices.senders import FILES
from kithly.sources._formats.notices.templates import MAX_LINE, compiled, match, plain

LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl"}
FILLED = {
    "name": "Ana Marzipan",
    "me": "Dora",
    "handle": "@anamarzipan",
    "company": "Teapot Works",
    "title": "Head of Ovens",
    "text": "How we cut sugar",
    "years": "5",
    "n": "3",
    "any": "Thursday",
}
FROM = {
    "linkedin": "notifications-noreply@linkedin.com",
    "facebook": "notification+ab@facebookmail.com",
    "x": "notify@twitter.com",
    "meetup": "info@meetup.com",
    "eventbrite": "noreply@event.eventbrite.com",
    "google_alerts": "googlealerts-noreply@google.com",
    "google_scholar": "scholaralerts-noreply@google.com",
}


def _data(key: str) -> dict[str, list[dict[str, object]]]:
    return tomllib.loads(resources.files("kithly.sources._formats.notices").joinpath(f"{key}.toml").read_text("utf-8"))


def _subjects() -> list[tuple[str, str, str]]:
    """Return sender, kind and template of each subject that names somebody."""
    found = []
    for key in FILES:
        for notice in _data(key).get("notice", []):
            for proof in ("attested", "derived"):
                spoken = notice.get(proof, {})
                assert isinstance(spoken, dict)
                found += [(key, str(notice["kind"]), one) for words in spoken.values() for one in words]
    return [one for one in found if "{name}" in one[2] or "{handle}" in one[2]]


SUBJECTS = _subjects()


def _mail(key: str, subject: str, *, sender: str = "", name: str = "") -> bytes:
    address = sender or FROM[key]
    host = address.partition("@")[2]
    text = (
        f"From: {name or key} <{address}>\nTo: Dora Quince <dora@example.net>\nSubject: {subject}\n"
        f"Message-ID: <1@{host}>\nDate: Mon, 2 Mar 2026 09:30:00 +0000\n"
        "Content-Type: text/plain; charset=utf-8\n\nNothing more.\n"
    )
    return text.encode()


def _told(raw: bytes) -> list[tuple[str, str]]:
    message = read_message(raw)
    assert isinstance(message, Message)
    return [(one.kind.value, one.about.name) for one in notices(raw, message)]


@pytest.mark.parametrize("key", FILES)
def test_a_data_file_speaks_the_seven_languages_and_says_what_is_attested(key: str) -> None:
    for notice in _data(key).get("notice", []):
        assert NewsKind(str(notice["kind"]))
        assert {"attested", "derived"} & set(notice)
        for proof in {"attested", "derived", "lines"} & set(notice):
            spoken = notice[proof]
            assert isinstance(spoken, dict)
            assert set(spoken) <= LANGUAGES, key


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_main_notices_of_linkedin_are_known_in_each_language(language: str) -> None:
    kinds = {
        str(notice["kind"])
        for notice in _data("linkedin")["notice"]
        if any(language in spoken for spoken in notice.values() if isinstance(spoken, dict))
    }
    assert kinds >= {"acceptance", "invitation", "message", "job", "work_anniversary", "birthday", "mention", "post"}


@pytest.mark.parametrize(("key", "kind", "template"), SUBJECTS, ids=[f"{key}: {text}" for key, _, text in SUBJECTS])
def test_a_subject_written_by_its_template_tells_its_kind_and_its_person(key: str, kind: str, template: str) -> None:
    subject = re.sub(r"\{(\w+)\}", lambda found: FILLED[found[1]], template)
    person = "Ana Marzipan" if "{name}" in template else "@anamarzipan"
    assert _told(_mail(key, subject)) == [(kind, person)]


@pytest.mark.parametrize(
    "subject",
    [
        "See who accepted your invitation",
        "Someone accepted your invitation",
        "You and 3 others are now connected",
        "3 others accepted your invitation",
        "12345 accepted your invitation",
        "Ana Marzipan and Ben Quiche commented on your post",
        "Ana Marzipan und 4 andere haben deinen Beitrag kommentiert",
        " accepted your invitation",
        "Re: Ana Marzipan accepted your invitation, explore their network",
        "Fwd: Ana Marzipan just messaged you",
        "Add Ana Marzipan to your network",
        "Ana Marzipan is on LinkedIn",
        "Ana Marzipan viewed your profile",
        "Dora Quince commented on your post",
        "Ana Marzipan also commented on Ben Quiche's post",
        "Acme Weekly recently posted",
        "Your weekly figures",
    ],
)
def test_a_subject_that_names_nobody_for_certain_tells_nothing(subject: str) -> None:
    assert _told(_mail("linkedin", subject)) == []


@pytest.mark.parametrize(
    "subject",
    [
        "Kajol Sorbet (Hiring! Product Interns) accepted your invitation, explore their network",
        "Kajol Sorbet | Hiring accepted your invitation",
        "Kajol Sorbet accepted your invitation",
    ],
)
def test_a_headline_behind_a_name_is_no_part_of_it(subject: str) -> None:
    assert _told(_mail("linkedin", subject)) == [("acceptance", "Kajol Sorbet")]


def test_a_template_must_fit_the_whole_line() -> None:
    pattern = compiled("{name} accepted your invitation")
    assert match(pattern, "Ana Marzipan accepted your invitation") is not None
    assert match(pattern, "Ana Marzipan accepted your invitation to crime") is None
    assert match(pattern, "x" * MAX_LINE + " accepted your invitation") is None


def test_quotes_and_dashes_of_every_kind_are_one() -> None:
    assert plain("It’s\u00a0Ana – “x”") == 'It\'s Ana - "x"'


def test_an_unknown_place_in_a_data_file_is_found_at_once() -> None:
    with pytest.raises(KeyError):
        compiled("{nonsense} wrote")
    assert all(one.templates or one.key == "github" for one in notifiers())


@given(st.text(max_size=200), st.sampled_from(sorted(FROM)))
def test_a_subject_of_chance_tells_nothing(subject: str, key: str) -> None:
    line = " ".join(re.sub(r"[^\w .,!?'-]", " ", subject).split())
    assert _told(_mail(key, f"q {line} q")) == []


@given(st.binary(max_size=600))
def test_bytes_of_chance_tell_nothing_and_raise_nothing(data: bytes) -> None:
    raw = b"From: Ana Marzipan <ana@example.org>\nList-Unsubscribe: <x>\n" + data
    message = read_message(raw)
    if isinstance(message, Message):
        assert all(one.kind is NewsKind.POST for one in notices(raw, message))


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Ana Marzipan reshared a post: I am thrilled to start as Head of Ovens", "shared"),
        ("Ana Marzipan reshared a post", "shared"),
        ("Ana Marzipan shared a post: How we cut sugar", "post"),
        ("Ana Marzipan posted: How we cut sugar", "post"),
    ],
)
def test_what_is_passed_on_is_told_apart_from_ones_own_words(subject: str, kind: str) -> None:
    assert _told(_mail("linkedin", subject)) == [(kind, "Ana Marzipan")]


@pytest.mark.parametrize(
    ("subject", "for_birthday"),
    [
        ("Ana Marzipan wished you a happy birthday", True),
        ("Ana Marzipan hat dir zum Geburtstag gratuliert", True),
        ("Ana Marzipan congratulated you on your new job", False),
    ],
)
def test_a_wish_for_your_birthday_is_told_apart_from_other_congratulations(subject: str, *, for_birthday: bool) -> None:
    raw = _mail("linkedin", subject)
    message = read_message(raw)
    assert isinstance(message, Message)
    (news,) = notices(raw, message)
    assert news.kind is NewsKind.CONGRATULATION
    assert (news.day is not None) == for_birthday


@pytest.mark.parametrize("what", ["Ben Quiche's photo", "his post", "Ben Quiche's Wall post"])
def test_a_comment_under_what_others_posted_is_not_for_you(what: str) -> None:
    assert _told(_mail("facebook", f"Ana Marzipan also commented on {what}.")) == []
    assert _told(_mail("facebook", f"Ana Marzipan commented on {what}.")) == []
    assert _told(_mail("facebook", "Ana Marzipan commented on your photo.")) == [("comment", "Ana Marzipan")]
