"""What a message wants of its reader: an answer, something done, a view, a time; or nothing, however it is put.

Told from the author's own words alone. When in doubt a question mark counts: it is the quote that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from kithly.history import ONE_READER, Exchange, Readers, pieces
from kithly.history.lexicon import folded
from kithly.reasons.phrases import in_words, patterns, says
from kithly.records import Flag

TABLE = "asking"
MOST_TEXT = 4_000  # letters that are looked through: what is asked later than that is asked in passing
LONGEST = 600  # letters of a sentence; longer is no sentence but a table or code
SHORTEST = 2  # letters of a question: less is a mark alone


class Want(StrEnum):
    """What is wanted, the plainest first."""

    QUESTION = "question"
    REQUEST = "request"
    REVIEW = "review"
    TIMES = "times"
    VIEW = "view"
    AGAIN = "again"


GIVEN = frozenset({Want.REVIEW, Want.VIEW})  # what is no request where the sentence thanks for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a message wants.

    Attributes:
        want: Which kind.
        words: The exact sentence that shows it.
    """

    want: Want
    words: str


_QUOTED = re.compile(r"^\s*\w{0,4}>.*$", re.MULTILINE)  # "> " and "LK> "
_PATCH = re.compile(r"^(?:diff --git |Index: |@@ |--- ?$).*", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\S*(?:://|www\.)\S*", re.IGNORECASE)
# At the end of a sentence: inside one it is an aside, "(LWN?)", and inside a word a letter that was lost
_ASKED = re.compile(r"[?？؟]+[\"'”»’)\]}*_.,!…]*\s*$")
_JOKE = re.compile(r"[?？؟]+[)\]\"]*\s*(?:[:;8=][-o]?[)(dDpP|]|\(?lol\b|\^\^|😀|😄|😂|😉|🙂|😊|😜)", re.IGNORECASE)
_SELF_ANSWERED = re.compile(r"(?:because|weil|parce que|porque|perche|omdat|well|yes|no|simply|einfach)\b")
_CALLED = re.compile(
    r"^\W*(?:@|(?:hi|hey|hello|dear|hallo|moin|liebe[rs]?|hola|ciao|bonjour|salut|ola|oi|hoi|beste|dag)\s+)?"
    r"@?(\w[\w'-]+)\s*(?:[,:;!–—]|\s-\s)|@(\w[\w'-]+)"
)


def wanted(own: str, readers: Readers = ONE_READER) -> Wanted | None:
    """Return what a message wants of ego, shown by its plainest sentence; None for nothing.

    Args:
        own: The author's own words: no quotes, no signature.
        readers: Who it was written to.

    Example:
        >>> wanted("Thanks for the slides! Which figure is right, 412 or 421?")
        Wanted(want=<Want.QUESTION: 'question'>, words='Which figure is right, 412 or 421?')
        >>> wanted("Here is the agenda. Let me know if you have any questions.") is None
        True
    """
    return _wanted(own[:MOST_TEXT], readers)


def wanted_in(message: Exchange) -> Wanted | None:
    """Return what a message of theirs wants of ego; None for nothing, or where a machine or a crowd is behind it.

    What carries a calendar's invitation is answered in the calendar.
    """
    if message.outgoing or not message.is_to_few or message.flags & Flag.INVITE:
        return None
    return wanted(message.own, message.readers)


@lru_cache(maxsize=2_048)
def _wanted(own: str, readers: Readers) -> Wanted | None:
    text = _QUOTED.sub("", _PATCH.sub("", own))
    if says(TABLE, in_words(text), "unneeded"):
        return None
    found = [one for sentence, after in _to_ego(text, readers) if (one := _of_sentence(sentence, after, readers))]
    order = list(Want)
    return min(found, key=lambda one: (order.index(one.want), -len(one.words)), default=None)


def _to_ego(text: str, readers: Readers) -> Iterator[tuple[str, str]]:
    """Give each sentence that is not said to another reader by name, with the sentence that follows."""
    every = pieces(text)
    is_mine = not readers.is_copied
    for place, sentence in enumerate(every):
        called = _called(sentence)
        if called & readers.ego:
            is_mine = True
        elif called & readers.others:
            is_mine = False
        if is_mine and len(sentence) <= LONGEST:
            yield sentence, every[place + 1] if place + 1 < len(every) else ""


def _called(sentence: str) -> set[str]:
    """Return the names a sentence is said to."""
    return {folded(name) for match in _CALLED.finditer(folded(sentence)) for name in match.groups() if name}


def _of_sentence(sentence: str, after: str, readers: Readers) -> Wanted | None:
    plain = _LINK.sub(" ", sentence)
    words = in_words(plain)
    want = _question(plain, words, after) if _ASKED.search(plain) else _statement(words)
    is_courtesy = want is not Want.REVIEW and says(TABLE, words, "courtesy")
    if want is None or is_courtesy or (readers.is_open and says(TABLE, words, "nobody")):
        return None
    return Wanted(want=want, words=sentence)


def _statement(words: str) -> Want | None:
    """Return what a sentence without a question mark wants."""
    asked = (Want.REVIEW, Want.REQUEST, Want.VIEW, Want.AGAIN)
    want = next((want for want in asked if says(TABLE, words, want.value)), None)
    want = Want.TIMES if want is None and _proposes(words) else want
    if want is None or says(TABLE, words, "told") or (want in GIVEN and says(TABLE, words, "thanked")):
        return None
    return want


def _question(plain: str, words: str, after: str) -> Want | None:
    """Return what a sentence with a question mark wants."""
    if not _is_question(plain, words, after):
        return None
    return Want.TIMES if _proposes(words) else Want.QUESTION


def _proposes(words: str) -> bool:
    return says(TABLE, words, Want.TIMES.value) and says(TABLE, words, "day")


def _is_question(plain: str, words: str, after: str) -> bool:
    """Say whether a sentence asks its reader: no joke, no courtesy, none its author answers at once."""
    marks = [match.start() for match in _ASKED.finditer(plain)]
    if not marks or len(words) < SHORTEST:
        return False
    asked = plain[: marks[-1]]
    if _JOKE.search(f"{plain} {after[:4]}") or says(TABLE, in_words(asked), "idle"):
        return False
    is_tag = "," in asked and _tag().fullmatch(in_words(asked.rpartition(",")[2]))
    return not is_tag and _SELF_ANSWERED.match(folded(after)) is None


@cache
def _tag() -> re.Pattern[str]:
    return re.compile(patterns(TABLE, "tag"))
