"""What a signature tells stands on the person's page, with the mail that says it, unless it is known already."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.conftest import NOW

from kithly.app.bringing.import_files import import_paths
from kithly.app.derived.me import set_me
from kithly.app.network import open_network
from kithly.app.persons.people import show_person
from kithly.app.views import FactView

MAIL = (
    "From ana@kiln.example Mon Apr  1 10:00:00 2024\nFrom: Ana Kiln <ana@kiln.example>\nTo: Ben <ben@oven.example>\n"
    "Subject: {0}\nDate: Mon, {1:02} Apr 2024 12:00:00 +0200\nMessage-ID: <{0}@kiln.example>\n{2}\n"
    "Dear Ben, the red clay has come.\n\n-- \nAna Kiln\n{3}\n\n"
)
HELLO = (
    "From ben@oven.example Sat Mar 30 10:00:00 2024\nFrom: Ben <ben@oven.example>\nTo: Ana Kiln <ana@kiln.example>\n"
    "Date: Sat, 30 Mar 2024 10:00:00 +0000\nSubject: Clay\nMessage-ID: <0@oven.example>\n\nDear Ana, any clay?\n\n"
)
OLD = "Apprentice\nPots & Pans Ltd\n+44 20 7946 0101"
NEW = "Head of Glazes\nKilnworks Ltd\nT: +44 20 7946 0199\nlinkedin.com/in/ana-kiln\nwww.kilnworks.example"


def facts(folder: Path, *mails: str) -> tuple[FactView, ...]:
    (folder / "mail.mbox").write_text("".join(mails))
    (folder / "hello.mbox").write_text(HELLO)
    with open_network(folder / "data", now=NOW) as network:
        set_me(network, [("address", "ben@oven.example")])
        import_paths(network, [folder / "mail.mbox", folder / "hello.mbox"])
        return show_person(network, "Ana Kiln").facts


def test_the_newest_signature_is_told_with_its_mail(tmp_path: Path) -> None:
    found = facts(tmp_path, MAIL.format("old", 1, "", OLD), MAIL.format("new", 9, "", NEW))
    assert [(one.kind, one.label, one.value) for one in found] == [
        ("signature", "work, from a signature", "Head of Glazes, Kilnworks Ltd"),
        ("signature", "phone, from a signature", "+442079460199"),
        ("signature", "linkedin, from a signature", "ana-kiln"),
        ("signature", "page, from a signature", "www.kilnworks.example"),
    ]
    assert {one.evidence.at and one.evidence.at.day for one in found} == {9}


@pytest.mark.parametrize("header", ["List-Id: <pots.lists.example>", "Auto-Submitted: auto-generated"])
def test_what_no_human_wrote_to_few_tells_nothing(header: str, tmp_path: Path) -> None:
    assert facts(tmp_path, MAIL.format("new", 9, f"{header}\n", NEW)) == ()


def test_what_is_known_is_not_told_again(tmp_path: Path) -> None:
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana Kiln\nN:Kiln;Ana;;;\nEMAIL:ana@kiln.example\nTEL:+44 20 7946 0199\n"
    (tmp_path / "ana.vcf").write_text(f"{card}ORG:Kilnworks\nTITLE:Head of Glazes\nEND:VCARD\n")
    with open_network(tmp_path / "data", now=NOW) as network:
        import_paths(network, [tmp_path / "ana.vcf"])
    found = facts(tmp_path, MAIL.format("new", 9, "", NEW))
    assert {one.label for one in found if one.kind == "signature"} == {
        "linkedin, from a signature",
        "page, from a signature",
    }
