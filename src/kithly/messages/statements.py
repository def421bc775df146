"""Which stretches of a text state something about its reader, or a shared past, that no record holds.

A hint, never a verdict: such words are underlined, and only the user knows whether they are true. Greetings,
questions, wishes and what the writer tells of themselves state nothing about the reader.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kithly.messages.language import language_of, lexicon_for
from kithly.messages.names import fold
from kithly.messages.on_record import Held, statement_tables
from kithly.messages.phrasebook import phrase_words
from kithly.messages.quotations import quotations
from kithly.messages.sentences import Clause, clauses

GREETING_WORDS = 5  # a longer line that begins with "Hi" goes on to say something
CLOSING_WORDS = 5  # a longer last line is a sentence
OPENING_WORDS = 5  # of a sentence, in which a wish or proposal shows
SHORTEST = 3  # letters of a word that tells something
_GLUE = frozenset({"and", "but", "so", "because", "that", "und", "aber", "et", "mais", "y", "pero", "e", "mas"})
_ENDINGS = ("ing", "ed", "es", "s", "d")  # of English forms whose base is a usual word
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of a clause between commas.

    Attributes:
        words: Lower-case words.
        starts: Where each starts in the text.
        ends: One past where each ends.
        sentence: Number of its sentence.
        place: Which segment of the sentence it is, from 0.
        question: Whether the sentence asks.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: int
    place: int
    question: bool


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of one language by which a sentence is told to state something."""

    code: str
    tables: dict[str, frozenset[str]]
    usual: frozenset[str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.tables[name]

    def is_usual(self, word: str) -> bool:
        """Say whether a word, or the base of its form, stands in most messages and tells nothing by itself."""
        if word in self.usual:
            return True
        bases = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
        return any(base in self.usual or f"{base}e" in self.usual for base in bases)


@cache
def speech_of(code: str) -> Speech:
    """Return the words by which sentences of a language are told to state something."""
    tables = {name: frozenset(words.split()) for name, words in statement_tables()[code].items()}
    words = lexicon_for(code).words
    return Speech(code, tables, words["stop"] | words["hollow"] | tables["memory"] | phrase_words(code))


def unheld(
    text: str, held: Held, *, covered: Sequence[tuple[int, int]], own: str = "", names: Collection[str] = ()
) -> list[tuple[int, int]]:
    """Return the places of statements that no record holds, in order.

    Args:
        text: The message as it is now.
        held: What the records of the two hold.
        covered: Places that are proven already.
        own: The draft; its own sentences state nothing unproven.
        names: Names of both sides, which are no news to anybody.
    """
    language = speech_of(language_of(text))
    known = frozenset(fold(word) for name in names for word in name.split())
    found = clauses(text)
    ours = {words for _, words in _sentences(clauses(own))}
    skipped = {number for number, words in _sentences(found) if words in ours} | framing(found, language, known)
    places: list[tuple[int, int]] = []
    judge = _Judge(text, held, language, known, tuple(covered))
    about = About()
    for segment in segments(text, found, (*covered, *quotations(text))):
        about = about_of(segment, language, before=about if segment.place else About())
        if segment.sentence not in skipped and not segment.question:
            places += _unheld_in(segment, judge, about)
    return _joined(text, places)


def _sentences(found: Iterable[Clause]) -> list[tuple[int, tuple[str, ...]]]:
    words: dict[int, tuple[str, ...]] = {}
    for clause in found:
        words[clause.sentence] = words.get(clause.sentence, ()) + clause.words
    return list(words.items())


def framing(found: Sequence[Clause], language: Speech, names: Collection[str]) -> set[int]:
    """Return the sentences that greet, close and sign."""
    told = _sentences(found)
    framing = set()
    for number, words in told[:2]:
        if len(words) <= GREETING_WORDS and (words[0] in language["greetings"] or _all_names(words, names)):
            framing.add(number)
    for number, words in reversed(told):
        closes = any(word in language["closings"] for word in words) or _all_names(words, names)
        if len(words) > CLOSING_WORDS or not (closes or len(words) == 1):
            break
        framing.add(number)
    return framing


def _all_names(words: Iterable[str], names: Collection[str]) -> bool:
    return all(fold(word) in names for word in words)


def segments(text: str, found: Iterable[Clause], whole: Sequence[tuple[int, int]]) -> Iterator[Segment]:
    """Cut clauses at their commas and brackets, but for those inside a quotation or a proven stretch."""
    sentence, place = -1, 0
    for clause in found:
        first = 0
        for last in range(1, len(clause.words) + 1):
            if last < len(clause.words) and not _is_cut(text, clause.ends[last - 1], clause.starts[last], whole):
                continue
            place = place + 1 if clause.sentence == sentence else 0
            sentence = clause.sentence
            part = slice(first, last)
            yield Segment(
                words=clause.words[part],
                starts=clause.starts[part],
                ends=clause.ends[part],
                sentence=sentence,
                place=place,
                question=clause.question,
            )
            first = last


def _is_cut(text: str, start: int, end: int, whole: Sequence[tuple[int, int]]) -> bool:
    if any(first <= start and end <= last for first, last in whole):
        return False
    return any(mark in text[start:end] for mark in (",", "(", ")", "\n\n"))


@dataclass(frozen=True, slots=True)
class About:
    """Whom a segment is about."""

    me: bool = False  # the writer is its subject
    them: bool = False  # the reader is, or something of theirs


def about_of(segment: Segment, language: Speech, *, before: About) -> About:
    """Say whom a segment is about; one that names neither goes on as the one before it."""
    who = [word for word in segment.words if word in language["me"] | language["you"] | language["we"]]
    them = _is_about_them(segment.words, language)
    if not who and not them:
        return before
    is_house = bool(who) and who[0] in language["we"] and not is_shared(segment.words, language)
    return About(me=bool(who) and (who[0] in language["me"] or is_house), them=them)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of one word at a time whether a record holds it."""

    text: str
    held: Held
    language: Speech
    names: frozenset[str]
    covered: tuple[tuple[int, int], ...]

    def is_covered(self, segment: Segment, place: int) -> bool:
        start, end = segment.starts[place], segment.ends[place]
        return any(first <= start and end <= last for first, last in self.covered)

    def is_specific(self, segment: Segment, place: int) -> bool:
        """Say whether a word is a name or a number that no record holds."""
        word = segment.words[place]
        if self.is_covered(segment, place) or fold(word.removesuffix("'s")) in self.names:
            return False
        if word[0].isdigit():
            after = segment.words[place + 1] if place + 1 < len(segment.words) else ""
            return after not in self.language["units"] and not self.held.has(word, exactly=True)
        if word in self.language["months"]:
            beside = segment.words[max(place - 1, 0) : place + 2]
            return any(one[0].isdigit() for one in beside) and not self.held.has(word, exactly=True)
        return self._is_name(segment, place) and not self.held.has(word.removesuffix("'s"), exactly=True)

    def is_telling(self, segment: Segment, place: int) -> bool:
        """Say whether a word tells something that no record holds."""
        word = segment.words[place]
        if self.is_covered(segment, place) or len(word) < SHORTEST or not word[0].isalpha():
            return False
        bare = word.removesuffix("'s")
        if self.language.is_usual(bare) or fold(bare) in self.names:
            return False
        return not self.held.has(bare)

    def _is_name(self, segment: Segment, place: int) -> bool:
        word = segment.words[place]
        if not self.text[segment.starts[place]].isupper() or len(word) < SHORTEST or self.language.code == "de":
            return False
        if word.removesuffix("'s") in self.language.usual | self.language["days"] or word in self.language["me"]:
            return False
        if place or segment.place:
            return True
        after = segment.starts[1] if len(segment.starts) > 1 else -1
        return after >= 0 and self.text[after].isupper() and segment.words[1] not in self.language["me"]


def _unheld_in(segment: Segment, judge: _Judge, about: About) -> list[tuple[int, int]]:
    """Return the stretches of one segment that no record holds."""
    language, words = judge.language, segment.words
    thanks = segment.place == 0 and words[0] in language["thanks"]
    if not thanks and (is_unreal(segment, language) or (segment.place == 0 and words[0] in language["orders"])):
        return []
    if about.me and not about.them and not _recalls(words, language):
        return []
    if len(words) == 1 or (segment.place == 0 and segment.sentence == 0 and words[0] in language["greetings"]):
        return []
    is_wide = not thanks and (_is_about_them(words, language) or is_shared(words, language) or about.me)
    told = [
        place
        for place in range(len(words))
        if judge.is_specific(segment, place) or (is_wide and judge.is_telling(segment, place))
    ]
    return _stretches(segment, judge, told)


def is_unreal(segment: Segment, language: Speech) -> bool:
    """Say whether a segment wishes, proposes or supposes; a word of that kind at its end belongs to another thought."""
    return any(word in language["unreal"] for word in segment.words[:OPENING_WORDS])


def is_shared(words: Sequence[str], language: Speech) -> bool:
    """Say whether "we" are the writer and the reader: a past, or being together, is named."""
    if not any(word in language["we"] for word in words):
        return False
    return any(word in language["memory"] or (word.isdigit() and int(word) in _YEARS) for word in words)


def _recalls(words: Sequence[str], language: Speech) -> bool:
    """Say whether the writer speaks of a shared past: "I remember ...", "I still use it"."""
    remembers = {"remember", "recall", "erinnere", "souviens", "recuerdo", "acuerdo", "lembro"} & set(words)
    keeps = {"still", "immer", "toujours", "todavía", "ainda"} & set(words)
    points = {"it", "that", "this", "them", "davon", "en", "ello", "disso"} & set(words)
    return bool(remembers) or bool(keeps and points) or bool(keeps and language["yours"] & set(words))


def _is_about_them(words: Sequence[str], language: Speech) -> bool:
    """Say whether a segment has the reader for its subject, or something of theirs."""
    for place, word in enumerate(words):
        before, after = words[place - 1] if place else "", words[place + 1] if place + 1 < len(words) else ""
        if word in language["yours"] and after:
            return True
        if word not in language["you"]:
            continue
        if "'" in word:
            return True
        if (after and after not in language["after_object"]) and before not in language["before_object"]:
            return True
    return False


def _stretches(segment: Segment, judge: _Judge, told: Sequence[int]) -> list[tuple[int, int]]:
    """Return the uncovered runs of a segment that hold one of the told words, without "and" before them."""
    free = [place for place in range(len(segment.words)) if not judge.is_covered(segment, place)]
    runs: list[list[int]] = []
    for place in free:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    found = []
    for run in runs:
        if not any(place in told for place in run):
            continue
        while len(run) > 1 and segment.words[run[0]] in _GLUE:
            run.pop(0)
        found.append((segment.starts[run[0]], segment.ends[run[-1]]))
    return found


def _joined(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return places with those as one that only a comma parts, the full stop of a sentence included."""
    joined: list[tuple[int, int]] = []
    for start, end in places:
        between = text[joined[-1][1] : start] if joined else "\n"
        if joined and between.strip(", ") == "" and "\n" not in between:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [(start, end + 1 if text[end : end + 1] in {".", "!"} else end) for start, end in joined]
