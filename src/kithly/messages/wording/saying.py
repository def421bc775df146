"""Sentences that several kinds of draft share: a former talk, something they said, what was found."""

from __future__ import annotations

from kithly.messages.brief import Brief, Fact, Talk, usable, usable_quote
from kithly.messages.wording.page import Page

_TAKING_UP = frozenset({"answer", "follow_up", "thank"})  # families that say "your lines": untrue of ego's own
_SENTENCES = frozenset({"thank.recommendation", "reply.fresh"})  # quotes that end a sentence


def say_talk(page: Page, family: str, brief: Brief, *, spare: int = 0) -> bool:
    """Name the last talk in the words of a kind; say whether it was named."""
    talk = brief.talk
    if talk is None or (talk.outgoing and family in _TAKING_UP):
        return False
    return say_topic(page, f"{family}.{'talk' if talk.is_subject else 'about'}", talk, spare=spare)


def say_topic(page: Page, name: str, talk: Talk, *, spare: int = 0, **more: str) -> bool:
    """Name the topic of a talk; say whether it is fit to be named."""
    topic = usable(talk.topic)
    if not topic:
        return False
    if not talk.is_subject and topic.split()[0].lower() in page.book.writing["articles"].split():
        topic = topic[0].lower() + topic[1:]  # "The" of a beginning
    page.say(name, talk.evidence, spare=spare, topic=topic, **more)
    return True


def say_fact(page: Page, name: str, fact: Fact | None, key: str, *, spare: int = 0) -> bool:
    """Say something in the words of its record; say whether these are fit to be repeated."""
    words = usable_quote(fact.words) if fact else ""
    if fact is None or not words:
        return False
    if name in _SENTENCES and not words.endswith(("?", "…")):
        words += "."
    page.say(name, fact.evidence, spare=spare, **{key: words})
    return True


def say_found(page: Page, brief: Brief, name: str, *, spare: int = 0) -> bool:
    """Say what the user found: a title in quotation marks, and where it stands."""
    found = brief.found
    if found is None:
        return False
    words, host = usable(found.words), usable(found.host, sites=True)
    if not (words or host) or (found.words and not words):
        return False
    form = ("what.titled_at" if host else "what.titled") if words else "what.page_at"
    what = page.book.phrase(form, page.seed, words=words, host=host)
    page.say(name, found.evidence, spare=spare, what=what)
    return True
