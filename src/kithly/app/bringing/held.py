"""Held records: what waits for the user's answer, each question once, with all files it is asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kithly.app.bringing.answers import Answers, answers_of
from kithly.app.bringing.import_report import number_of, question_id
from kithly.app.bringing.places import lies, read_origin
from kithly.app.network import Network
from kithly.app.views import ChoiceView, HeldFileView, HeldView, QuestionView
from kithly.records import Problem, Question
from kithly.store import FileRow, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Records of one file that wait for one thing.

    Attributes:
        file: The file.
        problems: The records.
        question: What they wait for; None where their reason alone says it.
    """

    file: FileRow
    problems: tuple[Problem, ...]
    question: Question | None

    @property
    def records(self) -> int:
        """How many they are."""
        return sum(map(number_of, self.problems))


def held(network: Network) -> HeldView:
    """Return everything that waits for the user."""
    with network.store.reading() as kept:
        found = waiting(kept)
        answers = {one.file.source: answers_of(kept, one.file.source) for one in found}
    asked: dict[str, list[Waiting]] = {}
    for one in found:
        if one.question:
            asked.setdefault(question_id(one.file.source, one.question.key), []).append(one)
    questions = [_question(id_, ones, answers[ones[0].file.source]) for id_, ones in asked.items()]
    return HeldView(
        questions=tuple(sorted(questions, key=lambda one: (-one.records, one.id))),
        others=tuple(_file(one) for one in found if one.question is None),
        records=sum(one.records for one in found),
    )


def waiting(kept: Reading) -> tuple[Waiting, ...]:
    """Return what waits, file by file."""
    return tuple(one for file in kept.files.waiting() for one in _of_file(file))


def _of_file(file: FileRow) -> Iterable[Waiting]:
    """Yield what waits of one file: for each question, and for each reason that comes without one."""
    alike: dict[tuple[str, str], list[Problem]] = {}
    for one in file.problems:
        if one.held:
            alike.setdefault((one.question.key, "") if one.question else ("", one.reason), []).append(one)
    for problems in alike.values():
        yield Waiting(file=file, problems=tuple(problems), question=problems[0].question)


def _question(id_: str, ones: list[Waiting], answers: Answers) -> QuestionView:
    """Return one question as it was asked last."""
    question = ones[0].question or Question(key="", text="")
    return QuestionView(
        id=id_,
        source=ones[0].file.source,
        text=question.text,
        choices=tuple(ChoiceView(value=one.value, text=one.text) for one in question.choices),
        example=question.example,
        records=sum(one.records for one in ones),
        files=tuple(map(_file, ones)),
        answer=answers.get(question.key),
    )


def _file(one: Waiting) -> HeldFileView:
    origin = read_origin(one.file.origin)
    return HeldFileView(
        path=one.file.path,
        records=one.records,
        at=one.problems[0].at,
        reason=one.problems[0].reason,
        is_there=origin is not None and lies(origin[0]).exists(),
    )
