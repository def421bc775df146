"""Quotations that are cut say so."""

from __future__ import annotations

import pytest

from kithly.history import quotable, with_ellipsis, without_ellipsis

TEXT = (
    "What I remember best is how Robin explained the audit to people who had\nnever heard of it. A rare gift\nRegards"
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (
            "how Robin explained the audit",
            "how Robin explained the audit…",
        ),
        ("to people who had", "to people who had…"),
        ("who had never heard of it", "who had never heard of it"),
        ("never heard of it.", "never heard of it."),
        ("A rare gift", "A rare gift"),
        ("nowhere", "nowhere"),
        ("", ""),
    ],
)
def test_only_what_is_cut_inside_a_sentence_gets_an_ellipsis(words: str, shown: str) -> None:
    assert with_ellipsis(words, TEXT) == shown
    assert without_ellipsis(shown) == words


def test_a_whole_short_sentence_is_quoted_rather_than_half_a_long_one() -> None:
    text = "Robin explained the Norrvik audit to forty people who had never heard of it. Robin calmed every harbour."
    assert quotable(text, 40) == "Robin calmed every harbour."
    assert quotable(text[:76], 40) == "Robin explained the Norrvik audit"
