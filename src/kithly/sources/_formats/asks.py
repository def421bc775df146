"""Does a text ask its reader for an answer? Told from the author's own words alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

MAX_TEXT = 20_000  # characters that are looked at
_LONGEST = 300  # characters of a sentence in front of its question mark


@dataclass(frozen=True, slots=True)
class _Requests:
    """Phrases that request an answer.

    Attributes:
        words: Of each phrase the longest word that no punctuation touches.
        phrases: By such a word: how all its phrases begin, and the phrases.
    """

    words: frozenset[str]
    phrases: dict[str, tuple[str, list[str]]]


@cache
def _requests() -> _Requests:
    text = resources.files("kithly.sources._formats").joinpath("phrases.toml").read_text("utf-8")
    table: dict[str, list[str]] = {}
    for request in tomllib.loads(text)["requests"]:
        table.setdefault(max(request.split()[:-1], key=len), []).append(request)
    return _Requests(frozenset(table), {word: (_beginning(each), each) for word, each in table.items()})


def _beginning(phrases: list[str]) -> str:
    """Return what all phrases begin with."""
    first, last = min(phrases), max(phrases)
    length = next((index for index, letter in enumerate(first) if last[index : index + 1] != letter), len(first))
    return first[:length]


# Questions that only greet: they want no answer of their own
_GREETINGS = re.compile(
    r"(?:hi|hello|hey|dear|hallo|hola|ciao|bonjour|salut|oi|olá)?[ ,!\w.-]{0,30}?"
    r"(?:how are you(?: doing| all| both| today| these days)?|how(?:'s| is) it going|how(?: ha)?ve you been|"
    r"how do you do|how are things|how is everything|how's life|what's up|hope you(?:'re| are) well|"
    r"wie geht(?:'s| es (?:dir|ihnen|euch))|wie geht's dir|ça va|comment (?:ça va|vas-tu|allez-vous|vas tu)|"
    r"cómo est[áa]s?|qué tal(?: est[áa]s)?|come (?:stai|sta|va)|como (?:vai|est[áa]s?)|tudo bem|"
    r"hoe gaat het(?: met je| met u| ermee)?|"
    r"alles goed|alles gut|you know|right|isn't it|why not|who knows|get it|remember|see|ok|okay|no|eh|huh|really)",
    re.IGNORECASE,
)
# How each of them ends, in ASCII, and how long one can be: spares the look at nearly all questions
_GREETING_ENDS = (
    "you", "doing", "all", "both", "today", "days", "going", "been", "do", "things", "everything", "life", "up", "well",
    "geht's", "dir", "ihnen", "euch", "va", "vas-tu", "vous", "vas tu", "esta", "estas", "tal", "stai", "sta", "vai",
    "bem", "het", " je", " u", "ermee", "goed", "gut", "know", "right", "it", "not", "knows", "remember", "see", "ok",
    "okay", "no", "eh", "huh", "really",
)  # fmt: skip
_LONGEST_GREETING = 80
_END = re.compile(r"[.!?\n:;]")
_WORD = re.compile(r"[^\W\d_]")
_QUESTION_MARKS = re.compile(r"[?？؟]+")


def asks(own: str) -> bool:
    """Say whether the author puts a question to the reader or asks for an answer.

    A question mark inside a link does not count, nor do greetings such as "How are you?".

    Args:
        own: The author's own words: no quotes, no signature.
    """
    text = own[:MAX_TEXT]
    if "?" in text or not text.isascii():
        for found in _QUESTION_MARKS.finditer(text):
            if _is_question(text, found.start(), found.end()):
                return True
    lower = text.lower() if text.isascii() else text.casefold().replace("’", "'")
    requests = _requests()
    for word in requests.words.intersection(lower.split()):
        beginning, phrases = requests.phrases[word]
        if beginning in lower and any(phrase in lower for phrase in phrases):
            return True
    return False


def _is_question(text: str, start: int, end: int) -> bool:
    following = text[end : end + 1]
    if following and not following.isspace() and following not in "\"')]}>!.,*_’”»…":
        return not following.isascii() and not _in_link(text, start)
    if _in_link(text, start):
        return False
    sentence = _sentence(text, start)
    if not _WORD.search(sentence):
        return False
    bare = sentence.strip(" \t\"'(*_¿").replace("’", "'")
    if len(bare) > _LONGEST_GREETING or (bare.isascii() and not bare.lower().endswith(_GREETING_ENDS)):
        return True
    return _GREETINGS.fullmatch(bare) is None


def _in_link(text: str, start: int) -> bool:
    """Say whether the question mark stands in a link: in a word that holds ``://`` or ``www.``."""
    if text[start - 1 : start] in {")", "]", ">", '"'}:
        return False
    begin = max(text.rfind(" ", max(0, start - _LONGEST), start), text.rfind("\n", max(0, start - _LONGEST), start))
    word = text[max(begin, start - _LONGEST) + 1 : start]
    return "://" in word or "www." in word or word.lower().startswith("mailto:")


def _sentence(text: str, start: int) -> str:
    """Return the sentence in front of a question mark."""
    before = text[max(0, start - _LONGEST) : start].rstrip()
    for end in reversed([found.end() for found in _END.finditer(before)]):
        rest = before[end:].lstrip()
        wrapped = before[end - 1] == "\n" and rest[:1].islower()  # a wrapped line, not a new sentence
        if rest and not wrapped:
            return rest.replace("\n", " ").strip()
    return before.replace("\n", " ").strip()
