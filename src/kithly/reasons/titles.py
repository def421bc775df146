"""Job titles compared: one spelt twice, or another; a step up or down."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from kithly.history.lexicon import entries, folded

SAME_TITLE = 88.0  # of 100: two spellings of one title

_WORD = re.compile(r"[^\W_]+")


def is_new_title(before: str, after: str) -> bool:
    """Say whether a title really changed, not only its spelling or its length; unknown ones did not."""
    left, right = title_words(before), title_words(after)
    if not left or not right:
        return False
    if left <= right or right <= left:
        return seniority(before) != seniority(after)
    is_respelt = fuzz.token_sort_ratio(folded(before), folded(after)) >= SAME_TITLE
    return not is_respelt or seniority(before) != seniority(after)


def is_same_title(one: str, other: str) -> bool:
    """Say whether two titles are one, both known."""
    return not is_new_title(one, other)


def title_words(title: str) -> set[str]:
    """Return the words of a title, folded."""
    return set(_WORD.findall(folded(title)))


def seniority(title: str) -> int:
    """Return the step of a title on the shipped ladder; 0 for an ordinary title.

    Example:
        >>> seniority("Head of QA") > seniority("Senior QA Engineer") > seniority("QA Engineer")
        True
    """
    tokens = title_words(title)
    steps = [int(step) for step, word in (line.split(None, 1) for line in entries("seniority")) if word in tokens]
    return min(steps) if steps and min(steps) < 0 else max(steps, default=0)
