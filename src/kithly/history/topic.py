"""What the last real conversation was about: one short line, with the exact words that show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from kithly.history.exchanges import Exchange, newest_first
from kithly.history.lexicon import folded, holds, words
from kithly.history.sensitive import is_sensitive
from kithly.records import Channel, Evidence, Flag

TALK_GAP = timedelta(days=21)  # a longer silence ends a conversation
MOST_LETTERS = 110  # of a quote; what is longer is cut between words
LONGEST_SENTENCE = 320  # letters; longer is no sentence but a log, a table or code
MOST_TEXT = 1_500  # letters in which a topic is looked for; it stands early or not at all
MOST_MESSAGES = 5  # the newest of a talk
FEWEST_WORDS = 4
FEWEST_TELLING = 3  # words that carry content, a name counting once more

_PREFIX = re.compile(
    r"^\s*(?:(?:re|fwd?|aw|wg|antw|antwort|sv|vs|tr|rv|rif|r|i|ref|doorst|enc|res|fyi|odp|pd|ynt|ilt|vá|vl|fs|vb|回复|答复|回覆|转发|轉寄|ответ)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]"
    r"|\[[^\]]{1,40}\])\s*",
    re.IGNORECASE,
)
# A short line ends by itself (greeting, list); a long one was wrapped and goes on.
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n\s*\n|(?<!.{50})[\n\u2028]|\r")
_GREETING = re.compile(
    r"^(?:hi|hey|hello|dear|hallo|moin|liebe[rs]?|hola|querid[oa]|estimad[oa]|ciao|car[oa]|bonjour|salut|ch[eè]re?"
    r"|ol[aá]|oi|beste|dag|hoi|good (?:morning|afternoon|evening)|guten (?:morgen|tag|abend)"
    r"|buon(?:giorno|asera)|bom dia|boa tarde|buen[oa]s (?:d[ií]as|tardes)|goede(?:morgen|middag)|hej|hei)"
    r"\b[^,!.:?\n]{0,30}[,!:]\s*",
    re.IGNORECASE,
)
_BY_NAME = re.compile(r"^\s*(?=[^\W\d_a-z])[^\W\d_]{2,20},\s+(?=[^\W\d_a-z])")  # "Robin, One of us ..."
_MARKS = re.compile(
    r"https?:|www\.|\S@\S|[{}<>=|\\]|[$#*_]{2}|^\s*(?:>|on .{6,80} wrote:)|\d{6,}|%[0-9a-f]{2}", re.IGNORECASE
)
# Lines that a program wrote or a compiler reads: patches, headers, rules, code, addresses of any kind.
_MACHINE = re.compile(
    r"://|^diff --git |^[-+]{3} \S|^\+|^@@ |\b\d+ files? changed\b|^(?:Date|Subject|From|To|Cc|Message-ID|Index): "
    r"|[-=_~]{10,}|;\s*\Z|/\*|\*/|^\s*\(define-",
    re.MULTILINE,
)
_ARTICLES = frozenset({"a", "an", "the", "ein", "eine", "der", "die", "das", "un", "une", "una", "uma", "um", "een"})
_WORD = re.compile(r"[^\W_][\w'’-]*")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a talk was about.

    Attributes:
        text: Exact words of the record on one short line: a subject without its "Re:", or part of a sentence.
        is_subject: True for a subject (a name for the talk), False for words out of a sentence.
        outgoing: True if the words are ego's own.
        evidence: The message, with the exact words as its quote.
    """

    text: str
    is_subject: bool
    outgoing: bool
    evidence: Evidence


def last_talk(exchanges: tuple[Exchange, ...]) -> tuple[Exchange, ...]:
    """Return the messages of the last conversation in which both sides spoke, newest first; empty without one.

    A single unanswered message after it (a greeting, a notice) does not hide it.
    """
    stretch: list[Exchange] = []
    for exchange in newest_first(tuple(one for one in exchanges if one.is_personal)):
        if stretch and stretch[-1].at - exchange.at > TALK_GAP:
            if _is_two_way(stretch):
                break
            stretch = []
        stretch.append(exchange)
    return tuple(stretch) if _is_two_way(stretch) else ()


def is_sensitive_talk(exchanges: tuple[Exchange, ...]) -> bool:
    """Say whether a talk touched a matter that never enters a draft ("write this one yourself")."""
    return any(is_sensitive(f"{one.subject}\n{one.own}") for one in exchanges)


def topic(exchanges: tuple[Exchange, ...]) -> Topic | None:
    """Return the topic of the last real conversation, or None if it has none that may be named.

    A telling subject comes first, else the sentence with the most to come back to. Pleasantries, links, machine
    text and signatures are no topic, and a talk that touched a sensitive matter gives none at all.

    Args:
        exchanges: Messages with one person, in any order.
    """
    talk = last_talk(exchanges)
    if not talk or is_sensitive_talk(talk):
        return None
    return _by_subject(talk) or _by_sentence(talk)


def bare_subject(subject: str) -> str:
    """Return a subject without "Re:", "AW:", "Fwd:" and list tags, in any number."""
    before, text = None, subject.strip()
    while text != before:
        before, text = text, _PREFIX.sub("", text)
    return text.strip()


def telling_words(text: str) -> tuple[str, ...]:
    """Return the words that carry content: no stop words, no digits alone, at least three letters."""
    return tuple(word for word in (folded(word) for word in _WORD.findall(text)) if _is_telling(word))


@lru_cache(maxsize=32_768)  # words come again and again
def _tells(word: str) -> bool:
    return _is_telling(folded(word))


def _is_telling(word: str) -> bool:
    return len(word) >= 3 and word not in words("stopwords") and _LETTER.search(word) is not None


def shortened(text: str, most: int = MOST_LETTERS) -> str:
    """Return the exact beginning of a text, cut after a telling word; at most ``most`` characters."""
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[: most + 1].rsplit(None, 1)[0][:most]
    while " " in cut and folded(cut.rsplit(None, 1)[1]) in words("stopwords"):
        cut = cut.rsplit(None, 1)[0]
    return cut.rstrip(" ,;:-–(")


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of a text in their exact words, without "Hi Ana,"; a wrapped one keeps its line break."""
    found = (_GREETING.sub("", sentence) for sentence in pieces(_BY_NAME.sub("", text)))
    return tuple(sentence for sentence in found if sentence)


def pieces(text: str) -> tuple[str, ...]:
    """Return the sentences of a text in their exact words, greetings included."""
    return tuple(piece for sentence in _SENTENCE.split(text) if sentence and (piece := sentence.strip()))


def best_sentence(text: str) -> str:
    """Return the sentence with the most to come back to, in its exact words, or empty."""
    return _best(text)[1]


def is_telling_subject(text: str, channel: Channel) -> bool:
    """Say whether a subject without its "Re:" names what a talk was about."""
    plain = folded(text).strip(" .!?:…-")
    first, _, rest = plain.partition(" ")
    without = rest if first in _ARTICLES else plain
    if not text or words("generic_subjects") & {plain, without} or _MARKS.search(text) or holds(plain, "pleasantries"):
        return False
    if channel is not Channel.MAIL and not any(word[0].islower() for word in _WORD.findall(text) if len(word) > 3):
        return False  # LinkedIn titles a conversation by the names in it
    return bool(telling_words(text)) and sum(map(str.isalpha, text)) >= 4


def _best(text: str) -> tuple[float, str]:
    scored = ((_weight(sentence), -place, sentence) for place, sentence in enumerate(sentences(text[:MOST_TEXT])))
    weight, _, sentence = max(scored, default=(0.0, 0, ""))
    return (weight, sentence) if weight > 0 else (0.0, "")


def _is_two_way(stretch: list[Exchange]) -> bool:
    wordy = [exchange for exchange in stretch if not exchange.flags & Flag.LIGHT]
    return {exchange.outgoing for exchange in wordy} == {True, False}


def _by_subject(talk: tuple[Exchange, ...]) -> Topic | None:
    for exchange in talk:
        text = bare_subject(exchange.subject)
        if is_telling_subject(text, exchange.channel):
            return _topic(exchange, shortened(text), is_subject=True)
    return None


def _by_sentence(talk: tuple[Exchange, ...]) -> Topic | None:
    found: list[tuple[float, int, Exchange, str]] = []
    for place, exchange in enumerate(talk[:MOST_MESSAGES]):
        weight, sentence = _best(exchange.own)
        if sentence:
            found.append((weight, -place, exchange, sentence))
    if not found:
        return None
    _, _, exchange, sentence = max(found, key=lambda row: row[:2])
    return _topic(exchange, shortened(sentence), is_subject=False)


def _topic(exchange: Exchange, text: str, *, is_subject: bool) -> Topic:
    evidence = exchange.evidence(text)
    return Topic(text=" ".join(text.split()), is_subject=is_subject, outgoing=exchange.outgoing, evidence=evidence)


def _weight(sentence: str) -> float:
    """Return how much a sentence gives to come back to; 0 for none.

    Counted are its content words up to eight, names and numbers twice (a capital after the first word), less
    what makes it unwieldy.
    """
    tokens = _WORD.findall(sentence)
    if len(tokens) < FEWEST_WORDS or len(sentence) > LONGEST_SENTENCE:
        return 0.0
    if _MARKS.search(sentence) or _MACHINE.search(sentence):
        return 0.0
    told = {token for token in set(tokens) if _tells(token)}
    content = sum(1 for token in tokens if token in told)
    names = sum(1 for token in tokens[1:] if token in told and token[0].isupper())
    if content + min(names, 1) < FEWEST_TELLING or holds(folded(sentence), "pleasantries"):
        return 0.0
    unwieldy = max(0, len(tokens) - 22) * 0.3
    return max(0.0, min(content, 8) + min(names, 4) - unwieldy)
