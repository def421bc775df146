"""The language of phrase patterns."""

from __future__ import annotations

import pytest

from kithly.messages.language import language_of
from kithly.messages.lexicon import lexicon, parse
from kithly.messages.sentences import clauses


def found(pattern: str, text: str) -> list[str]:
    words = parse({"classes": {"ask": "could you\nwould you mind"}, "test": {"one": {"patterns": pattern}}})
    return [text[hit.start : hit.end] for clause in clauses(text) for hit in words.find(clause)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("pick your brain", "May I pick your brain?", ["pick your brain"]),
        ("help/assist me", "assist me", ["assist me"]),
        ("recommend* us", "recommending us", ["recommending us"]),
        ("send ~2 list", "send the whole list", ["send the whole list"]),
        ("send ~1 list", "send the whole long list", []),
        ("any big? news", "any news", ["any news"]),
        ("<ask> help", "would you mind help", ["would you mind help"]),
        ("# euros", "30 euros", ["30 euros"]),
        ("call !me", "call me", []),
        ("^ send it", "please send it", []),
        ("the end $", "the end of it", []),
        ("are you hiring ?", "You are you hiring.", []),
        ("are you hiring ?", "are you hiring?", ["are you hiring"]),
    ],
)
def test_a_pattern_matches_what_it_says(pattern: str, text: str, expected: list[str]) -> None:
    assert found(pattern, text) == expected


def test_a_pattern_must_begin_with_a_word() -> None:
    with pytest.raises(ValueError, match="no word to begin with"):
        found("~2 help", "help")


def test_a_clause_ends_at_but_and_a_sentence_at_its_mark() -> None:
    parts = clauses("Dr. Vos is well, but tired. Is he here?\nBye")
    assert [part.words[0] for part in parts] == ["dr", "but", "is", "bye"]
    assert [part.question for part in parts] == [False, False, True, False]


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "pt"])
def test_every_shipped_lexicon_can_be_read(language: str) -> None:
    assert {"stop", "hollow", "mental", "callings"} <= set(lexicon(language).words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I hope the garden is well and that you are too.", "en"),
        ("Ich hoffe, der Garten ist schön und dir geht es gut.", "de"),
        ("Espero que estés muy bien y que el jardín también.", "es"),
        ("J'espère que vous allez bien et que le jardin est beau.", "fr"),
        ("Espero que você esteja bem e que o jardim também, obrigado.", "pt"),
        ("", "en"),
    ],
)
def test_the_language_is_told_by_its_common_words(text: str, language: str) -> None:
    assert language_of(text) == language
