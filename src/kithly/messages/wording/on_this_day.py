"""A round number of years since the two met, or since their first exchange on record: told as people tell it."""

from __future__ import annotations

from kithly.messages.brief import Brief, Fact, usable
from kithly.messages.wording import reconnect
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.myself import tell_of_me
from kithly.messages.wording.page import Page


def write(page: Page, brief: Brief) -> None:
    """Say what was so many years ago; where that has no name, a plain reconnection."""
    if not brief.years or not _say_then(page, brief):
        reconnect.write(page, brief)
        return
    page.say("on_this_day.since")
    page.turn()
    tell_of_me(page, brief)
    page.say("reconnect.follow_up")


def _say_then(page: Page, brief: Brief) -> bool:
    talk = Fact(words=brief.talk.topic, evidence=brief.talk.evidence) if brief.talk else None
    named = (("met", "place", brief.met_at), ("about", "about", brief.met_about), ("talk", "topic", talk))
    return any(_say(page, f"on_this_day.{name}", fact, key, years=brief.years) for name, key, fact in named)


def _say(page: Page, name: str, fact: Fact | None, key: str, *, years: int) -> bool:
    words = usable(fact.words) if fact else ""
    if fact is None or not words:
        return False
    page.say(name, fact.evidence, spare=0, **{key: words, "years": str(years)})
    return True


KIND = Kind(write=write)
