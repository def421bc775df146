"""Words that were looked for stand out, whatever their case and accents; nothing of the text is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kithly.interfaces.web.marking import pieces


def marked(text: str, query: str) -> list[str]:
    """Return the words that stand out."""
    return [piece for piece, hit in pieces(text, query) if hit]


def test_case_and_accents_make_no_difference() -> None:
    assert marked("Café in Orléans, a CAFE", "cafe") == ["Café", "CAFE"]


def test_only_the_last_word_may_be_a_beginning() -> None:
    assert marked("The harbour and the harbours of Oslo", "harbour osl") == ["harbour", "Oslo"]


def test_quotation_marks_and_stars_are_no_words() -> None:
    assert marked('He said "new job" twice', '"new job*') == ["new", "job"]


def test_a_query_without_words_marks_nothing() -> None:
    assert pieces("Anything", '"*') == [("Anything", False)]
    assert pieces("", "x") == []


@given(st.text(), st.text())
def test_nothing_of_the_text_is_lost(text: str, query: str) -> None:
    assert "".join(piece for piece, _ in pieces(text, query)) == text
