"""What the two share, in one sentence: it makes an occasion that anybody may have theirs."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact, say_talk


def say_memory(page: Page, brief: Brief, *, spare: int = 0) -> bool:
    """Name a talk, else where the two met, else the years they shared; say whether anything was named."""
    if say_talk(page, "memory", brief, spare=spare):
        return True
    return say_fact(page, "memory.met", brief.met_at, "place", spare=spare) or _say_years(page, brief, spare)


def say_with_memory(page: Page, brief: Brief) -> bool:
    """Name what the two share, and take back everything where nothing can be named: it would fit anybody."""
    if say_memory(page, brief):
        return True
    page.paragraphs[:] = [[]]
    return False


def _say_years(page: Page, brief: Brief, spare: int) -> bool:
    place = usable(brief.shared.place) if brief.shared else ""
    if brief.shared is None or not place:
        return False
    name = "memory.studied" if brief.shared.studied else "memory.worked"
    page.say(name, brief.shared.evidence, spare=spare, company=place)
    return True
