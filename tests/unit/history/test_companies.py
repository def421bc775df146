"""One company or another, and who names none."""

from __future__ import annotations

import pytest

from kithly.history import company_key, domain_company, is_at_domain, is_no_employer, is_same_company

SAME = [
    ("Acme", "ACME Inc."),
    ("Acme", "Acme, Inc"),
    ("Acme Widgets", "Acme"),
    ("Acme S.A.", "Acme"),
    ("Acme GmbH & Co. KG", "acme"),
    ("Acme (Berlin office)", "Acme"),
    ("Gloebx Systems", "Globex Systems"),
    ("International Widget Works", "IWW"),
    ("The Acme Group", "Acme"),
    ("", "Acme"),
    ("Café Olé", "Cafe Ole"),
    ("Data Forge", "DataForge"),
]
OTHER = [("Acme", "Globex"), ("BMW", "BMI"), ("Initech Systems", "Hooli Systems"), ("Acme Bank", "Hooli Bank")]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_are_one_company(one: str, other: str) -> None:
    assert is_same_company(one, other)
    assert is_same_company(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_companies_are_two(one: str, other: str) -> None:
    assert not is_same_company(one, other)


def test_a_name_that_is_only_a_legal_form_is_kept() -> None:
    assert company_key("SE") == "se"


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("ana@acme.example", "acme"),
        ("ana@mail.acme.co.uk", "acme"),
        ("ana@gmail.com", ""),
        ("ana@yahoo.fr", ""),
        ("ana@hotmail.co.uk", ""),
        ("ana@alum.example.edu", ""),
        ("ana@debian.org", ""),
        ("ana@users.noreply.github.com", ""),
        ("ana@localhost", ""),
        ("ana@192.168.0.1", ""),
        ("acme.example", ""),
        ("", ""),
    ],
)
def test_a_domain_names_the_employer_or_nobody(address: str, label: str) -> None:
    assert domain_company(address) == label


def test_a_domain_fits_the_company_it_abbreviates() -> None:
    assert is_at_domain("Acme Widgets GmbH", "acme")
    assert is_at_domain("International Widget Works", "iww")
    assert is_at_domain("Acme", "acme-corp")
    assert not is_at_domain("Globex", "acme")


@pytest.mark.parametrize(
    "text",
    ["", " - ", "Open to Work", "Seeking new opportunities", "Retired", "Self-employed", "Freelance designer",
     "ex-Acme", "Formerly at Acme", "arbeitssuchend", "En recherche d'emploi", "Jubilada", "op zoek naar werk"],
)  # fmt: skip
def test_a_job_lost_ended_or_looked_for_is_no_employer(text: str) -> None:
    assert is_no_employer(text)


@pytest.mark.parametrize("text", ["Acme", "Open Text", "The Independent", "Hooli Private Banking", "Exxent", "Nokia"])
def test_a_company_with_an_odd_name_is_an_employer(text: str) -> None:
    assert not is_no_employer(text)
