"""The user's circles with what they said of each: how often to be in touch, and how much its people matter."""

from __future__ import annotations

from collections import Counter

from kithly.app.network import Network
from kithly.app.persons.circle_guarded import circle_version, level_of
from kithly.app.said.circle_words import CIRCLE_CADENCE, CIRCLE_IMPORTANCE, CircleWord, circle_key, circle_words
from kithly.app.said.decisions import words_now
from kithly.app.views import CircleRhythmView


def circle_rhythms(network: Network) -> tuple[CircleRhythmView, ...]:
    """Return every circle of the user's, by name, with what they said of it."""
    counted, names = Counter[str](), dict[str, str]()
    for word in words_now(network).values():
        for name in word.circles:
            counted[circle_key(name)] += 1
            names[circle_key(name)] = name
    with network.store.reading() as kept:
        told = (*kept.decisions.all(CIRCLE_CADENCE), *kept.decisions.all(CIRCLE_IMPORTANCE))
    words = circle_words(told)
    views = (_view(names[key], people, words.get(key, CircleWord())) for key, people in counted.items())
    return tuple(sorted(views, key=lambda one: one.name.casefold()))


def _view(name: str, people: int, word: CircleWord) -> CircleRhythmView:
    return CircleRhythmView(
        name=name,
        people=people,
        days=word.cadence.ideal if word.cadence else None,
        importance=level_of(word),
        version=circle_version(word),
    )
