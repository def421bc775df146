"""What the user waves off is learned by its kind, and by nothing else."""

from __future__ import annotations

import pytest

from kithly.reasons import kind_of, learned
from kithly.records import Channel, Gesture, GestureKind, Message, Party


def message(own: str) -> Message:
    return Message(key="k", channel=Channel.MAIL, at=None, sender=None, own=own)


@pytest.mark.parametrize(
    ("key", "own", "kind"),
    [
        ("question:1", "Which one is it?", "question:question"),
        ("question:1", "Please send me the list.", "question:request"),
        ("question:1", "Your view on the draft would help.", "question:view"),
        ("thanks:1", "Congratulations on the prize!", "thanks:congratulated"),
        ("thanks:1", "Mrs Thoma in Bremen repairs them.", "thanks:helped"),
    ],
)
def test_a_message_is_of_the_kind_its_words_tell(key: str, own: str, kind: str) -> None:
    assert kind_of(key, message(own)) == kind


def test_a_gesture_is_of_its_own_kind() -> None:
    given = Gesture(
        key="g",
        kind=GestureKind.ENDORSEMENT,
        channel=Channel.LINKEDIN,
        other=Party(name="Ana", identity=None),
        outgoing=False,
        at=None,
    )
    assert kind_of("thanks:1", given) == "thanks:endorsement"


def test_twice_in_a_row_is_learned_and_once_is_not() -> None:
    assert learned([("question:view", True)]) == frozenset()
    assert learned([("question:view", True), ("question:view", True)]) == {"question:view"}


def test_one_that_was_answered_since_takes_it_back() -> None:
    assert learned([("a", True), ("a", True), ("a", False)]) == frozenset()
    assert learned([("a", True), ("b", False), ("a", True)]) == {"a"}
