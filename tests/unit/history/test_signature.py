"""The employer a signature names, and the many lines that name none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import employer


@pytest.mark.parametrize(
    ("signature", "address", "company", "title"),
    [
        ("Ana Lee\nHead of QA, Acme GmbH\n+49 30 5550100", "", "Acme GmbH", "Head of QA"),
        ("Ana Lee\nHead of QA\nAcme GmbH\nwww.acme.example", "", "Acme GmbH", "Head of QA"),
        ("Ana Lee\nHead of QA\nAcme", "ana@acme.example", "Acme", "Head of QA"),
        ("Ana Lee | Principal Engineer at Globex", "", "Globex", "Principal Engineer"),
        ("Ana Lee\nLeiterin Einkauf, Müller & Söhne AG", "", "Müller & Söhne AG", "Leiterin Einkauf"),
        ("Ana Lee\nDirectrice technique, Globex SAS", "", "Globex SAS", "Directrice technique"),
        ("Ana Lee\nProfessor, University of Oslo", "", "University of Oslo", "Professor"),
        ("Ana Lee\nHead of R&D, Sensors\nHalden & Co.", "", "Halden & Co.", "Head of R&D"),
        (
            "Ana Lee\nHead of R&D, Sensors | Halden Marine | Oslo",
            "ana@halden-marine.example",
            "Halden Marine",
            "Head of R&D",
        ),
        ("Ana Lee\nHead of R&D, Sensors\nHalden Marine\n+47 22 55 01 00", "", "Halden Marine", "Head of R&D"),
        ("Ana Lee\nHead of R&D, Sensors | Halden Marine | Port Ellery", "", "Halden Marine", "Head of R&D"),
        ("Ana Lee\nHead of R&D\nSensors\nHalden Marine AS", "", "Halden Marine AS", "Head of R&D"),
        (
            "Ana Lee\nOperations Director, Nordics\nOrla Tide",
            "ana@orla-tide.example",
            "Orla Tide",
            "Operations Director",
        ),
        ("Ana Lee\nBuyer, Orla Tide", "ana@gmail.com", "Orla Tide", "Buyer"),
        ("Ana Lee\nEngineer at Sensirio", "", "Sensirio", "Engineer"),
    ],
)
def test_a_signature_names_company_and_title(signature: str, address: str, company: str, title: str) -> None:
    found = employer(signature, address)
    assert found is not None
    assert (found.company, found.title) == (company, title)
    assert found.quote in signature
    assert not found.is_domain


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "Ana",
        "Cheers,\nAna",
        "Ana Lee\nSoftware Engineer, Berlin",
        "Ana Lee\nEngineer, Platform Team",
        "Ana Lee\nHead of R&D, Sensors",
        "Ana Lee\nHead of R&D, Quartz | Halden Marine | Port Ellery",
        "Ana Lee\nOperations Director, Nordics",
        "Ana Lee\nVice President, Quartz",
        "Ana Lee\nLeiterin Entwicklung, Antriebe & Systeme",
        "Ana Lee\nResponsable achats, Capteurs",
        "Ana Lee\nDirettrice vendite, Reti",
        "Ana Lee\nJefa de compras, Sensores",
        "Ana Lee\nHoofd inkoop, Sensoren",
        "Ana Lee\nChefe de pesquisa, Sensores",
        "Ana Lee\nEngineer at Sensors",
        "Ana Lee\nFreelance Designer, Acme Studio GmbH",
        "To be or not to be, that is the question\n-- Hamlet, Prince of Denmark",
        "____\nwidgets mailing list\nwidgets@lists.example\nhttps://lists.example/listinfo/widgets",
        "This message is confidential and intended for Acme Ltd only.",
        "Sent from my phone",
        "\n".join(["a line of a poem about Acme GmbH"] * 30),
    ],
)
def test_what_names_no_employer_gives_none(signature: str) -> None:
    assert employer(signature) is None


def test_a_domain_alone_tells_the_employer_as_a_domain() -> None:
    found = employer("Ana", "ana@acme.example")
    assert found is not None
    assert found.is_domain
    assert (found.company, found.quote) == ("acme", "ana@acme.example")


@pytest.mark.parametrize("tail", ["Sensors", "Nordics", "Quartz", "Tidal Power"])
def test_the_rest_of_a_title_is_no_employer_where_the_address_names_another(tail: str) -> None:
    found = employer(f"Ana Lee\nProject Manager, {tail}", "ana@halden-marine.example")
    assert found is not None
    assert found.is_domain


def test_a_private_address_tells_none() -> None:
    assert employer("Ana", "ana@gmail.com") is None


@given(st.text(max_size=200), st.text(max_size=40))
def test_no_text_breaks_the_reader_and_a_quote_is_exact(signature: str, address: str) -> None:
    found = employer(signature, address)
    assert found is None or found.quote in (address if found.is_domain else signature)
