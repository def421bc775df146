"""Thanks for a recommendation, an endorsement or a message."""

from __future__ import annotations

from kithly.messages.brief import Brief
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact, say_found, say_talk


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of a thank-you."""
    _ = (
        say_fact(page, "thank.recommendation", brief.recommendation, "words")
        or say_fact(page, "thank.endorsement", brief.endorsement, "words")
        or say_talk(page, "thank", brief)
    )
    say_found(page, brief, "found.also", spare=1)
    page.say("thank.close", spare=2)


KIND = Kind(write=write, subject="subject.thank")
