"""Signs that are no words are found however long the text is, in time that grows with its length alone."""

from __future__ import annotations

import time

import pytest
from tests.pace import spent

from kithly.messages.lacks import holds_address, signs

LONG = 200_000  # characters
MOST = 2.0  # seconds of this processor; what grows with the square takes minutes


@pytest.mark.parametrize(
    "piece", ["a", "a-", "-", "a.", "1 ", "(", "%a", "&a", "@", "http", "www", "\u00e9", "a\u0301"]
)
def test_long_words_are_read_in_linear_time(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    began = time.process_time()
    holds_address(text)
    list(signs(text, ()))
    assert spent(began) < MOST


@pytest.mark.parametrize(
    "text",
    ["write to (ana@net.example)", "x -boats.com", "see a.b.com", "boats-and-more.org/x", "+44 20 7946 0958", "me@x"],
)
def test_addresses_are_found_wherever_they_begin(text: str) -> None:
    assert holds_address(text)
