"""What a text says that nobody can prove, whoever wrote it: the strict reader, for drafts that are not the user's.

Where `statements` underlines a little in the user's own words, this lets nothing pass: every name, number, date and
quotation has to stand in a fact, every other word too unless it states nothing, and a phrase that states something
with usual words ("we met", "your new job") needs a fact that allows it. Told apart by words and the shape of
sentences, for English, German, Spanish, French and Portuguese; a sentence in any other language is unproven.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kithly.messages.closed_words import ClosedWords, closed_words
from kithly.messages.draft import Claim
from kithly.messages.known import EGO, SLOT, Known, KnownFact, evidence_of
from kithly.messages.lacks import Lack, Unproven, lacking, signs
from kithly.messages.on_record import fold_words
from kithly.messages.repeated import said_as_own
from kithly.messages.statements import Segment, is_shared, is_unreal, speech_of
from kithly.messages.told_sentences import Sentence, Stretch, Token, holds, quotations, sentences, tokens

_MINUTES = "minut"  # how minutes begin in all five languages: a number before them is how long a talk is to be
_OF_ONE_FACT = frozenset({"theirs", "mine"})  # what is said of the very thing a sentence names
_NO_FORMS = frozenset({"age"})  # licences that add to a statement and make none
_COUNT = "years"  # fact whose number needs no other word of its own in the sentence, as free times do not
_SHORT = 3  # letters; a shorter usual word is never meant as a name
_ARTICLE = 3  # letters of a word that may stand before a name
_THANKS_ALONE = 4  # words; a longer thanks says what for


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """What a text says with proof, and what without.

    Attributes:
        unproven: In order of the text.
        claims: Each sentence that names a fact, with the records that prove it.
    """

    unproven: tuple[Unproven, ...]
    claims: tuple[Claim, ...]


def proved(text: str, known: Known, *, language: str) -> Proved:
    """Hold a text against what is known.

    Args:
        text: The message, or the body of one.
        known: What may be said.
        language: ISO 639-1 code of the language it should be in.
    """
    words = closed_words(language)
    names = frozenset(part for name in known.names for part in fold_words(name).split())
    quoted, wrong = quotations(text, known)
    told = {one for fact in known.facts if fact.name == "found" for one in fact.words}
    found = [*wrong, *signs(text, told)]
    judge = _Judge(text, known, words, names, [(one.start, one.end) for one in quoted])
    claims = []
    for sentence in sentences(text, quoted, words.code, names):
        found += judge.words_of(sentence)
        lacks, supports = judge.phrases_of(sentence)
        found += lacks
        proof = evidence_of(supports)
        if proof:
            claims.append(Claim(text=text[sentence.start : sentence.end].strip(), evidence=proof))
    ordered = sorted(dict.fromkeys(found), key=lambda one: (one.start, one.end))
    return Proved(unproven=tuple(ordered), claims=tuple(claims))


class _Judge:
    """Holds the sentences of one text against what is known."""

    def __init__(
        self, text: str, known: Known, words: ClosedWords, names: frozenset[str], quoted: Sequence[tuple[int, int]]
    ) -> None:
        self._text = text
        self._known = known
        self._words = words
        self._speech = speech_of(words.code)
        self._names = names
        self._quoted = quoted
        self._day: list[KnownFact] = []  # free times of the day that was named last; "12." ends a sentence in German
        self._plains = {fact.name: frozenset(fold_words(" ".join(fact.words)).split()) for fact in known.facts}
        self._bases = {name: frozenset(words.base(one) for one in plains) for name, plains in self._plains.items()}

    def words_of(self, sentence: Sentence) -> list[Unproven]:
        """Return the words of a sentence that no fact holds; note which facts hold the others."""
        numbers: list[Token] = []
        found, allowed = [], self._allowed(sentence)
        for stretch in sentence.stretches:
            segment, facts = stretch.segment, self._speaking(stretch)
            own = [one for one in tokens(self._text, segment, self._words) if not self._is_quoted(one)]
            found += [self._lacking(Lack.STATEMENT, one) for one in said_as_own(own, self._known.facts, self._words)]
            for token in own:
                place = segment.starts.index(token.start)
                after = segment.words[place + 1] if place + 1 < len(segment.words) else ""
                if after.startswith(_MINUTES):
                    continue
                if token.word[0].isdigit():
                    numbers.append(token)
                    continue
                holding = self._holding(token, facts)
                sentence.anchors += [one for one in holding if one not in sentence.anchors]
                if not holding and token.plain not in allowed and not self._says_nothing(token):
                    found.append(self._lacking(Lack.NAME if token.is_name else Lack.STATEMENT, token))
        facts = (*sentence.anchors, *self._licensed(sentence.folded))
        wrong = [token for token in numbers if not self._is_counted(token, facts)] + self._of_two_times(numbers)
        return [*found, *(self._lacking(Lack.NUMBER, one) for one in wrong)]

    def _lacking(self, lack: Lack, token: Token) -> Unproven:
        return lacking(lack, self._text, token.start, token.end)

    def _is_quoted(self, token: Token) -> bool:
        return any(start <= token.start and token.end <= end for start, end in self._quoted)

    def _is_counted(self, token: Token, facts: Iterable[KnownFact]) -> bool:
        """Say whether a fact the sentence names holds a number."""
        plain = fold_words(token.word)
        if any(plain in one.years or holds(one, f" {plain} ") for one in facts):
            return True
        anywhere = (one for one in self._known.facts if one.name == _COUNT or one.name.startswith(SLOT))
        return any(holds(one, f" {plain} ") for one in anywhere)

    def _of_two_times(self, numbers: Iterable[Token]) -> list[Token]:
        """Return the hours that belong to another free time than the day before them."""
        slots = [one for one in self._known.facts if one.name.startswith(SLOT)]
        wrong: list[Token] = []
        for token in numbers:
            holding = [one for one in slots if holds(one, f" {fold_words(token.word)} ")]
            if ":" not in token.word:
                self._day = holding
            elif self._day and not any(one in self._day for one in holding):
                wrong.append(token)
        return wrong

    def _speaking(self, stretch: Stretch) -> tuple[KnownFact, ...]:
        """Return the facts a stretch may draw on: what the writer does is not the reader's, and the other way round."""
        facts = self._known.facts
        if stretch.about.them:
            return tuple(one for one in facts if one.name != EGO)
        if stretch.about.me and self._words.rules["at_work"].search(stretch.folded):
            return tuple(one for one in facts if one.name == EGO)
        return facts

    def _holding(self, token: Token, facts: Iterable[KnownFact]) -> list[KnownFact]:
        """Return the facts that hold a word; a name has to stand there as it is."""
        plain, words = token.plain, self._words
        if words.is_free(plain) and len(plain) < _SHORT:
            return []  # "I"
        if token.is_name:
            return [one for one in facts if not words.as_names(plain).isdisjoint(self._plains[one.name])]
        if words.is_free(plain):
            return []
        base = words.base(plain)
        return [one for one in facts if plain in self._plains[one.name] or base in self._bases[one.name]]

    def _says_nothing(self, token: Token) -> bool:
        return self._words.is_free(token.plain) or not self._words.as_names(token.plain).isdisjoint(self._names)

    def _allowed(self, sentence: Sentence) -> frozenset[str]:
        """Return the words of a sentence that stand in a phrase some fact allows, or that states nothing."""
        known = {name for fact in self._known.facts for name in fact.allows}
        patterns = [self._words.rules["harmless"], *(self._words.licences[name] for name in known)]
        found = (match.group() for one in patterns for match in one.finditer(sentence.folded))
        framing = self._speech["greetings"] | self._speech["closings"] if sentence.is_framing else frozenset()
        return frozenset(word for phrase in found for word in phrase.split()) | framing

    def _licensed(self, folded: str) -> list[KnownFact]:
        """Return the facts that allow what a sentence says with usual words."""
        said = self._said(folded)
        return [fact for fact in self._known.facts if not said.isdisjoint(fact.allows)]

    def _said(self, folded: str) -> frozenset[str]:
        return frozenset(name for name, pattern in self._words.licences.items() if pattern.search(folded))

    def phrases_of(self, sentence: Sentence) -> tuple[list[Unproven], list[KnownFact]]:
        """Return the sentence where it says something no fact allows, and the facts that support it."""
        supports, is_wrong = list(sentence.anchors), self._is_elsewhere(sentence)
        for name in sorted(self._said(sentence.folded)):
            allowing = [fact for fact in self._known.facts if name in fact.allows]
            near = [fact for fact in allowing if fact in sentence.anchors]
            is_wrong |= not allowing or (name in _OF_ONE_FACT and not near and _names_a_talk(sentence))
            supports += [fact for fact in near or allowing if fact not in supports]
        is_wrong |= not sentence.is_framing and any(self._is_bare(one, sentence) for one in sentence.stretches)
        is_wrong |= bool(sentence.anchors) and any(self._orders(one.segment) for one in sentence.stretches)
        whole = lacking(Lack.STATEMENT, self._text, sentence.start, sentence.end)
        return [whole] if is_wrong else [], supports

    def _orders(self, segment: Segment) -> bool:
        """Say whether a sentence begins by telling the reader what to do."""
        first = segment.words[0]
        return segment.place == 0 and first in self._speech["orders"] and first not in self._words.wishing

    def _is_bare(self, stretch: Stretch, sentence: Sentence) -> bool:
        """Say whether a stretch states something in words that no fact allows.

        What it says of the reader it has to say in a phrase of its own that is allowed; what it says of a fact, in one
        of its sentence.
        """
        segment = stretch.segment
        if segment.question or is_unreal(segment, self._speech):
            return False
        if not stretch.names_reader and self._supposes(sentence, before=segment.place):
            return False
        if segment.place == 0 and segment.words[0] in self._speech["thanks"]:
            return len(segment.words) > _THANKS_ALONE and not self._is_allowed(sentence.folded)
        if segment.place == 0 and segment.words[0] in self._speech["orders"]:
            return False
        if stretch.names_reader or is_shared(segment.words, self._speech):
            return not self._is_allowed(stretch.folded)
        named = {one.name for one in sentence.anchors if one.evidence or one.name == EGO}
        is_of_fact = bool(named) and EGO not in named and not stretch.about.me
        return is_of_fact and not self._is_allowed(sentence.folded)

    def _supposes(self, sentence: Sentence, *, before: int) -> bool:
        """Say whether a sentence began with a wish or a condition, of which this goes on."""
        return any(is_unreal(one.segment, self._speech) for one in sentence.stretches if one.segment.place < before)

    def _is_allowed(self, folded: str) -> bool:
        """Say whether words hold a phrase that states nothing, or one that a known fact allows."""
        if self._words.rules["harmless"].search(folded):
            return True
        known = {name for fact in self._known.facts for name in fact.allows} - _NO_FORMS
        return any(name in known for name in self._said(folded))

    def _is_elsewhere(self, sentence: Sentence) -> bool:
        """Say whether the place they left stands where the one they went to belongs, or the other way round."""
        for rule, place in (("away", self._known.company), ("toward", self._known.before)):
            plain = fold_words(place)
            follows = re.compile(rf" (?:\w{{1,{_ARTICLE}}} )?{re.escape(plain)} ")
            found = self._words.rules[rule].finditer(sentence.folded) if plain else ()
            if any(follows.match(sentence.folded, match.end()) for match in found):
                return True
        named = {fact.name for fact in sentence.anchors}
        return {"title", "before"} <= named and "news" not in named  # their present work, at their former place


def _names_a_talk(sentence: Sentence) -> bool:
    """Say whether a sentence names a former talk: what it says of the side that wrote is about that one."""
    return any(fact.name == "talk" for fact in sentence.anchors)
