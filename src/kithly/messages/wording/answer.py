"""Thanks for an answer that came late: it names the answer, and never that it took long."""

from __future__ import annotations

from kithly.messages.brief import Brief
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.repeating import say_words
from kithly.messages.wording.saying import say_talk


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of thanks."""
    if not (brief.sign is not None and say_words(page, "answer.words", brief.sign)):
        say_talk(page, "answer", brief)
    page.say("answer.close", spare=1)


KIND = Kind(write=write, subject="subject.thank")
