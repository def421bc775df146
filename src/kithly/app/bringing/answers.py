"""What the user answered to the questions of a source, as it is given to it; and what of it was looked up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kithly.store import Reading

ANSWER = "answer"  # kind of the changes and decisions that answer a question


class Answers(Mapping[str, str]):
    """The answers to a source's questions, which notes what is looked up.

    Attributes:
        asked: What was looked up, with what it was; None: not answered.
    """

    def __init__(self, told: Mapping[str, str]) -> None:
        self._told = told
        self.asked: dict[str, str | None] = {}

    def __getitem__(self, key: str) -> str:
        self.asked[key] = self._told.get(key)
        return self._told[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def still(self, asked: Mapping[str, str | None]) -> bool:
        """Say whether everything that was looked up earlier is still so."""
        return all(self._told.get(key) == value for key, value in asked.items())


def answers_of(tx: Reading, source: str) -> Answers:
    """Return all standing answers to the questions of a source; the latest holds."""
    said = (one.value for one in tx.decisions.all(ANSWER) if one.subject == source)
    return Answers({key: value for key, value in map(_pair, said) if key})


def _pair(said: Any) -> tuple[str, str]:
    """Return question and answer as they were kept."""
    return (str(said["key"]), str(said["value"])) if isinstance(said, dict) else ("", "")
