"""What is quoted is not the writer's own."""

from __future__ import annotations

import pytest

from kithly.messages import Recipient, Sender, Verdict, check
from kithly.messages.quotations import quotations


def judged(text: str, kind: str = "reply") -> Verdict:
    return check(text, kind=kind, channel="email", recipient=Recipient(name="Ana"), sender=Sender(name="Tom"))


@pytest.mark.parametrize(
    "text",
    [
        "“Could you introduce me to your boss?” was your question, and I have not answered yet.",
        'You wrote "please forward my CV to your colleagues", and that is still open on my side.',
        "You wrote «would you lend me your car», and that is still open on my side.",
        "Your question was “is there room for one more?”, and it is still here with me.",
    ],
)
def test_a_quoted_question_of_theirs_is_no_favour(text: str) -> None:
    assert not judged(text).labels["asks_favour"]


def test_the_same_words_without_marks_are_one() -> None:
    assert judged("Could you introduce me to your boss?").labels["asks_favour"]


def test_a_few_small_words_in_marks_are_the_writers_own() -> None:
    assert quotations("May I “pick your brain” about it?") == ()
    assert quotations("Your note “Oslo audit” turned up.") == ((10, 22),)


def test_a_mark_that_is_never_closed_quotes_nothing() -> None:
    assert quotations("“Could you introduce me to your boss? Best, Tom") == ()


def test_a_favour_beside_a_quotation_is_still_found() -> None:
    verdict = judged("You asked “how is the garden?” Could you introduce me to your boss?")
    assert [one.text for one in verdict.breaches if one.rule == "asks_favour"] == [
        "Could you introduce me to your boss"
    ]
