"""A question to the reader is told from talk."""

from __future__ import annotations

import time

import pytest
from tests.pace import spent

from kithly.sources._formats.asks import asks

ASKING = [
    "Which glaze survives a dishwasher?", "Could you send me the plan", "Please let me know by Friday.",
    "Hi Ana, how are you? Are you free on Monday?", "Any thoughts on this", "Can we meet at 5 p.m.?",
    "Is this right (see http://example.org/?a=1)?", "Lass mich wissen, ob das passt.", "Kannst du morgen?",
    "Pourriez-vous me dire si cela convient", "¿Puedes venir mañana?", "Fammi sapere quando.",
    "Fico no aguardo da reunião. Aguardo resposta.", "Laat me weten of het lukt.", "明日は来られますか？",
    "I would be glad\nto know if you\nare coming?", "Please advise.", "Looking forward to hearing from you!",
]  # fmt: skip
TELLING = [
    "", "Thank you for the pot.", "How are you?", "Hi Ana, how are you doing?", "Wie geht's?", "Ça va ?", "¿Qué tal?",
    "See http://example.org/search?q=pots for more.", "Look at www.example.org/?x", "???", "It cost 5?3 pounds.",
    "I know what you mean.", "Come stai?",
]  # fmt: skip


@pytest.mark.parametrize("text", ASKING)
def test_this_asks(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", TELLING)
def test_this_does_not_ask(text: str) -> None:
    assert not asks(text)


@pytest.mark.parametrize("piece", ["?", "a?b ", "http://x/?", "How are you? ", "? \n", "hello "])
def test_the_time_is_bounded(piece: str) -> None:
    begin = time.process_time()
    asks(piece * 100_000)
    assert spent(begin) < 1


@pytest.mark.parametrize(
    "greeting",
    [
        "How are you doing?", "hi Ana, how are you these days?", "How is it going?", "How have you been?", "What's up?",
        "How do you do?", "How are things?", "How is everything?", "How's life?", "Wie geht's?", "Wie geht es Ihnen?",
        "Wie geht es euch?", "Comment vas-tu?", "Comment allez-vous?", "Como estas?", "Come stai?", "Como vai?",
        "Tudo bem?", "Hoe gaat het met je?", "Hoe gaat het met u?", "Hoe gaat het ermee?", "Alles gut?", "Alles goed?",
        "You know?", "Isn't it?", "Why not?", "Who knows?", "Remember?", "See?", "Okay?", "Really?",
    ],
)  # fmt: skip
def test_every_greeting_is_known_by_its_ending(greeting: str) -> None:
    assert not asks(greeting)
