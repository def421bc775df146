"""One person out of all that was said of them."""

from __future__ import annotations

from datetime import UTC, datetime

from kithly.people import PersonId, Place, UserWord, describe
from kithly.records import Contact, Identity, IdentityKind, PartialDate

WHO = PersonId("p1")
OLD, NEW = datetime(2020, 1, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC)
MAIL = Identity(IdentityKind.EMAIL, "ana.lee@acme.example")
OTHER_MAIL = Identity(IdentityKind.EMAIL, "ana@home.example")
ROLE = Identity(IdentityKind.EMAIL, "info@acme.example")
SLUG = Identity(IdentityKind.LINKEDIN, "ana-lee")
PHONE = Identity(IdentityKind.PHONE, "+15550100")
NAME = Identity(IdentityKind.NAME, "linkedin:ana lee")


def test_the_newest_contact_tells_name_employer_and_title() -> None:
    old = Contact(key="a", name="Ana Old", company="Acme", title="Engineer")
    new = Contact(key="b", name="Ana Lee", given="Ana", company="Globex", title="Director")
    for contacts in ([(OLD, old), (NEW, new)], [(NEW, new), (OLD, old)]):
        person = describe(WHO, contacts)
        assert (person.name, person.given, person.company, person.title) == ("Ana Lee", "Ana", "Globex", "Director")


def test_an_employer_is_not_mixed_with_the_title_of_another_job() -> None:
    old = Contact(key="a", name="Ana Lee", company="Acme", title="Engineer")
    new = Contact(key="b", name="Ana Lee", company="Globex")
    assert describe(WHO, [(OLD, old), (NEW, new)]).title == ""


def test_a_contact_name_beats_a_longer_mail_display_name() -> None:
    contact = Contact(key="a", name="Ana Lee")
    assert describe(WHO, [(OLD, contact)], names_seen={MAIL: "Ana Maria Lee Torres"}).name == "Ana Lee"


def test_the_fullest_mail_display_name_is_taken() -> None:
    names = {MAIL: "ana.lee@acme.example", OTHER_MAIL: "'Lee, Ana' via Board", SLUG: "Ana"}
    person = describe(WHO, names_seen=names, identities=names)
    assert (person.name, person.given) == ("Ana Lee", "Ana")


def test_an_address_is_the_last_resort_and_never_a_greeting() -> None:
    person = describe(WHO, names_seen={MAIL: "ana.lee@acme.example"}, identities=[MAIL, ROLE])
    assert (person.name, person.given) == ("ana.lee@acme.example", "")


def test_identities_are_united_sorted_and_never_show_bare_names() -> None:
    contact = Contact(key="a", name="Ana Lee", identities=(PHONE, SLUG, OTHER_MAIL))
    person = describe(WHO, [(OLD, contact)], identities=[ROLE, NAME, MAIL])
    assert person.identities == (MAIL, OTHER_MAIL, SLUG, PHONE, ROLE)


def test_a_birthday_with_its_year_wins_over_a_newer_one_without() -> None:
    full, part = PartialDate(year=1980, month=3, day=5), PartialDate(month=3, day=5)
    contacts = [(OLD, Contact(key="a", name="A", birthday=full)), (NEW, Contact(key="b", name="A", birthday=part))]
    assert describe(WHO, contacts).birthday == full


def test_the_user_has_the_last_word() -> None:
    contact = Contact(key="a", name="Ana Lee", given="Ana")
    word = UserWord(name="Annie Lee", circles=("b", "a"), importance=4, quiet=True, place=Place.FAMILY)
    person = describe(WHO, [(OLD, contact)], word=word)
    assert (person.name, person.given, person.circles) == ("Annie Lee", "Annie", ("a", "b"))
    assert not person.is_plannable
