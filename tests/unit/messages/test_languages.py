"""The etiquette in German, Spanish, French and Portuguese."""

from __future__ import annotations

from kithly.messages.sentences import clauses


def test_french_elisions_are_words_of_their_own() -> None:
    (clause,) = clauses("Aujourd’hui j’ai lu qu'il t'aime.", language="fr")
    assert clause.words == ("aujourd'hui", "j'", "ai", "lu", "qu'", "il", "t'", "aime")
    assert (clause.starts[1], clause.ends[1], clause.starts[2]) == (12, 14, 14)


def test_english_contractions_stay_whole() -> None:
    (clause,) = clauses("D'Arcy didn't call", language="en")
    assert clause.words == ("d'arcy", "didn't", "call")
