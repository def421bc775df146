"""A text as long as any that is weighed takes time as it is long, whatever it is made of."""

from __future__ import annotations

import time

import pytest
from tests.pace import fair

from kithly.app.letters.checking import MAX_TEXT, check_text
from kithly.errors import UserError
from kithly.messages import Recipient, Sender, check

PIECES = (
    "a?",
    "I ",
    "Could you introduce me to Zoe? ",
    "a",
    " ",
    "\n",
    "https://",
    "@",
    "Ana ",
    "é",
    "[x] ",
    "- ",
    "1 ",
)
SECONDS = 4.0  # of CPU for the longest text there is; about 1 where nobody else uses the processor
LEAST = 0.2  # seconds under which nothing is said by a ratio


def seconds(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    began = time.process_time()
    check(text, kind="reconnect", channel="email", recipient=Recipient(name="Ana Lee"), sender=Sender(name="Ben"))
    return time.process_time() - began


@pytest.mark.parametrize("piece", PIECES)
def test_the_longest_text_is_weighed_in_time(piece: str) -> None:
    seconds(piece, 100)  # what is loaded once is no matter of length
    short = seconds(piece, MAX_TEXT // 4)
    assert fair(short) < SECONDS / 4
    if short > LEAST:
        long = seconds(piece, MAX_TEXT)
        assert long < 8 * short or seconds(piece, MAX_TEXT) < 8 * seconds(piece, MAX_TEXT // 4)  # seldom noisy twice
        assert fair(long) < SECONDS


def test_what_is_longer_is_no_message() -> None:
    with pytest.raises(UserError, match="that is no message"):
        check_text("a" * (MAX_TEXT + 1), kind="reconnect", channel="email")
