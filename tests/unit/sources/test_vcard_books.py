"""Cards as a whole: groups, keys, files that lie beside each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.unit.sources.cards import ON, card, contacts, item, one, outcomes

from kithly.records import Contact, Sighted
from kithly.sources.base import Siblings
from kithly.sources.vcard import VCard


def test_groups_are_labels_of_their_members_wherever_they_stand() -> None:
    group = card(
        "KIND:group", "FN:Choir", "MEMBER:urn:uuid:A1B2C3D4-AA", "MEMBER:mailto:bo@reed.example", "REV:20240301T000000Z"
    )
    people = (
        card("FN:Ann", "UID:a1b2c3d4-aa", "REV:20200101T000000Z")
        + card("FN:Bo", "EMAIL:bo@reed.example")
        + card("FN:Cy")
    )
    for data in (group + people, people + group):
        assert [found.labels for found in contacts(data)] == [("Choir",), ("Choir",), ()]
    dated = [one.observed_at.year for one in outcomes(people + group) if isinstance(one, Sighted)]
    assert dated == [2024, ON.year, ON.year]


def test_who_left_a_group_is_said_later_than_who_was_in_it() -> None:
    ann = card("FN:Ann", "UID:a1b2c3d4-aa", "REV:20200101T000000Z")
    inside = card("KIND:group", "FN:Choir", "MEMBER:urn:uuid:a1b2c3d4-aa", "REV:20230101T000000Z")
    outside = card("KIND:group", "FN:Choir", "REV:20240101T000000Z")
    undated = card("KIND:group", "FN:Choir")
    told = [outcomes(ann + group)[0] for group in (b"", inside, outside, undated, inside + undated)]
    years = [one.observed_at.year for one in told if isinstance(one, Sighted)]
    assert years == [2020, 2023, 2024, ON.year, ON.year]


def test_lists_that_hold_everybody_are_no_labels_and_favourites_are_starred() -> None:
    found = one("CATEGORIES:myContacts,starred,Choir")
    assert (found.labels, found.starred) == (("Choir",), True)


def test_the_revision_is_when_it_was_said_unless_it_cannot_be() -> None:
    told = {"REV:20190710T084311Z": 2019, "REV;VALUE=DATE:20190710": 2019, "REV:2099-01-01": 2026, "REV:soon": 2026}
    for line, year in told.items():
        (found,) = outcomes(card("FN:Zita", line))
        assert isinstance(found, Sighted)
        assert found.observed_at.year == year


def test_an_address_of_two_people_gives_two_records_in_any_order() -> None:
    ann, bo = card("FN:Ann Reed", "EMAIL:home@reed.example"), card("FN:Bo Reed", "EMAIL:home@reed.example")
    keys = {found.key for found in contacts(ann + bo)}
    assert keys == {found.key for found in contacts(bo + ann)}
    assert len(keys) == 2


@pytest.mark.parametrize(
    "uids",
    [
        ["1", "2", "3", "4"],
        ["card-0", "card-1", "card-2", "card-3"],
        [f"sabre-vobject-6f0c{place}" for place in range(4)],
        [f"c232ab0{place}-9414-11ec-b3c8-9f6bdeced846" for place in range(4)],
        ["the-same-id-for-all"] * 4,
        ["7", "19", "203", "a1"],
    ],
)
def test_ids_made_for_an_export_are_no_keys(uids: list[str]) -> None:
    cards = [card(f"FN:Person {word}", f"UID:{uid}") for word, uid in zip("abcd", uids, strict=True)]
    assert [found.key for found in contacts(b"".join(cards))] == [f"name:person {word}|" for word in "abcd"]


def test_an_id_an_address_book_keeps_is_the_key_in_any_spelling() -> None:
    kept = ["urn:uuid:C9F2A6F0-58B5-4F0C-A2A4-5A4E9A3D8C01", "c9f2a6f0-58b5-4f0c-a2a4-5a4e9a3d8c01"]
    kept.append("C9F2A6F0-58B5-4F0C-A2A4-5A4E9A3D8C01\\:ABPerson")
    assert {one(f"UID:{uid}").key for uid in kept} == {"uid:c9f2a6f0-58b5-4f0c-a2a4-5a4e9a3d8c01"}


def together(*files: bytes) -> list[Contact]:
    """Read several files as one folder."""
    siblings = Siblings()
    for place, data in enumerate(files):
        one = item(data, f"{place}.vcf")
        siblings[one.name] = replace(one, siblings=siblings)
    read = (outcome for one in siblings.values() for outcome in VCard().read(one))
    return [one.record for one in read if isinstance(one, Sighted) and isinstance(one.record, Contact)]


def test_a_folder_of_single_cards_is_one_book_with_its_groups() -> None:
    group = card("KIND:group", "FN:Choir", "MEMBER:urn:uuid:c9f2a6f0-58b5", version="4.0")
    found = together(card("FN:Ann", "UID:c9f2a6f0-58b5"), group, card("FN:Bo", "UID:d0a3b7e1-69c6"))
    assert [(one.name, one.labels) for one in found] == [("Ann", ("Choir",)), ("Bo", ())]


def test_an_older_export_in_the_folder_changes_nothing_of_a_newer_one() -> None:
    uid = "UID:c9f2a6f0-58b5"
    group = card("KIND:group", "FN:Choir", "MEMBER:urn:uuid:c9f2a6f0-58b5", version="4.0")
    old = card("FN:Ann Reed", uid, "EMAIL:ann@reed.example") + group
    new = card("FN:Ann Reed-Marsh", uid, "EMAIL:ann@reed.example") + card("FN:Bo")
    found = together(old, new)
    assert [(one.key, one.labels) for one in found][:2] == [
        ("uid:c9f2a6f0-58b5", ("Choir",)),
        ("uid:c9f2a6f0-58b5", ()),
    ]


def test_ids_that_differ_between_two_files_of_the_same_people_are_no_keys() -> None:
    def export(mark: str) -> bytes:
        people = ("ann", "bo", "cy")
        return b"".join(card(f"FN:{one}", f"UID:{mark}-{one}-4b8b", f"EMAIL:{one}@reed.example") for one in people)

    keys = [one.key for one in together(export("first"), export("second"))]
    assert keys == ["mail:ann@reed.example", "mail:bo@reed.example", "mail:cy@reed.example"] * 2
    assert together(export("first"))[0].key == "uid:first-ann-4b8b"
