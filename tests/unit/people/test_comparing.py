"""Two people side by side: what agrees, what differs, and what says nothing either way."""

from __future__ import annotations

from kithly.people import Person, PersonId
from kithly.people.comparing import Agreement, compare
from kithly.records import Identity, IdentityKind, PartialDate


def person(id_: str, **told: object) -> Person:
    """Return a person; ``mail`` and ``phone`` name their addresses."""
    handles = [(IdentityKind.EMAIL, told.pop("mail", None)), (IdentityKind.PHONE, told.pop("phone", None))]
    identities = tuple(Identity(kind, str(value)) for kind, value in handles if value)
    return Person(id=PersonId(id_), identities=identities, **{"name": "Ana Lee", **told})  # type: ignore[arg-type]


def agreements(left: Person, right: Person) -> dict[str, str]:
    """Return how two people stand to each other, by what is compared."""
    return {line.what: line.agreement.value for line in compare(left, right)}


def test_a_name_written_with_other_accents_is_the_same_name() -> None:
    found = agreements(person("1", name="María José Etxeberria"), person("2", name="Maria Jose Etxeberria"))
    assert found == {"name": "same"}


def test_two_employers_differ_and_a_legal_form_is_no_difference() -> None:
    assert agreements(person("1", company="Acme Labs"), person("2", company="Globex"))["company"] == "differs"
    assert agreements(person("1", company="Acme Labs"), person("2", company="Acme Labs, Inc."))["company"] == "same"


def test_two_addresses_say_nothing_either_way() -> None:
    found = agreements(person("1", mail="ana@acme.example"), person("2", mail="ana.lee@home.example"))
    assert found["email"] == "open"


def test_a_phone_number_with_and_without_its_country_is_the_same() -> None:
    assert agreements(person("1", phone="+491701234567"), person("2", phone="01701234567"))["phone"] == "same"


def test_what_only_one_of_them_tells_is_open_and_what_neither_tells_is_left_out() -> None:
    found = compare(person("1", birthday=PartialDate(month=3, day=5)), person("2"))
    assert [(line.what, line.agreement) for line in found] == [("name", Agreement.SAME), ("birthday", Agreement.OPEN)]
    assert found[1].right == ()


def test_words_of_no_alphabet_known_to_the_keys_are_still_compared() -> None:
    assert agreements(person("1", company="株式会社北浜"), person("2", company="有限会社難波"))["company"] == "differs"
