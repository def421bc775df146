"""Ten people one would be sorry to lose: named before anything is there, matched later, edited at will."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.e2e.belonging_shapes import NAMED_PEOPLE
from tests.e2e.conftest import NOW, Kithly
from tests.e2e.shapes import MERGES, misfits
from tests.e2e.years import write_export, write_letters

from kithly.app.belonging.named import list_named, name_people
from kithly.app.belonging.word import importance
from kithly.app.bringing.import_files import import_paths
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network, open_network
from kithly.app.persons.merging import accept, different, same, suggestions
from kithly.app.persons.people import list_people, show_person
from kithly.errors import NotFound, SettingsError

LINES = ("Mehmet, from the Halden days", "Adaeze Okonkwo (the harbour plan)", "Prof. Haugland")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Network]:
    with open_network(tmp_path / "data", now=NOW) as opened:
        yield opened


def bring(network: Network, folder: Path) -> tuple[str, ...]:
    """Import the export and the letters, and return what the import advises."""
    return import_paths(network, [write_export(folder / "export"), write_letters(folder / "All mail.mbox")]).hints


def names(network: Network) -> list[str]:
    return [row.name for row in list_people(network, limit=100).people]


def meanings(network: Network) -> dict[str, tuple[str, bool]]:
    return {one.line: (one.person.name, one.matched) for one in list_named(network).people}


def test_named_on_an_empty_machine_each_is_an_entry_that_matters(empty: Network) -> None:
    view = name_people(empty, LINES)
    assert view.text == "People you would be sorry to lose: 3 people named."
    assert [(one.line, one.name, one.about, one.matched) for one in view.people] == [
        (LINES[0], "Mehmet", "from the Halden days", False),
        (LINES[1], "Adaeze Okonkwo", "the harbour plan", False),
        (LINES[2], "Prof. Haugland", "", False),
    ]
    assert names(empty) == ["Adaeze Okonkwo", "Haugland", "Mehmet"]
    person = show_person(empty, "Haugland")
    assert (person.importance, person.named, person.notes) == (2.0, ("Prof. Haugland",), ())
    assert person.reasons == ()


def test_the_same_lines_again_change_nothing(empty: Network) -> None:
    before = name_people(empty, LINES)
    again = name_people(empty, [f"  {line} " for line in reversed(LINES)] + ["", "   "])
    assert (again.change, again.people) == (None, before.people)
    assert len(list_changes(empty).changes) == 1


def test_after_an_import_each_line_is_suggested_with_evidence_and_never_joined_unasked(
    empty: Network, tmp_path: Path
) -> None:
    name_people(empty, LINES)
    advice = bring(empty, tmp_path)
    assert any("2 of the people you named may be here now" in one for one in advice)
    found = {frozenset((one.a.name, one.b.name)): one for one in suggestions(empty).suggestions}
    part = found[frozenset(("Mehmet", "Mehmet Yildiz"))]
    assert [one.text for one in part.because] == [
        "You named Mehmet, and Mehmet Yildiz is the only one who fits.",
        "Your line speaks of “halden”, and so do their records.",
    ]
    assert part.because[0].evidence[0].quote == LINES[0]
    whole = found[frozenset(("Adaeze Okonkwo",))]
    assert part.score < 0.9 <= whole.score
    accept(empty, 0.9)
    assert "Mehmet" in names(empty)
    assert meanings(empty)[LINES[1]] == ("Adaeze Okonkwo", True)
    assert meanings(empty)[LINES[0]] == ("Mehmet", False)


def test_a_joined_line_makes_its_person_matter_and_gives_a_reason(empty: Network, tmp_path: Path) -> None:
    name_people(empty, LINES)
    bring(empty, tmp_path)
    same(empty, list_named(empty).people[0].person.id, "Mehmet Yildiz")
    person = show_person(empty, "Mehmet")
    assert (person.name, person.importance) == ("Mehmet Yildiz", 2.0)
    assert "named" in {one.kind for one in person.reasons}
    assert meanings(empty)[LINES[0]] == ("Mehmet Yildiz", True)
    assert not any("Mehmet" in (one.a.name, one.b.name) for one in suggestions(empty).suggestions)


def test_who_alone_bears_the_full_name_is_meant_at_once(empty: Network, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    before = names(empty)
    name_people(empty, ["Adaeze Okonkwo (the harbour plan)", "rasmus kjaer"])
    assert names(empty) == before
    assert set(meanings(empty).values()) == {("Adaeze Okonkwo", True), ("Rasmus Kjaer", True)}
    assert show_person(empty, "Rasmus").importance == 2.0


def test_of_two_namesakes_none_is_meant(empty: Network, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    two = ("First Name,Last Name,URL,Connected On", "Zoe,Quill,https://www.linkedin.com/in/z1,02 Jan 2020",
           "Zoe,Quill,https://www.linkedin.com/in/z2,02 Jan 2021")  # fmt: skip
    import_paths(empty, [write_export(tmp_path / "more", connections=two)])
    name_people(empty, ["Zoe Quill"])
    assert names(empty).count("Zoe Quill") == 3
    assert meanings(empty)["Zoe Quill"] == ("Zoe Quill", False)


def test_an_address_in_a_line_joins_by_itself(empty: Network, tmp_path: Path) -> None:
    name_people(empty, ["Addy <adaeze@halden.example>"])
    assert meanings(empty)["Addy <adaeze@halden.example>"] == ("Addy", False)
    bring(empty, tmp_path)
    assert meanings(empty)["Addy <adaeze@halden.example>"][1]
    assert len([one for one in names(empty) if "A" in one[:1]]) == 1


def test_a_line_taken_away_takes_its_entry_along_and_undo_brings_both_back(empty: Network) -> None:
    before = name_people(empty, LINES).people
    view = name_people(empty, LINES[1:])
    assert view.text == "People you would be sorry to lose: 1 line taken away."
    assert names(empty) == ["Adaeze Okonkwo", "Haugland"]
    with pytest.raises(NotFound):
        show_person(empty, before[0].person.id)
    undo(empty, view.change)
    assert list_named(empty).people == before
    assert names(empty) == ["Adaeze Okonkwo", "Haugland", "Mehmet"]


def test_a_line_taken_away_leaves_the_person_it_was_joined_with(empty: Network, tmp_path: Path) -> None:
    name_people(empty, LINES)
    bring(empty, tmp_path)
    same(empty, list_named(empty).people[0].person.id, "Mehmet Yildiz")
    view = name_people(empty, LINES[1:])
    person = show_person(empty, "Mehmet")
    assert (person.name, person.importance, person.named) == ("Mehmet Yildiz", 1.0, ())
    undo(empty, view.change)
    assert show_person(empty, "Mehmet").importance == 2.0
    assert "Mehmet" not in names(empty)


def test_ids_come_back_however_the_lines_were_joined_and_taken_away(empty: Network, tmp_path: Path) -> None:
    bring(empty, tmp_path)
    name_people(empty, ["Zed", "Addy <addy@else.example>"])
    ids = {row.name: row.id for row in list_people(empty, limit=100).people}
    same(empty, "Zed", "Rasmus Kjaer")
    same(empty, "Addy", "Darya")
    same(empty, "Darya", "Pat O'Rourke")
    before = {row.name: row.id for row in list_people(empty, limit=100).people}
    view = name_people(empty, [])
    undo(empty, view.change)
    assert {row.name: row.id for row in list_people(empty, limit=100).people} == before
    undo(empty, None)
    undo(empty, None)
    undo(empty, None)
    assert {row.name: row.id for row in list_people(empty, limit=100).people} == ids
    assert [one.person.name for one in list_named(empty).people] == ["Zed", "Addy"]


def test_other_words_about_the_same_name_are_an_edit_of_the_same_person(empty: Network, tmp_path: Path) -> None:
    name_people(empty, LINES)
    bring(empty, tmp_path)
    same(empty, list_named(empty).people[0].person.id, "Mehmet Yildiz")
    edited = "Mehmet (planner, Halden)"
    name_people(empty, [edited, *LINES[1:]])
    assert list(meanings(empty)) == [edited, *LINES[1:]]
    assert meanings(empty)[edited] == ("Mehmet Yildiz", True)
    assert show_person(empty, "Mehmet").named == (edited,)
    name_people(empty, LINES)
    assert meanings(empty)[LINES[0]] == ("Mehmet Yildiz", True)


def test_two_of_one_given_name_are_two(empty: Network) -> None:
    name_people(empty, ["Tomasz (wind farm)", "Tomasz (the tall one)"])
    assert names(empty) == ["Tomasz", "Tomasz"]
    name_people(empty, ["Tomasz (wind farm)"])
    assert names(empty) == ["Tomasz"]


def test_a_line_written_again_after_it_was_taken_away_is_the_same_person(empty: Network) -> None:
    first = name_people(empty, LINES).people[0].person
    name_people(empty, LINES[1:])
    name_people(empty, LINES)
    assert meanings(empty)[LINES[0]] == ("Mehmet", False)
    assert {one.person.id for one in list_named(empty).people} >= {first.id}


def test_the_users_own_weight_comes_before_the_seed(empty: Network) -> None:
    name_people(empty, LINES)
    importance(empty, "Haugland", "low")
    assert show_person(empty, "Haugland").importance == 0.5
    name_people(empty, [*LINES[:2], "Prof. Haugland, the fjord book"])
    assert show_person(empty, "Haugland").importance == 0.5


def test_two_called_two_are_not_suggested_again(empty: Network, tmp_path: Path) -> None:
    name_people(empty, LINES[:1])
    bring(empty, tmp_path)
    different(empty, list_named(empty).people[0].person.id, "Mehmet Yildiz")
    assert not any("Mehmet" in (one.a.name, one.b.name) for one in suggestions(empty).suggestions)


def test_undo_of_the_naming_leaves_nothing(empty: Network) -> None:
    view = name_people(empty, LINES)
    undo(empty, view.change)
    assert (names(empty), list_named(empty).people) == ([], ())


def test_a_whole_address_book_is_refused(empty: Network) -> None:
    with pytest.raises(SettingsError):
        name_people(empty, [f"Ana Lee {number}" for number in range(101)])


def test_the_command_lists_adds_and_drops(kithly: Kithly, tmp_path: Path) -> None:
    assert "Nobody yet" in kithly.ok("named")
    assert "3 people named" in kithly.ok("named", *LINES)
    assert misfits(kithly.view("named"), NAMED_PEOPLE) == []
    text = kithly.ok("named", "Darya")
    assert [line[:2] for line in text.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3.", "4."]
    kithly.ok("import", write_export(tmp_path / "export"), write_letters(tmp_path / "All mail.mbox"))
    assert misfits(kithly.view("merges"), MERGES) == []
    assert "You named Darya, and Darya Kovaleva is the only one who fits." in kithly.ok("merges")
    assert "1 line taken away" in kithly.ok("named", "--drop", "4")
    assert "Darya" not in kithly.ok("named")
    assert kithly("named", "--drop", "9").code == 2
