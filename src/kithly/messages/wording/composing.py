"""A draft out of a brief: words tried until some keep the rules."""

from __future__ import annotations

from dataclasses import replace

from kithly.messages.brief import Brief, Voice
from kithly.messages.draft import Draft
from kithly.messages.phrasebook import RUN, phrasebook
from kithly.messages.wording.checking import checked
from kithly.messages.wording.kind import GENERIC, PERSONAL, YOURS, Kind, NoDraft
from kithly.messages.wording.layout import laid_out
from kithly.messages.wording.page import Page
from kithly.messages.wording.registered import kind_of

ATTEMPTS = 5  # seeds tried before a draft is given up


def compose(brief: Brief, *, seed: int) -> Draft | NoDraft:
    """Write a draft, or say why not.

    A fact that is missing or unfit is left out. A talk that was personal, or a text that would fit anybody,
    gives no draft. The only breach a draft may carry is ``has_about_me``, where ego has not said what they do now.

    Args:
        brief: The facts.
        seed: Number of the draft; different numbers within a week give different words.
    """
    if brief.is_personal:
        return NoDraft(reason=PERSONAL)
    kind = kind_of(brief)
    if kind is None:
        return NoDraft(reason=YOURS)
    tried: Draft | NoDraft = NoDraft(reason=GENERIC)
    for facts in _ever_fewer(brief):
        for attempt in range(ATTEMPTS):
            tried = _attempt(kind, facts, seed + attempt * RUN)
            if isinstance(tried, Draft):
                return tried
    return tried


def _ever_fewer(brief: Brief) -> tuple[Brief, ...]:
    """Return the facts: all, then without anybody's sentences, then without what the user found, then without both.

    Without their sentences, what is left to name is the topic. The last has no words of ego's own around it either.
    """
    sign = replace(brief.sign, words="") if brief.sign else None
    unquoted = replace(brief, question=None, recommendation=None, was_asked=brief.question is not None, sign=sign)
    without = [replace(one, found=None) for one in (brief, unquoted)] if brief.found else []
    facts = (brief, unquoted, *without)
    return facts if brief.voice == Voice() else (*facts, replace(facts[-1], voice=Voice()))


def _attempt(kind: Kind, brief: Brief, seed: int) -> Draft | NoDraft:
    """Write once, as short as ego writes and the rules allow; of another seed the words may suit the facts better."""
    page = Page(phrasebook(brief.language, is_formal=brief.is_formal), seed)
    kind.write(page, brief)
    made = checked(page, brief, kind)
    most = brief.voice.words
    while most and len(laid_out(page, brief, kind).split()) > most and page.spare_one():
        shorter = checked(page, brief, kind)
        made = shorter if isinstance(shorter, Draft) else made
    return made
