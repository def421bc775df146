"""What only the user can tell is asked on the pages too; an answer reads the files again and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e import asking
from tests.e2e.web.conftest import Browser
from tests.e2e.web.test_files_page import incoming, put, read_all, tray

from kithly.app.bringing.held import held
from kithly.app.persons.people import list_people
from kithly.app.views import JobState

QUESTION = "Which comes first in 03/04/2021, the day or the month?"


@pytest.fixture(autouse=True)
def _asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asking.install(tmp_path / "plug-in", monkeypatch)


def settled(browser: Browser) -> None:
    """Wait until the desk has read everything."""
    desk = tray(browser).desk
    for _ in range(60):
        if all(job.state is JobState.DONE for job in desk.jobs()):
            return
        desk.wait(1.0)
    raise AssertionError(desk.jobs())


def names(browser: Browser) -> list[str]:
    return sorted(one.name for one in list_people(browser.network).people)


def test_a_brought_file_asks_is_answered_read_again_and_taken_back(stranger: Browser) -> None:
    put(stranger, "diary.txt", asking.DIARY.format(owner="Nobody").encode())
    read_all(stranger)
    for page in ("/start", "/changes"):
        words = stranger.words(page)
        assert QUESTION in words
        assert "2 entries, the first at line 3" in words
    assert incoming(stranger)
    (question,) = held(stranger.network).questions
    told = stranger.ok(stranger.post(f"/held/{question.id}", answer="day-first", back="/changes"))
    assert "Answered about diary.txt: the day" in told
    settled(stranger)
    assert names(stranger) == ["Ana Fictional", "Ben Fictional", "Cy Fictional"]
    assert QUESTION not in stranger.words("/start")
    assert not incoming(stranger)
    change = stranger.network.store
    with change.reading() as kept:
        (answer,) = [one for one in kept.changes.list() if one.kind == "answer"]
    stranger.ok(stranger.post(f"/changes/{answer.id}/undo"))
    assert names(stranger) == ["Ben Fictional"]
    assert "No copy of it is here any longer" in stranger.words("/start")


@pytest.mark.parametrize("answer", ["", "year-first", "<script>"])
def test_what_is_no_answer_is_told_in_a_sentence(stranger: Browser, answer: str) -> None:
    put(stranger, "diary.txt", asking.DIARY.format(owner="Nobody").encode())
    read_all(stranger)
    (question,) = held(stranger.network).questions
    told = stranger.post(f"/held/{question.id}", answer=answer, back="/start")
    assert told.status_code in {200, 400}
    assert "<script>" not in told.text.split("<main", 1)[-1]
    assert held(stranger.network).questions[0].answer is None


def test_a_question_that_is_answered_is_not_asked_again(stranger: Browser) -> None:
    assert stranger.post("/held/abcdef", answer="day-first", back="/start").status_code in {200, 404}
    assert "Waiting for your answer" not in stranger.words("/start")
