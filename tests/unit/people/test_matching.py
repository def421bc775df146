"""Who may be one person, with evidence."""

from __future__ import annotations

import pytest

from kithly.people import Portrait, Seen, Suggestion
from kithly.people.matching import suggest
from kithly.records import Evidence, PartialDate, email_identity, linkedin_identity, phone_identity


def seen(
    name: str,
    *,
    mail: str = "",
    slug: str = "",
    phone: str = "",
    company: str = "",
    birthday: PartialDate | None = None,
) -> Seen:
    identities = (
        email_identity(mail),
        linkedin_identity(f"linkedin.com/in/{slug}") if slug else None,
        phone_identity(phone),
    )
    return Seen(
        evidence=Evidence(record=f"record of {name} {mail}{slug}{phone}{company}", source="test"),
        name=name,
        identities=tuple(identity for identity in identities if identity),
        company=company,
        birthday=birthday,
    )


def pair(one: Seen, other: Seen) -> tuple[Suggestion, ...]:
    return suggest([Portrait(id="a", seen=(one,)), Portrait(id="b", seen=(other,))], least=0.01)


def score(one: Seen, other: Seen) -> float:
    found = pair(one, other)
    return found[0].score if found else 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (seen("Ottoline Quandt"), seen("Ottoline Quandt")),
        (seen("Ottoline Quandt"), seen("Quandt, Ottoline")),
        (seen("Dr. Ottoline Quandt"), seen("Ottoline QUANDT, PhD")),
        (seen("Ottoline Quandt"), seen("Quandt Ottoline")),
        (seen("Katarzyna Quandtowska"), seen("Kasia Quandtowska")),
        (seen("Robert Quandtmore"), seen("Bob Quandtmore")),
        (seen("Ottoline Quandtmore"), seen("Ottoline Quandtmoer")),
        (seen("Jörg Quändtmüller"), seen("Joerg Quaendtmueller")),
        (seen("Сергей Квандтов"), seen("Sergey Kvandtov")),
        (seen("Ana Quandtmore Ruiz"), seen("Ana Quandtmore")),
        (seen("O. Quandtmore", company="Zyx Labs"), seen("Ottoline Quandtmore", company="Zyx Labs Inc")),
        (seen("Ottoline Quandtmore"), seen("", mail="ottoline.quandtmore@zyx.example")),
        (seen("Ottoline Quandtmore", company="Zyx"), seen("", mail="oquandtmore@zyx.example")),
        (seen("Ottoline Berg", company="Zyx Inc"), seen("Ottoline Quandt", mail="ottoline@zyx.example")),
    ],
)
def test_rare_names_in_another_spelling_are_a_good_suggestion(one: Seen, other: Seen) -> None:
    assert score(one, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (seen("John Smith"), seen("John Smith")),
        (seen("Maria Silva"), seen("Maria Silva")),
        (seen("Wei Wang"), seen("Wang Wei")),
        (seen("John Smith", company="Acme"), seen("John Smith", company="Globex")),
        (seen("Ottoline Quandt"), seen("Leopold Quandt")),
        (seen("Ottoline Quandt", slug="ottoline-1"), seen("Ottoline Quandt", slug="ottoline-2", company="x")),
        (seen("Mia Lee"), seen("Mia Leo")),
        (seen("John Smith Jr."), seen("John Smith Sr.", company="Acme")),
        (seen("", mail="jsmith@acme.example"), seen("John Smith")),
        (seen(""), seen("")),
    ],
)
def test_common_names_and_conflicts_are_no_good_suggestion(one: Seen, other: Seen) -> None:
    assert score(one, other) < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (seen("John Smith", phone="+1 555 010 0199"), seen("John Smith", phone="555 010 0199")),
        (seen("John Smith", company="Zyx Labs, Inc."), seen("John Smith", mail="js@zyxlabs.example")),
        (
            seen("John Smith", birthday=PartialDate(month=3, day=5)),
            seen("Johnny Smith", birthday=PartialDate(year=1980, month=3, day=5)),
        ),
    ],
)
def test_a_common_name_with_phone_employer_or_birthday_is_a_good_suggestion(one: Seen, other: Seen) -> None:
    assert score(one, other) >= 0.5


def test_other_birthdays_speak_against_one_person() -> None:
    one = seen("Ottoline Quandt", birthday=PartialDate(month=3, day=5))
    other = seen("Ottoline Quandt", birthday=PartialDate(month=4, day=5))
    found = pair(one, other)[0]
    assert found.score < score(one, seen("Ottoline Quandt"))
    assert any(because.text.startswith("Against it") for because in found.because)


def test_every_sentence_points_to_a_record_of_either_side() -> None:
    one = seen("Ottoline Quandt", company="Zyx Labs")
    other = seen("Ottoline Quandt", mail="oq@zyxlabs.example")
    found = pair(one, other)[0]
    texts = {because.text for because in found.because}
    assert texts == {"Both are called Ottoline Quandt, a rare name.", "Both belong to Zyx Labs."}
    assert all(because.evidence == (one.evidence, other.evidence) for because in found.because)


def test_what_the_user_called_different_is_not_suggested_again() -> None:
    portraits = [Portrait(id=name, seen=(seen("Ottoline Quandt"),)) for name in "ab"]
    assert suggest(portraits)
    assert suggest(portraits, different=[("b", "a")]) == ()


def test_suggestions_do_not_depend_on_the_order_of_people() -> None:
    names = ["Ottoline Quandt", "Quandt, Ottoline", "Otoline Quandt", "Bob Quandtmore", "Robert Quandtmore"]
    portraits = [Portrait(id=str(number), seen=(seen(name),)) for number, name in enumerate(names)]
    assert suggest(portraits) == suggest(portraits[::-1])


def test_nobody_gives_no_suggestion() -> None:
    assert suggest([]) == ()
    assert suggest([Portrait(id="a", seen=(seen("Ana Lee"),))]) == ()
