"""What to look at in a text, the most pressing first, and what stops it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kithly.app.drafts.doors import NOTE
from kithly.app.views import AnswerView, HintView
from kithly.messages import MAX_NOTE, Breach, Mark, MarkKind, Verdict, note_length, stops

SHOWN = 2  # hints a page shows at once
UNPROVEN = "unproven"
ORDER = (
    "asks_favour",
    "unresolved",
    "too_long",
    "pushy",
    "sensitive",
    "watchful",
    UNPROVEN,
    "is_generic",
    "self_centred",
)
MOST_QUOTED = 90  # letters of quoted words

TRUE = AnswerView(key="true", label="It is true")
TAKE_OUT = AnswerView(key="take_out", label="Take it out")
NO_FAVOUR = AnswerView(key="not_a_favour", label="This is not a favour")
ANSWERS = {
    "asks_favour": (NO_FAVOUR, TAKE_OUT),
    "pushy": (TAKE_OUT,),
    "sensitive": (TAKE_OUT,),
    "watchful": (TAKE_OUT,),
    UNPROVEN: (TRUE, TAKE_OUT),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why words may not go out as they stand."""

    rule: str
    sentence: str


def stop_of(verdict: Verdict, kind: str, door: str, text: str, *, not_a_favour: bool) -> Stop | None:
    """Return what stops words: an unresolved name, a favour in a first hello, or a note longer than its door.

    Args:
        verdict: Of the words.
        kind: Touch kind, by name.
        door: Where they go.
        text: The words.
        not_a_favour: Whether the user said "this is not a favour".
    """
    if stops(verdict, kind, allowed_favour=not_a_favour):
        is_unresolved = verdict.labels["unresolved"]
        rule = "unresolved" if is_unresolved else "asks_favour"
        words = next((one.text for one in verdict.breaches if one.rule == rule), "")
        said = f" ({_quoted(words)})" if words else ""
        if is_unresolved:
            return Stop(rule=rule, sentence=f"A name or placeholder is not resolved{said}.")
        return Stop(rule=rule, sentence=f"It asks for a favour{said}. A first hello only gives.")
    length = note_length(text)
    if door == NOTE and length > MAX_NOTE:
        return Stop(rule="too_long", sentence=f"A note takes {MAX_NOTE} characters; this has {length}.")
    return None


def hints_of(verdict: Verdict, marks: Iterable[Mark], *, offset: int, not_a_favour: bool) -> tuple[HintView, ...]:
    """Return everything to look at in a text; what is merely missing is told by its parts.

    Args:
        verdict: Of subject and text.
        marks: What records hold of the text, and what only the user knows.
        offset: Where the text begins in what was judged.
        not_a_favour: Whether the user said "this is not a favour".
    """
    broken = [one for one in verdict.breaches if one.rule in ORDER]
    if not_a_favour:
        broken = [one for one in broken if one.rule != "asks_favour"]
    found = [_of_breach(one, offset) for one in broken]
    found += [_of_mark(one) for one in marks if one.kind is MarkKind.YOURS]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.rule), one.start)))


def _of_breach(breach: Breach, offset: int) -> HintView:
    start, end = breach.start - offset, breach.end - offset
    is_whole = start < 0 or end <= start or breach.rule == "too_long"
    return HintView(
        rule=breach.rule,
        start=0 if is_whole else start,
        end=0 if is_whole else end,
        quoted=breach.text if breach.rule != "too_long" else "",
        text=breach.hint,
        answers=tuple(one for one in ANSWERS.get(breach.rule, ()) if one is not TAKE_OUT or not is_whole),
    )


def _of_mark(mark: Mark) -> HintView:
    return HintView(
        rule=UNPROVEN,
        start=mark.start,
        end=mark.end,
        quoted=mark.text,
        text="No record shows this. Is it so?",
        answers=ANSWERS[UNPROVEN],
    )


def _quoted(words: str) -> str:
    plain = " ".join(words.split())
    return f"“{plain if len(plain) <= MOST_QUOTED else plain[: MOST_QUOTED - 1].rstrip() + '…'}”"
