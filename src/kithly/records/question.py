"""What a source has to ask the user before it can read some records."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer.

    Attributes:
        value: What the source is given, short and the same in every version: ``day-first``.
        text: The same in words: ``3 April 2021 (the day comes first)``.
    """

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about a file whose answer is kept, and given to the source whenever it asks again.

    Attributes:
        key: Names the question among all of its source, and says what the answer holds for: equal keys are
            answered once. ``date-order:`` and a mark of the columns holds for every table with these columns;
            with the name of a chat in it, for this chat alone.
        text: The question, one sentence, with what is in doubt: ``Is 03/04/2021 the 3rd of April or March 4?``
        choices: All possible answers; empty where any text may be one.
        example: What an answer may look like where there are no choices.
    """

    key: str
    text: str
    choices: tuple[Choice, ...] = ()
    example: str = ""
