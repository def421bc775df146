"""Thanks for an answer that came late: it names the answer, and never that it took long."""

from __future__ import annotations

from kithly.messages.brief import Brief, usable
from kithly.messages.occasion import Sign
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.repeating import say_words
from kithly.messages.wording.saying import say_talk


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of thanks."""
    if not (brief.sign is not None and _say_words(page, brief, brief.sign)):
        say_talk(page, "answer", brief)
    page.say("answer.close", spare=1)


def _say_words(page: Page, brief: Brief, sign: Sign) -> bool:
    """Repeat their words, with the subject they stood under where there is one."""
    talk = brief.talk if brief.talk and brief.talk.is_subject else None
    topic = usable(talk.topic) if talk and talk.evidence.record == sign.evidence.record else ""
    return say_words(page, "answer.words_on" if topic else "answer.words", sign, topic=topic)


KIND = Kind(write=write, subject="subject.thank")
