"""Network, family or service: a guess with its reason, careful with both."""

from __future__ import annotations

import pytest

from kithly.history.triage import Correspondent, guess_place, looks_human, service_word
from kithly.people import Person, PersonId
from kithly.records import PartialDate, email_identity

EGO = "Marit Hagen"


def one(
    name: str,
    *mails: str,
    wrote: int = 50,
    written: int = 40,
    company: str = "",
    connected: bool = False,
    off_hours: float | None = None,
) -> Correspondent:
    person = Person(
        id=PersonId("x"),
        name=name,
        identities=tuple(filter(None, map(email_identity, mails))),
        company=company,
        connected_on=PartialDate(year=2020) if connected else None,
    )
    return Correspondent(person=person, wrote=wrote, written=written, off_hours=off_hours)


def guess(correspondent: Correspondent, ego: str = EGO) -> str:
    return guess_place(correspondent, ego_name=ego).place.value


@pytest.mark.parametrize("name", ["Jonas Hagen", "Ingrid Lund-Hagen", "Hagen, Sven", "Dr. Ingeborg HAGEN"])
def test_who_shares_the_family_name_and_writes_privately_is_family(name: str) -> None:
    found = guess_place(one(name, "someone@gmail.com"), ego_name=EGO)
    assert (found.place.value, found.why) == ("family", "shares your family name")


def test_a_namesake_at_a_company_is_a_colleague() -> None:
    assert guess(one("Sven Hagen", "sven@halden.example")) == "network"
    assert guess(one("Sven Hagen", "sven@gmail.com", "sven.hagen@halden.example")) == "network"
    assert guess(one("Sven Hagen", "sven@hagen.example")) == "family"


def test_a_common_name_needs_more_than_the_name() -> None:
    smith = "Ada Smith"
    assert guess(one("Ben Smith", "ben@gmail.com"), smith) == "family"
    assert guess(one("Ben Smith", "ben@gmail.com", connected=True), smith) == "network"
    assert guess(one("Ben Smith", "ben@gmail.com", company="Acme"), smith) == "network"
    assert guess(one("Sven Hagen", "sven@gmail.com", connected=True)) == "family"


def test_one_given_name_in_common_is_no_family() -> None:
    assert guess(one("Anna Maria Berg", "a@gmail.com"), "Eva Maria Holm") == "network"
    assert guess(one("Hagen", "a@gmail.com")) == "network"
    assert guess(one("Jonas Hagen", "a@gmail.com"), "") == "network"


@pytest.mark.parametrize("name", ["Mum", "Papa", "Tante Ingrid", "Oma"])
def test_who_is_called_so_is_family(name: str) -> None:
    assert guess(one(name, "someone@gmail.com")) == "family"


def test_a_word_of_kinship_may_be_a_given_name_at_work() -> None:
    assert guess(one("Mor Cohen", "mor@acme.example")) == "network"
    assert guess(one("Mor Cohen", "mor@gmail.com", connected=True)) == "network"


def test_evenings_and_weekends_between_private_addresses_are_family() -> None:
    def close(mail: str, off_hours: float, *, connected: bool = False) -> str:
        return guess(one("Aylin Demir", mail, wrote=700, written=600, off_hours=off_hours, connected=connected))

    assert close("aylin@gmail.com", 0.7) == "family"
    assert close("aylin@gmail.com", 0.2) == "network"
    assert close("aylin@acme.example", 0.7) == "network"
    assert close("aylin@gmail.com", 0.7, connected=True) == "network"
    assert guess(one("Aylin Demir", "aylin@gmail.com", off_hours=0.7, wrote=60, written=60)) == "network"


@pytest.mark.parametrize(
    "name",
    ["Fjellbank kundeservice", "Skolefritid Årstad", "Tannlege Brekke", "Praxis Dr. Kern", "Clinica San Telmo",
     "Hausverwaltung Nord", "Przychodnia Zdrowie", "Acme Billing"],
)  # fmt: skip
def test_a_name_that_tells_of_a_service_is_one(name: str) -> None:
    assert guess(one(name, "post@brekke.example", written=5)) == "service"


def test_an_address_that_tells_of_a_service_is_one() -> None:
    found = guess_place(one("Brekke", "tannlege.brekke@gmail.com"), ego_name=EGO)
    assert (found.place.value, found.why) == ("service", "“tannlege” in the address")


def test_a_person_with_such_a_family_name_is_none() -> None:
    assert guess(one("Marco Banco", "marco@acme.example")) == "network"
    assert guess(one("Oluwaseun Burbank", "o@acme.example")) == "network"


def test_who_only_sends_is_a_service_with_the_count_as_reason() -> None:
    found = guess_place(one("Ben Roe", "ben@agency.example", wrote=362, written=2), ego_name=EGO)
    assert (found.place.value, found.why) == ("service", "362 to you, you wrote twice")
    assert guess(one("Ben Roe", "ben@agency.example", wrote=12, written=0)) == "service"
    assert guess(one("Ben Roe", "ben@agency.example", wrote=12, written=1)) == "network"
    assert guess(one("Ben Roe", "ben@gmail.com", wrote=362, written=2)) == "network"


def test_everybody_else_is_network_with_both_counts_as_reason() -> None:
    found = guess_place(one("محمد الفارسي", "m@acme.example", wrote=70, written=68), ego_name=EGO)
    assert (found.place.value, found.why) == ("network", "70 from them, 68 from you")


def test_words_and_names_are_told_apart() -> None:
    assert looks_human("Ana Banco")
    assert not looks_human("Fjellbank kundeservice")
    assert service_word(["fjellbank"], endings=False) == ""
