"""Records that wait for the user's answer, and what they are asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceView:
    """One possible answer: what is given, and the same in words."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldFileView:
    """Records of one file that wait.

    Attributes:
        path: The file, as shown.
        records: How many of its records wait.
        at: Where the first of them stands.
        reason: Why they wait.
        is_there: Whether it still lies where it was read, so that it is read again by itself.
    """

    path: str
    records: int
    at: str
    reason: str
    is_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question, with everything that waits for its answer.

    Attributes:
        id: Names it.
        source: Which reader asks.
        text: The question.
        choices: All possible answers; empty where any text may be one.
        example: What an answer may look like where there are no choices.
        records: How many records wait for it.
        files: Where they stand.
        answer: What was answered, where the files were not read again since; None: not answered.
    """

    id: str
    source: str
    text: str
    choices: tuple[ChoiceView, ...]
    example: str
    records: int
    files: tuple[HeldFileView, ...]
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldView:
    """Everything that waits for the user.

    Attributes:
        questions: What is asked, the most records first.
        others: Records that wait for something else, which their reason says.
        records: How many records wait in all.
    """

    questions: tuple[QuestionView, ...]
    others: tuple[HeldFileView, ...]
    records: int
