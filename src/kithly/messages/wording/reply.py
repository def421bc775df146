"""An answer to somebody who wrote; a late one says sorry, once."""

from __future__ import annotations

from datetime import timedelta

from kithly.messages.brief import Brief
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact, say_found, say_topic

_FRESH, _RECENT = timedelta(days=7), timedelta(days=30)  # an answer in time; one a little late


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of an answer."""
    talk = brief.talk
    if not say_fact(page, "reply.fresh", brief.question, "question") and talk and not talk.outgoing:
        say_topic(page, "reply.topic" if talk.is_subject else "reply.about", talk)
    asked = brief.question.evidence.at if brief.question else talk.at if talk else None
    waited = brief.now - asked if brief.now and asked else None
    if waited and waited > _FRESH and not brief.is_answered:
        page.say("reply.short_sorry" if waited <= _RECENT else "reply.sorry")
    say_found(page, brief, "found.also", spare=1)
    page.say("reply.close")


KIND = Kind(write=write)
