"""An invitation to talk, to somebody who answered or whom one met."""

from __future__ import annotations

from kithly.messages.brief import Brief
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact, say_found, say_talk
from kithly.messages.wording.times import propose


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of an invitation."""
    met = say_fact(page, "follow_up.met", brief.met_at, "place")
    about = say_fact(page, "follow_up.met_about", brief.met_about, "about")
    if not met and not about:
        say_talk(page, "follow_up", brief)
    say_found(page, brief, "found.also", spare=1)
    propose(page, brief, "follow_up.close")


KIND = Kind(write=write)
