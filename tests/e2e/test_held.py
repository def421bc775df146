"""What only the user can tell is asked once, in one list; the answer is kept, used again, and can be taken back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.e2e import asking, shapes

from kithly.app.bringing.answering import answer, read_again
from kithly.app.bringing.desk import ImportDesk
from kithly.app.bringing.held import held
from kithly.app.bringing.import_files import import_paths
from kithly.app.bringing.import_report import LISTED
from kithly.app.changes import undo
from kithly.app.network import Network, open_network
from kithly.app.views import JobState
from kithly.errors import Conflict, NotFound, UserError
from kithly.interfaces.cli.main import cli
from kithly.records import Contact


@pytest.fixture(autouse=True)
def _asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.install(tmp_path / "plug-in", monkeypatch)


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    """Return an empty network."""
    with open_network(tmp_path / "data") as opened:
        yield opened


def birthdays(network: Network) -> list[str]:
    """Return all birthdays that are known."""
    with network.store.reading() as kept:
        found = [one.record.birthday for one in kept.records.by_kind("contact") if isinstance(one.record, Contact)]
    return sorted(f"{day.year}-{day.month:02}-{day.day:02}" for day in found if day)


def test_what_waits_is_counted_and_asked_once_for_all_files(network: Network, tmp_path: Path) -> None:
    first, second = (asking.write_diary(tmp_path / name) for name in ("a.txt", "b.txt"))
    view = import_paths(network, [first, second])
    assert (view.totals.new, view.totals.same, view.totals.held) == (1, 1, 4)
    assert any("4 records wait for your answer: kithly import --held" in hint for hint in view.hints)
    waits = held(network)
    (question,) = waits.questions
    assert waits.records == question.records == 4
    assert [file.path for file in question.files] == ["a.txt", "b.txt"]
    assert [choice.value for choice in question.choices] == ["day-first", "month-first"]
    assert question.files[0].at == "line 3"
    assert {problem.question for file in view.files for problem in file.problems} == {question.id}


@pytest.mark.parametrize("told", ["month-first", "The Month", "2"])
def test_an_answer_is_kept_and_the_files_are_read_again(network: Network, tmp_path: Path, told: str) -> None:
    path = asking.write_diary(tmp_path / "a.txt")
    import_paths(network, [path])
    kept = answer(network, held(network).questions[0].id, told)
    view = read_again(network, kept.change)
    assert view.import_ == kept.change
    assert (view.totals.read, view.totals.new, view.totals.same, view.totals.held) == (3, 2, 1, 0)
    assert birthdays(network) == ["2021-03-04", "2021-04-25", "2021-05-06"]
    assert not held(network).records
    again = import_paths(network, [path]).totals
    assert (again.new, again.merged, again.held, again.same) == (0, 0, 0, 3)


def test_the_next_file_that_asks_the_same_is_not_asked_again(network: Network, tmp_path: Path) -> None:
    import_paths(network, [asking.write_diary(tmp_path / "a.txt")])
    answer(network, held(network).questions[0].id, "day-first")
    assert import_paths(network, [asking.write_diary(tmp_path / "later.txt")]).totals.held == 0
    other = import_paths(network, [asking.write_diary(tmp_path / "other.txt", owner="Somebody Else")])
    assert other.totals.held == 2


def test_taking_an_answer_back_takes_all_back_that_was_read_by_it(network: Network, tmp_path: Path) -> None:
    first, later = tmp_path / "a.txt", tmp_path / "later.txt"
    import_paths(network, [asking.write_diary(first)])
    kept = answer(network, held(network).questions[0].id, "day-first")
    read_again(network, kept.change)
    import_paths(network, [asking.write_diary(later)])
    assert len(birthdays(network)) == 3
    said = undo(network, kept.change)
    assert "later.txt" in said.text
    assert birthdays(network) == ["2021-04-25"]
    (question,) = held(network).questions
    assert question.answer is None
    read_again(network, answer(network, question.id, "month-first").change)
    import_paths(network, [later])
    assert birthdays(network) == ["2021-03-04", "2021-04-25", "2021-05-06"]


def test_a_file_in_a_folder_is_found_again_by_itself(network: Network, tmp_path: Path) -> None:
    folder = tmp_path / "Downloads"
    asking.write_diary(folder / "deep" / "diary.txt")
    (folder / "deep" / "other.txt").write_text("nothing of interest", "utf-8")
    import_paths(network, [folder])
    view = read_again(network, answer(network, held(network).questions[0].id, "1").change)
    assert [Path(file.path).name for file in view.files] == ["diary.txt"]
    assert view.totals.new == 2


def test_a_file_that_is_gone_is_said_to_be(network: Network, tmp_path: Path) -> None:
    path = asking.write_diary(tmp_path / "a.txt")
    import_paths(network, [path])
    path.unlink()
    question = held(network).questions[0]
    assert not question.files[0].is_there
    kept = answer(network, question.id, "day-first")
    assert kept.gone == ("a.txt",)
    (file,) = read_again(network, kept.change).files
    assert "import it again" in str(file.note)
    assert held(network).questions[0].answer == "day-first"
    assert import_paths(network, [asking.write_diary(path)]).totals.held == 0
    assert not held(network).records


def test_what_is_no_answer_is_refused(network: Network, tmp_path: Path) -> None:
    import_paths(network, [asking.write_diary(tmp_path / "a.txt")])
    question = held(network).questions[0].id
    for told in ("year-first", "", "3"):
        with pytest.raises(UserError, match="day-first, month-first"):
            answer(network, question, told)
    for wrong in ("", "zz"):
        with pytest.raises(NotFound):
            answer(network, wrong, "day-first")
    answer(network, question, "day-first")
    with pytest.raises(Conflict):
        answer(network, question, "month-first")


def test_undoing_the_import_leaves_nothing_to_ask(network: Network, tmp_path: Path) -> None:
    view = import_paths(network, [asking.write_diary(tmp_path / "a.txt")])
    undo(network, view.import_)
    assert not held(network).records


def test_more_records_than_are_listed_are_counted_under_their_question(network: Network, tmp_path: Path) -> None:
    path = asking.write_diary(tmp_path / "a.txt")
    path.write_text("DIARY\n" + "".join(f"01/02/2020 Person {n} Fictional\n" for n in range(LISTED + 700)), "utf-8")
    assert import_paths(network, [path]).totals.held == LISTED + 700
    (question,) = held(network).questions
    assert question.records == LISTED + 700
    view = read_again(network, answer(network, question.id, "1").change)
    assert view.totals.new == LISTED + 700


def test_an_answer_given_meanwhile_begins_a_stopped_file_anew(network: Network, tmp_path: Path) -> None:
    path = asking.write_diary(tmp_path / "a.txt")
    import_paths(network, [path])
    with network.store.transaction() as tx:
        (row,) = tx.files.waiting()
        change = tx.changes.open("import", "Imported a.txt", network.now)
        half = tx.files.begin(change, "a.txt", "diary", row.fingerprint, 1)
        tx.files.progress(half, 2, {"read": 1, "held": 1}, asked={"date-order:Nobody": None})
    view = read_again(network, answer(network, held(network).questions[0].id, "day-first").change)
    assert (view.totals.read, view.totals.new) == (3, 2)


def run(data: Path, *arguments: str) -> Result:
    """Run the command line in a data folder."""
    return CliRunner().invoke(cli, ["--data", str(data), *arguments], catch_exceptions=False)


def test_the_command_line_lists_what_waits_and_takes_the_answer(tmp_path: Path) -> None:
    data = tmp_path / "data"
    said = run(data, "import", str(asking.write_diary(tmp_path / "a.txt"))).output
    assert "waits for your answer: day and month cannot be told apart (line 3, line 5)" in said
    assert "2 records wait for your answer: kithly import --held" in said
    listed = run(data, "import", "--held").output
    assert "Which comes first in 03/04/2021, the day or the month?" in listed
    shown = json.loads(run(data, "import", "--held", "--json").stdout)
    assert shapes.misfits(shown, shapes.HELD) == []
    id_ = shown["questions"][0]["id"]
    assert f"the day: kithly import --answer {id_} day-first" in listed
    assert "2 new, 1 known already" in run(data, "import", "--answer", id_, "day-first").output
    assert run(data, "import", "--held").output == "Nothing waits for your answer.\n"


def test_a_file_handed_over_stays_until_its_question_is_answered(tmp_path: Path) -> None:
    data = tmp_path / "data"
    desk = ImportDesk(data)
    try:
        with desk.incoming.receive("diary.txt") as upload:
            upload.write(asking.DIARY.format(owner="Nobody").encode())
            arrival = upload.finish()
        (job,) = desk.add([arrival])
        assert read_to_its_end(desk, job.id) is JobState.DONE
        assert arrival.path.exists()
        with open_network(data) as network:
            kept = answer(network, held(network).questions[0].id, "day-first")
        (again,) = desk.read_again(kept.change, kept.places)
        assert again.id == job.id
        assert read_to_its_end(desk, job.id) is JobState.DONE
        assert not arrival.path.exists()
        with open_network(data) as network:
            assert len(birthdays(network)) == 3
    finally:
        desk.close()


def read_to_its_end(desk: ImportDesk, job: str) -> JobState:
    """Wait until a file is no longer read."""
    while (state := desk.job(job).state) in {JobState.WAITING, JobState.READING}:
        desk.wait(0.5)
    return state
