"""Where a rule is broken, and how to mend it: hits and verdicts as `Breach` values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from kithly.messages.draft import Breach
from kithly.messages.favours import Ask
from kithly.messages.kinds import HINTS, MAX_WORDS
from kithly.messages.lexicon import Hit
from kithly.messages.reading import Reading
from kithly.messages.traits import pressure

MISSING = {
    "has_discovery": "Say how you came to think of them now: what you found, read or heard.",
    "has_topic": "Name one thing the two of you could talk about: their work, a place, a shared project.",
    "has_about_me": "Add a line on what you do now.",
    "has_follow_up": "Suggest how the talk could go on: a question, a call, a coffee.",
    "on_occasion": "Name the occasion: what you congratulate, thank or answer.",
    "is_generic": "This would fit anybody; add one detail that is only about them.",
    "self_centred": "More is said of you than of them; shorten your own part.",
    "too_long": "Longer than people read at once; cut what can wait for the talk.",
    "unresolved": "A leftover of a template, or not the recipient's name; put the right word here.",
}

_LATER = "Leave the hint out; what you look for can wait for the talk."
_VAGUE = frozenset({"favour.request", "favour.send", "favour.errand", "favour.wish", "favour.frame", "favour.plea"})


def breaches(rule: str, reading: Reading, leftovers: tuple[tuple[int, int], ...]) -> list[Breach]:
    """Return the breaches of one broken rule: its places, or the beginning for what is missing.

    Args:
        rule: A label whose value breaks the policy.
        reading: The text.
        leftovers: Places of unresolved names and placeholders.
    """
    text = reading.text
    if rule == "unresolved":
        return [_breach(rule, text, span, MISSING[rule]) for span in leftovers]
    if rule == "too_long":
        return [_breach(rule, text, (_cut(text), len(text)), MISSING[rule])]
    if rule in MISSING:
        return [_breach(rule, text, (0, 0), MISSING[rule])]
    if rule == "asks_favour":
        return [_breach(rule, text, (ask.start, ask.end), _ask_hint(ask, reading)) for ask in reading.favours]
    found = list(_hits(rule, reading))
    return [_breach(rule, text, (hit.start, hit.end), _hint(hit, reading)) for hit in _outermost(found)]


def _hits(rule: str, reading: Reading) -> Iterable[Hit]:
    return reading.of(f"hint.{rule}") if rule in HINTS else pressure(reading)


def _outermost(hits: Iterable[Hit]) -> list[Hit]:
    """Return hits in order, without those that begin inside an earlier one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _ask_hint(ask: Ask, reading: Reading) -> str:
    """Say why a sentence asks: by the lexicon's most precise group, else by the words that speak most for it."""
    if ask.hits:
        return _hint(next((hit for hit in ask.hits if hit.group not in _VAGUE), ask.hits[0]), reading)
    words = " and ".join(f"“{reading.text[start:end]}”" for start, end in ask.telling)
    return f"This reads as if you wanted something{f': {words}' if words else ''}. {_LATER}"


def _hint(hit: Hit, reading: Reading) -> str:
    told = reading.lexicon.texts[hit.group]
    reason = told.get("reason", "hints that something is wanted" if hit.group.startswith("signal.") else "")
    mend = told.get("hint", _LATER)
    return f"This {reason}. {mend}" if reason else mend


def _breach(rule: str, text: str, span: tuple[int, int], hint: str) -> Breach:
    start, end = span
    return Breach(rule=rule, start=start, end=end, text=text[start:end], hint=hint)


def _cut(text: str) -> int:
    """Return where the word after the last allowed one begins, or 0 in a note counted by characters."""
    match = next(islice(re.finditer(r"\S+", text), MAX_WORDS, None), None)
    return match.start() if match else 0
