"""Does a small good name its occasion? A wish, a congratulation, a comment, thanks, a reply."""

from __future__ import annotations

from kithly.messages.kinds import MessageKind
from kithly.messages.names import fold
from kithly.messages.reading import Reading, is_theirs, specificity

_NAMED = (
    MessageKind.BIRTHDAY,
    MessageKind.ANNIVERSARY,
    MessageKind.CONGRATS_JOB,
    MessageKind.CONGRATS_PROMOTION,
)
_GENERAL = "occasion.congratulation"  # a word that wishes well on any day, and on a birthday most often
_OTHERS = ("occasion.congrats_job", "occasion.congrats_promotion", "occasion.anniversary")
_TELLING = 4  # letters; shorter words of a fact (at, of, new) link to nothing
_ENOUGH = 0.5  # one telling word is link enough to a post or a question


def fits_occasion(reading: Reading, *, kind: MessageKind, facts: tuple[str, ...]) -> bool:
    """Return whether the text names or clearly fits the occasion of its kind.

    Args:
        reading: The text.
        kind: A small good, or a reply; other kinds have no occasion and give True.
        facts: What is known of the recipient; a word of it links the text to them.
    """
    if kind in _NAMED:
        return _names_event(reading, kind) or _repeats(reading, facts)
    if kind is MessageKind.THANKS:
        if not reading.of("occasion.thanks"):
            return False
        return _has_substance(reading) or _repeats(reading, facts)
    if kind in {MessageKind.COMMENT, MessageKind.REPLY}:
        return _has_substance(reading) or _repeats(reading, facts)
    return True


def _names_event(reading: Reading, kind: MessageKind) -> bool:
    """Whether the text names this event, or none but this."""
    if not reading.of(f"occasion.{kind}"):
        return kind is MessageKind.BIRTHDAY and bool(reading.of(_GENERAL)) and not any(map(reading.of, _OTHERS))
    strong = {
        other
        for other in (MessageKind.BIRTHDAY, MessageKind.ANNIVERSARY)
        if other is not kind and reading.of(f"occasion.{other}")
    }
    return not strong or kind in {MessageKind.BIRTHDAY, MessageKind.ANNIVERSARY}


def _repeats(reading: Reading, facts: tuple[str, ...]) -> bool:
    told = {fold(word) for fact in facts for word in fact.split()}
    told = {word for word in told if len(word) >= _TELLING} - reading.names - reading.lexicon.words["stop"]
    return any(fold(word) in told for clause in reading.clauses for word in clause.words)


def _has_substance(reading: Reading) -> bool:
    return sum(specificity(reading, clause) for clause in reading.clauses if is_theirs(reading, clause)) >= _ENOUGH
