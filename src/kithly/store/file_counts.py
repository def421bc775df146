"""What came of a file, as the text that is kept of it: counts, what was left out, and what was asked about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from kithly.records import Choice, Problem, Question
from kithly.store.scope import plain
from kithly.store.values import Asked

HELD = ", true"  # in the text of every file of which something is held
ASKED = '"asked": {'  # in the text of every file about which an answer was looked up


def encode(
    counts: Mapping[str, int], problems: Iterable[Problem], *, asked: Asked | None = None, origin: str = ""
) -> str:
    """Return what came of a file as text.

    Args:
        counts: Counts by outcome.
        problems: What did not become a record.
        asked: Which answers were looked up, each with what it was.
        origin: Where the file is found again.
    """
    questions: dict[str, list[Any]] = {}
    listed = []
    for one in problems:
        row: list[Any] = [plain(one.at), plain(one.reason), one.held]
        if one.question is not None:
            key = plain(one.question.key)
            questions.setdefault(key, _question_out(one.question))
            row.append(key)
        listed.append(row)
    told: dict[str, Any] = {"counts": dict(counts), "problems": listed}
    more = {"questions": questions, "asked": {plain(key): value for key, value in (asked or {}).items()}}
    told |= {name: value for name, value in more.items() if value}
    return json.dumps(told | ({"origin": plain(origin)} if origin else {}), ensure_ascii=False)


def decode(text: str) -> dict[str, Any]:
    """Return what `encode` was given, by the names of `FileRow`."""
    told = json.loads(text)
    questions = {key: _question_in(key, row) for key, row in told.get("questions", {}).items()}
    return {
        "counts": told.get("counts", {}),
        "problems": tuple(
            Problem(at=at, reason=reason, held=held, question=questions[key[0]] if key else None)
            for at, reason, held, *key in told.get("problems", ())
        ),
        "asked": told.get("asked", {}),
        "origin": told.get("origin", ""),
    }


def _question_out(question: Question) -> list[Any]:
    choices = [[plain(one.value), plain(one.text)] for one in question.choices]
    return [plain(question.text), choices, plain(question.example)]


def _question_in(key: str, row: list[Any]) -> Question:
    text, choices, example = row
    told = tuple(Choice(value=value, text=words) for value, words in choices)
    return Question(key=key, text=text, choices=told, example=example)
