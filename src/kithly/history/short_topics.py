"""A few words that name a talk, taken exactly out of one of its sentences: ``the lighthouse novel``.

A whole sentence of somebody, quoted back years later, reads as if it had been kept for that. What the sentence
was about may be named, in the words that stood there.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kithly.history.exchanges import Exchange
from kithly.history.lexicon import words
from kithly.history.sensitive import is_sensitive
from kithly.history.topic import MOST_TEXT, Topic, is_sensitive_talk, last_talk, sentences, topic

MOST_WORDS = 5  # after the article
_THE = re.compile(r"\b(?:the|our)\s+", re.IGNORECASE)
_ABOUT = re.compile(r"\babout\s+(?!the\b|our\b)", re.IGNORECASE)
_AFTER_VERBS = frozenset({"again", "still", "never", "now", "then", "already", "finally", "soon", "yet", "it", "them"})
_PARTICLES = frozenset({"out", "up", "off", "down", "back", "away", "over"})  # of a verb, as in "children turn out"
_ENDS_SENTENCE = re.compile(r"\s*[.!?]?\s*$")
_WORD = re.compile(r"[^\W_][\w'’-]*")
_SPACE = re.compile(r"\s*")


def short_topic(exchanges: tuple[Exchange, ...]) -> Topic | None:
    """Return a subject or a few words that name the last real talk; None if nothing short is in it.

    Args:
        exchanges: Messages with one person, in any order.
    """
    found = topic(exchanges)
    if found is None or found.is_subject:
        return found
    talk = last_talk(exchanges)
    if is_sensitive_talk(talk):
        return None
    told = next(one for one in talk if one.record == found.evidence.record)
    for exchange in (told, *(one for one in talk if one is not told)):
        thing = thing_in(found.text if exchange is told else "") or thing_in(exchange.own)
        if thing:
            evidence = exchange.evidence(thing)
            return replace(found, text=" ".join(thing.split()), outgoing=exchange.outgoing, evidence=evidence)
    return None


def thing_in(text: str) -> str:
    """Return the most telling "the ..." of an English text, in its exact words, or empty.

    Example:
        >>> thing_in("I finished the lighthouse novel on the train.")
        'the lighthouse novel'
    """
    found = [thing for sentence in sentences(text[:MOST_TEXT]) for thing in _things(sentence)]
    best = max(found, key=_weight, default="")
    return "" if is_sensitive(best) else best


def _things(sentence: str) -> list[str]:
    found = []
    for match in _THE.finditer(sentence):
        names, end = _names_from(sentence, match.end())
        if names and _tells(names):
            found.append(sentence[match.start() : end])
    for match in _ABOUT.finditer(sentence):
        names, end = _names_from(sentence, match.end())
        if names and _tells(names) and not words("stopwords").intersection(name.lower() for name in names):
            found.append(sentence[match.end() : end])
    return found


def _names_from(sentence: str, start: int) -> tuple[list[str], int]:
    """Return the words up to the end of a name for a thing, and where they end; none if it has no clear end."""
    names: list[str] = []
    end = start
    while len(names) <= MOST_WORDS:
        space = _SPACE.match(sentence, end)
        word = _WORD.match(sentence, space.end() if space and names else end)
        if word is None:
            return names, end
        if word.group().lower() in words("thing_ends"):
            acts = bool(names) and word.group().lower() in _AFTER_VERBS and _may_act(names[-1])
            return [] if acts else names, end
        if _is_verbal(word.group().lower()) and not (names and _ENDS_SENTENCE.match(sentence, word.end())):
            return [], end
        names.append(word.group())
        end = word.end()
    return [], end


def _is_verbal(plain: str) -> bool:
    """Say whether a word looks like a form of a verb."""
    return plain.endswith(("ed", "ing")) and plain not in words("thing_nouns")


def _tells(names: list[str]) -> bool:
    """Say whether the words name something: two of them, or a name, and not only "the other day"."""
    if names[-1].lower() in _PARTICLES or names[0].lower() in words("thing_vague") or any(map(_may_act, names[:-1])):
        return False
    telling = [name for name in names if name.lower() not in words("thing_vague") and len(name) > 2]
    if (
        not telling
        or len(names) > MOST_WORDS
        or names[-1].lower() in words("thing_vague")
        or not names[-1][0].isalpha()
    ):
        return False
    return len(telling) > 1 or telling[0][0].isupper()


def _may_act(name: str) -> bool:
    """Say whether a word before another may be a verb ("the other counts whales")."""
    return name[0].islower() and name.endswith("s") and not name.endswith(("ss", "'s", "’s", "us"))


def _weight(thing: str) -> tuple[int, int]:
    names = _WORD.findall(thing)[1:]
    return (sum(name[0].isupper() for name in names), min(len(names), 3))
