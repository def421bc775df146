"""Tables of people: the guess is shown, the user's word is kept, used again, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.e2e import shapes

from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.peek import peek
from kithly.app.changes import list_changes, undo
from kithly.app.network import Network, open_network
from kithly.app.persons.people import list_people
from kithly.errors import UserError
from kithly.interfaces.cli.main import cli

VAGUE = "Wer;Kanal;Takt\nUma Untold;0171 0000000;monatlich\nVic Vague;0171 0000001;\n"
CLEAR = "First Name,Last Name,Email,Shoe size\nUma,Untold,uma@untold.example,38\nVic,Vague,vic@vague.example,44\n"
WORD = {"Wer": "name", "Kanal": "phone", "Takt": "cadence"}


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return an empty network."""
    with open_network(tmp_path / "data") as opened:
        yield opened


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def names(network: Network) -> list[str]:
    return sorted(row.name for row in list_people(network, limit=100).people)


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--data", str(folder), *words])


def test_a_vague_table_is_not_read_until_its_columns_are_told(network: Network, tmp_path: Path) -> None:
    path = write(tmp_path / "leute.csv", VAGUE)
    assert import_paths(network, [path]).totals.read == 0
    view = import_paths(network, [path], columns=WORD)
    assert (view.totals.read, view.totals.new) == (2, 2)
    assert [(one.column, one.field) for one in view.files[0].columns] == list(WORD.items())
    assert names(network) == ["Uma Untold", "Vic Vague"]


def test_what_was_told_holds_for_the_next_table_with_these_columns(network: Network, tmp_path: Path) -> None:
    import_paths(network, [write(tmp_path / "leute.csv", VAGUE)], columns=WORD)
    later = write(tmp_path / "leute-2027.csv", VAGUE + "Xi Xample;0171 0000002;\n")
    view = import_paths(network, [later])
    assert (view.totals.new, view.totals.same) == (1, 2)
    assert peek(network, [later]).files[0].source == "contacts_csv"


def test_one_undo_takes_back_the_word_and_what_was_read_by_it(network: Network, tmp_path: Path) -> None:
    path = write(tmp_path / "leute.csv", VAGUE)
    import_paths(network, [path], columns=WORD)
    assert "leute.csv" in list_changes(network).changes[0].text
    undo(network, None)
    assert names(network) == []
    assert import_paths(network, [path]).totals.read == 0


def test_a_dry_run_shows_the_guess_and_keeps_neither_people_nor_words(network: Network, tmp_path: Path) -> None:
    clear, vague = write(tmp_path / "clear.csv", CLEAR), write(tmp_path / "leute.csv", VAGUE)
    view = import_paths(network, [clear], dry_run=True)
    assert [one.field for one in view.files[0].columns] == ["first", "last", "email", "line"]
    assert import_paths(network, [vague], columns=WORD, dry_run=True).totals.new == 2
    assert names(network) == []
    assert import_paths(network, [vague]).totals.read == 0


def test_a_known_table_is_read_again_when_its_columns_are_told_otherwise(network: Network, tmp_path: Path) -> None:
    path = write(tmp_path / "clear.csv", CLEAR)
    import_paths(network, [path])
    view = import_paths(network, [path], columns={"Shoe size": "tags"})
    assert (view.totals.new, view.totals.merged) == (0, 2)
    again = import_paths(network, [path])
    assert (again.totals.new, again.totals.merged, again.totals.same) == (0, 0, 2)
    assert names(network) == ["Uma Untold", "Vic Vague"]


def test_words_about_columns_nobody_has_are_refused(network: Network, tmp_path: Path) -> None:
    path = write(tmp_path / "clear.csv", CLEAR)
    with pytest.raises(UserError, match="has all of these columns"):
        import_paths(network, [path], columns={"Nonsense": "phone"})
    with pytest.raises(UserError, match="cannot hold 'shoes'"):
        import_paths(network, [path], columns={"Shoe size": "shoes"})


def test_a_look_says_in_words_what_columns_are_taken_for(network: Network, tmp_path: Path) -> None:
    (look,) = peek(network, [write(tmp_path / "clear.csv", CLEAR)]).files
    assert "First Name (first name), Last Name (last name), Email (mail addresses), and 1 more column" in look.text
    assert "2 contacts" in look.text


def test_the_command_shows_the_guess_and_takes_the_word(tmp_path: Path) -> None:
    clear, vague = write(tmp_path / "clear.csv", CLEAR), write(tmp_path / "leute.csv", VAGUE)
    shown = run(tmp_path / "data", "import", str(clear), "--dry-run")
    said = "columns: First Name = first; Last Name = last; Email = email; Shoe size = line"
    assert said in " ".join(shown.output.split())
    told = run(tmp_path / "data", "--json", "import", str(vague), "--map", "Wer=name", "--map", "Kanal=phone")
    assert told.exit_code == 0
    document = json.loads(told.stdout)
    assert shapes.misfits(document, shapes.IMPORT) == []
    assert document["files"][0]["columns"][1] == {"column": "Kanal", "field": "phone", "words": "phone numbers"}
    wrong = run(tmp_path / "data", "import", str(clear), "--map", "Email")
    assert wrong.exit_code == 2
