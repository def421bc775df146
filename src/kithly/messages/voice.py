"""How ego writes: greeting, sign-off, length, and how two people address each other, learned from what was written.

Only ego's own sent words and the words of a pair are looked at; nothing is learned from one message alone, but for
how ego greets the very person it went to.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from statistics import median

from kithly.messages.brief import Voice
from kithly.messages.language import language_of

LANGUAGES = ("en", "de", "es", "fr", "pt")  # that drafts are written in
ENGLISH = "en"
GIVEN, SURNAME = "{given}", "{surname}"  # where a greeting names whom it greets
FEW = 3  # messages from which a habit is one
HABIT = 0.4  # share of the messages that show it, at least
MOST_OF_GREETING = 5  # words; a longer first line is a sentence
MOST_OF_SIGN_OFF = 4  # words above the name
MOST_OF_NAME = 3  # words of a name that is signed with
TELLING = 4  # words, at least, from which a language is told
_LONGEST = 40  # letters of a greeting or sign-off
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ODD = re.compile(r"[\d@<>{}\[\]|\\/#*_=?:;“”\"]")
_APART = re.compile(r"(?m)^\s*[-–—_*=]{3,}\s*$")
_HELLO = re.compile(r"[,!.\s]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Something ego sent.

    Attributes:
        text: Ego's own words, without what they answer.
        signature: What was cut off below them; may be empty.
        given: Given name of the one it went to; empty if unknown.
        surname: Surname, as formal letters begin with; empty if unknown.
    """

    text: str
    signature: str = ""
    given: str = ""
    surname: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something one of two people wrote to the other.

    Attributes:
        text: The author's own words.
        outgoing: Whether ego wrote it.
    """

    text: str
    outgoing: bool


def samples_in(text: str) -> tuple[Sample, ...]:
    r"""Return the messages of a file of ego's own: several stand apart by a line of dashes.

    Example:
        >>> [one.text for one in samples_in("Hi Ana,\nfine.\n---\nHi Ben,\nfine too.")]
        ['Hi Ana,\nfine.', 'Hi Ben,\nfine too.']
    """
    parts = (part.strip() for part in _APART.split(text))
    return tuple(Sample(text=part, given=_named_in(part)) for part in parts if part)


def for_everybody(voice: Voice, language: str) -> Voice:
    """Return a voice without a greeting that fits women alone, or men, or one person by title and surname."""
    table = _address().get(language)
    is_gendered = table is not None and table.gendered.search(voice.greeting)
    return replace(voice, greeting="") if is_gendered or SURNAME in voice.greeting else voice


def voice_of(samples: Sequence[Sample], *, names: Iterable[str], least: int = FEW, share: float = HABIT) -> Voice:
    r"""Return what is the habit in some messages of ego's, all in one language.

    Args:
        samples: Newest first.
        names: What ego may sign with: the given name, the whole name.
        least: Messages that must show a habit.
        share: Part of them that must; 0 where each one counts, as towards the very person it went to.

    Returns:
        A voice; what is no habit is left empty, and the length is 0 below `FEW` messages.

    Example:
        >>> sent = [Sample(text="Hi Ana,\nall well here.\n\nCheers,\nBen", given="Ana")] * 3
        >>> voice_of(sent, names=["Ben"])
        Voice(greeting='Hi {given},', sign_off='Cheers', signs_as='Ben', words=7)
    """
    known = {_folded(name) for name in names if name}
    endings = [_ending(one, known) for one in samples]
    lengths = [len(one.text.split()) for one in samples if one.text.strip()]
    return Voice(
        greeting=_habit([_greeting(one) for one in samples], least, share * len(samples)),
        sign_off=_habit([sign_off for sign_off, _ in endings], least, share * len(samples)),
        signs_as=_habit([name for _, name in endings], least, share * len(samples)),
        words=round(median(lengths)) if len(lengths) >= FEW else 0,
    )


def joined(near: Voice, wide: Voice) -> Voice:
    """Return the voice towards one person, and where that tells nothing the one towards everybody."""
    return Voice(
        greeting=near.greeting or wide.greeting,
        sign_off=near.sign_off or wide.sign_off,
        signs_as=near.signs_as or wide.signs_as,
        words=near.words or wide.words,
    )


def language_between(said: Sequence[Said], *, usual: str = ENGLISH) -> str:
    """Return the language two people write in, of those that drafts are written in.

    Ego's own newest words decide; then theirs, if the user is known to write in that language.

    Args:
        said: Newest first.
        usual: The language ego writes in mostly: where nothing was said, and where theirs is another.
    """
    for own in (True, False):
        for one in said:
            if one.outgoing is own and len(_WORD.findall(one.text)) >= TELLING:
                return language_of(one.text)
    return usual


def is_formal_between(said: Sequence[Said], language: str, *, close: bool = False) -> bool:
    """Say whether two people address each other formally; False in English, which does not tell.

    The newest message in which only one way occurs, or one clearly more often, decides.

    Args:
        said: What they wrote to each other alone, newest first.
        language: ISO 639-1 code.
        close: Whether the user says that they studied or worked together: then nothing said means informal.
    """
    table = _address().get(language)
    if table is None:
        return False
    for one in said:
        formal, informal = (len(pattern.findall(one.text)) for pattern in (table.formal, table.informal))
        if formal != informal:
            return formal > informal
    return table.unknown == "formal" and not close


def is_other_address(text: str, language: str, *, is_formal: bool) -> bool:
    """Say whether a text addresses its reader in the way that is not wanted; False in English, which does not tell.

    Example:
        >>> is_other_address("Wie geht es dir?", "de", is_formal=True)
        True
    """
    table = _address().get(language)
    other = table and (table.informal if is_formal else table.formal)
    return bool(other and other.search(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    unknown: str
    formal: re.Pattern[str]
    informal: re.Pattern[str]
    gendered: re.Pattern[str]


@cache
def _address() -> dict[str, _Address]:
    table = tomllib.loads(files("kithly.messages").joinpath("lexicons", "address.toml").read_text("utf-8"))
    return {
        language: _Address(
            unknown=words["unknown"],
            formal=re.compile(words["formal"]),
            informal=re.compile(words["informal"]),
            gendered=re.compile(words["gendered"]),
        )
        for language, words in table.items()
        if language != "any"
    }


@cache
def _passing() -> re.Pattern[str]:
    """Return what finds closings that belong to one moment alone."""
    table = tomllib.loads(files("kithly.messages").joinpath("lexicons", "address.toml").read_text("utf-8"))
    return re.compile(table["any"]["passing"])


def _named_in(text: str) -> str:
    """Return the name a message greets, where nothing else tells whom it went to."""
    first = _HELLO.sub("", next(iter(_lines(text)), "")).split()
    return first[-1] if 1 < len(first) <= MOST_OF_GREETING and first[-1][0].isupper() else ""


def _greeting(sample: Sample) -> str:
    """Return how a message begins, with ``{given}`` in the place of the name; empty if it begins otherwise."""
    return _begins_with(sample, sample.given, GIVEN) or _begins_with(sample, sample.surname, SURNAME)


def _begins_with(sample: Sample, given: str, place_of_name: str) -> str:
    first = _lines(sample.text)[:1]
    if not first or not given or not _is_short(first[0], MOST_OF_GREETING):
        return ""
    place = re.search(rf"(?<!\w){re.escape(given)}(?!\w)", first[0], re.IGNORECASE)
    if place is None or _HELLO.sub("", first[0][place.end() :]):
        return ""
    before, after = first[0][: place.start()], first[0][place.end() :].strip()
    if not before.strip():
        return ""  # a bare name is how one goes on, not how one begins after a while
    return f"{before}{place_of_name}{after}" if after in {"", ",", "!", "."} else ""


def _ending(sample: Sample, names: set[str]) -> tuple[str, str]:
    """Return sign-off and name at the end of a message; empty where it ends otherwise."""
    lines = _lines(f"{sample.text}\n{_closing(sample.signature)}")
    name = lines[-1].strip(" ,.!-–—") if lines else ""
    if _folded(name) not in names or len(name.split()) > MOST_OF_NAME:
        return "", ""
    above = lines[-2] if len(lines) > 2 else ""
    is_sign_off = _is_short(above, MOST_OF_SIGN_OFF) and above[0].isalpha() and not _passing().search(above)
    return (above.rstrip(" ,.!-–—") if is_sign_off else ""), name


def _closing(signature: str) -> str:
    """Return the first lines of a signature: a closing and a name may have been cut off with it."""
    lines = [line for line in _lines(signature) if line.strip("-_ ")]
    return "\n".join(lines[:2] if len(lines) > 1 and _is_short(lines[0], MOST_OF_SIGN_OFF) else lines[:1])


def _habit(found: Sequence[str], least: int, share: float) -> str:
    """Return what most of the messages show, if enough do."""
    counted = Counter(one for one in found if one)
    if not counted:
        return ""
    best, often = max(counted.items(), key=lambda one: (one[1], -found.index(one[0])))
    return best if often >= max(least, share) else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_short(line: str, words: int) -> bool:
    return bool(line) and len(line) <= _LONGEST and len(line.split()) <= words and not _ODD.search(line)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold().strip()
