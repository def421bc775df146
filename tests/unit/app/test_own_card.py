"""Ego's own card in an address book is nobody else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import undo
from kithly.app.derived.me import say_me
from kithly.app.network import Network
from kithly.app.persons.people import list_people
from kithly.testing.store_samples import NOW

BOOK = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:nora@lindqvist.example\nBDAY:1980-05-03\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:3.0\nFN:Fay Stone\nEMAIL:fay@stone.example\nEND:VCARD\n"
)


def brought(network: Network, folder: Path, name: str = "Nora Lindqvist") -> str | None:
    path = folder / "book.vcf"
    path.write_text(BOOK.format(name=name), encoding="utf-8")
    os.utime(path, (NOW.timestamp() - 60,) * 2)
    return import_paths(network, [path]).import_


def names(network: Network) -> list[str]:
    return sorted(one.name for one in list_people(network).people if "Fictional" not in one.name)


@pytest.mark.parametrize("first", ["me", "book"])
def test_the_own_card_makes_no_person_whatever_came_first(network: Network, tmp_path: Path, first: str) -> None:
    me = [("address", "nora@lindqvist.example"), ("name", "Nora Lindqvist")]
    if first == "me":
        say_me(network, me)
    brought(network, tmp_path)
    if first == "book":
        assert names(network) == ["Fay Stone", "Nora Lindqvist"]
        done = say_me(network, me)
        assert names(network) == ["Fay Stone"]
        undo(network, done.change)
        assert names(network) == ["Fay Stone", "Nora Lindqvist"]
    else:
        assert names(network) == ["Fay Stone"]


def test_whoever_shares_the_address_stays_somebody(network: Network, tmp_path: Path) -> None:
    say_me(network, [("address", "nora@lindqvist.example"), ("name", "Nora Lindqvist")])
    brought(network, tmp_path, "Eva Lindqvist")
    assert names(network) == ["Eva Lindqvist", "Fay Stone"]
