"""A birthday that one address book tells is not forgotten because another is silent about it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.network import Network
from kithly.app.persons.people import show_person
from kithly.app.persons.wishes import needs
from kithly.testing.store_samples import NOW

PHONE = "BEGIN:VCARD\nVERSION:3.0\nFN:Fay Stone\nEMAIL:fay@stone.example\nBDAY:{day}\nEND:VCARD\n"
MAIL = "BEGIN:VCARD\nVERSION:3.0\nFN:Fay Stone\nEMAIL:fay@stone.example\nTITLE:{title}\nEND:VCARD\n"
WITH_ID = MAIL.replace("TITLE:{title}\n", "UID:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1\n{more}")


def brought(network: Network, folder: Path, name: str, text: str) -> str | None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    written = NOW.timestamp() - 3_600 + 60 * len(list(folder.glob("*.vcf")))  # each a minute later
    os.utime(path, (written, written))
    return import_paths(network, [path]).import_


def birthday(network: Network) -> str | None:
    return show_person(network, "Fay").birthday


def test_a_card_of_another_book_that_is_silent_takes_no_birthday_away(network: Network, tmp_path: Path) -> None:
    brought(network, tmp_path, "phone.vcf", PHONE.format(day="1976-11-28"))
    change = brought(network, tmp_path, "mail.vcf", MAIL.format(title="Potter"))
    assert (birthday(network), show_person(network, "Fay").title) == ("1976-11-28", "Potter")
    needs(network, "Fay", looks_for="a kiln")  # looks at one person alone
    assert birthday(network) == "1976-11-28"
    undo(network, change)
    assert birthday(network) == "1976-11-28"


def test_a_card_that_tells_another_birthday_is_believed(network: Network, tmp_path: Path) -> None:
    brought(network, tmp_path, "phone.vcf", PHONE.format(day="1976-11-28"))
    brought(network, tmp_path, "other.vcf", PHONE.format(day="1976-11-29"))
    assert birthday(network) == "1976-11-29"


@pytest.mark.parametrize(("more", "left"), [("", None), ("BDAY:1976-11-29\n", "1976-11-29")])
def test_a_card_with_an_id_of_its_own_says_what_its_book_says_now(
    network: Network, tmp_path: Path, more: str, left: str | None
) -> None:
    brought(network, tmp_path, "book.vcf", WITH_ID.format(more="BDAY:1976-11-28\n"))
    brought(network, tmp_path, "newer.vcf", WITH_ID.format(more=more))
    assert birthday(network) == left


def test_undoing_the_book_that_told_it_takes_it_away(network: Network, tmp_path: Path) -> None:
    change = brought(network, tmp_path, "phone.vcf", PHONE.format(day="1976-11-28"))
    brought(network, tmp_path, "mail.vcf", MAIL.format(title="Potter"))
    undo(network, change)
    assert birthday(network) is None
