"""Who may be one person, with evidence."""

from __future__ import annotations

from dataclasses import replace

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


def told(one: Seen, other: Seen) -> list[str]:
    return [because.text for because in pair(one, other)[0].because]


def test_a_number_in_two_spellings_is_one() -> None:
    german = [seen("Uwe Anders", phone="+49 30 123456")]
    one, other = seen("Ottoline Quandt", phone="0170 12345678"), seen("O. Quandt", phone="+49 170 12345678")
    others = [Portrait(id=f"c{number}", seen=(who,)) for number, who in enumerate(german)]
    found = suggest([Portrait(id="a", seen=(one,)), Portrait(id="b", seen=(other,)), *others])
    assert [(each.a, each.b) for each in found] == [("a", "b")]
    assert any(text.startswith("Both have the phone number") for text in (each.text for each in found[0].because))


def test_the_same_full_birthday_tells_namesakes_from_one_person() -> None:
    day = PartialDate(year=1980, month=5, day=17)
    one = seen("John Smith", birthday=day)
    assert score(one, seen("John Smith", birthday=day)) > 0.95
    assert score(one, seen("John Smith", birthday=PartialDate(month=5, day=17))) > 0.9
    assert score(one, seen("John Smith", birthday=PartialDate(year=1951, month=5, day=17))) < 0.1


def test_one_picture_is_one_person_unless_many_have_it() -> None:
    one = replace(seen("John Smith", company="Acme"), photo="ab" * 32)
    other = replace(seen("John Smith", company="Globex"), photo="ab" * 32)
    assert score(one, other) > 0.9
    assert "Both have the same picture." in told(one, other)
    others = enumerate(("Leopold", "Ingeborg", "Wilhelmina"))
    crowd = [Portrait(id=f"c{number}", seen=(replace(one, name=f"{word} Quandt"),)) for number, word in others]
    found = suggest([Portrait(id="a", seen=(one,)), Portrait(id="b", seen=(other,)), *crowd], least=0.01)
    assert all(each.score < 0.5 for each in found)


def test_whoever_is_named_beside_somebody_is_somebody_else() -> None:
    one = replace(seen("Ottoline Quandt", company="Zyx"), related=("Otto Quandt",))
    other = seen("O. Quandt", company="Zyx")
    assert score(one, seen("Otto Quandt", company="Zyx")) < score(replace(one, related=()), other)
    assert score(one, seen("Otto Quandt", company="Zyx")) < 0.3


def test_a_word_chosen_for_two_addresses_is_one_persons() -> None:
    one, other = seen("John Smith", mail="grumblefix@post.example"), seen("John Smith", mail="grumblefix@mail.example")
    assert score(one, other) > 0.9
    plain = seen("John Smith", mail="john.smith@mail.example")
    assert score(seen("John Smith", mail="john.smith@post.example"), plain) < 0.5


def test_what_friends_say_counts_as_a_given_name() -> None:
    one = replace(seen("Ottoline Quandtmore"), nickname="Tilly")
    assert score(one, seen("Tilly Quandtmore")) > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (seen("Robert Quandtmore III", company="Zyx"), seen("Robert Quandtmore Jr.", company="Zyx")),
        (seen("Anna Brackwater", company="Brackwater Ltd"), seen("Anton Brackwater", company="Brackwater Ltd")),
        (
            seen("A. Brackwater", mail="anna@brackwater.example"),
            seen("Anton Brackwater", company="Brackwater Ltd"),
        ),
        (seen("Li Wei", company="Northstar"), seen("Li Wei", company="Pearl Foods")),
        (seen("Wei Li", company="Northstar"), seen("Li Wei", company="Pearl Foods")),
        (seen("Maria Garcia", company="Acme"), seen("María García", company="Globex")),
        (seen("Mohammed Ali", company="Barq"), seen("Mohamed Ali", company="Noor Bank")),
        (seen("Nguyễn Văn An", company="Lotus"), seen("An Nguyen", company="Pacific")),
        (seen("Kim Min-su", company="Seorak"), seen("Minsu Kim", company="Hanbit")),
    ],
)
def test_namesakes_and_siblings_are_no_good_suggestion(one: Seen, other: Seen) -> None:
    assert score(one, other) < 0.5


def test_an_initial_that_may_be_father_or_son_is_neither() -> None:
    firm = "Pemberling & Sons"
    family = [seen(f"{given} Pemberling", company=firm) for given in ("J.", "John", "James")]
    people = [Portrait(id=str(number), seen=(one,)) for number, one in enumerate(family)]
    assert all(found.score < 0.5 for found in suggest(people))


def test_two_given_names_in_one_family_at_one_address_are_asked_about_and_no_more() -> None:
    one, other = seen("Xiaoming Quandt", mail="q@post.example"), seen("Michael Quandt", mail="q@post.example")
    assert 0.3 <= score(one, other) < 0.5
    assert told(one, other) == ["Both use the address q@post.example."]
    assert not pair(one, seen("Pat Holm", mail="q@post.example"))


def test_another_employer_is_named_though_a_number_is_shared() -> None:
    one = seen("Ottoline Quandt", phone="+4712345678", company="Acme")
    other = seen("Ottoline Quandt", phone="+4712345678", company="Globex")
    assert "Against it: Acme is not Globex." in told(one, other)
