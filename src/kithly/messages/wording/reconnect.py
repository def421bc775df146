"""A reconnection: how you came on them, what you could talk about, a line on yourself, a talk."""

from __future__ import annotations

from kithly.history import is_same_company
from kithly.messages.brief import Brief, Talk, usable, usable_quote
from kithly.messages.wording.kind import Kind
from kithly.messages.wording.myself import tell_of_me
from kithly.messages.wording.page import Page
from kithly.messages.wording.saying import say_fact, say_found, say_topic
from kithly.messages.wording.times import when

_REMARK, _NEWS = 2, 1  # which goes first where a short letter is wanted


def write(page: Page, brief: Brief) -> None:
    """Say the sentences of a reconnection."""
    found = say_found(page, brief, "reconnect.found" if brief.found and brief.found.words else "reconnect.found_page")
    opened = _by_question(page, brief) or _by_talk(page, brief, after_find=found)
    opened = opened or (not found and _by_years(page, brief))
    _tell_news(page, brief, first=not (opened or found))
    page.turn()
    tell_of_me(page, brief)
    page.say("reconnect.follow_up")


def _by_question(page: Page, brief: Brief) -> bool:
    """Own the silence after a question that was never answered."""
    words = usable_quote(brief.question.words) if brief.question else ""
    asked = words.endswith(("?", "…")) and say_fact(page, "reconnect.question", brief.question, "question")
    if not asked and (brief.was_asked or brief.question) and brief.talk:
        name = "question_topic" if brief.talk.is_subject else "question_about"
        asked = say_topic(page, f"reconnect.{name}", brief.talk)
    if asked:
        page.say("reconnect.question_now", spare=_REMARK)
    return asked


def _by_talk(page: Page, brief: Brief, *, after_find: bool) -> bool:
    """Say where an old talk turned up."""
    talk = brief.talk
    if talk is None:
        return False
    year = when(page, brief, talk)
    if after_find:
        name = f"reconnect.found_{'talk' if talk.is_subject else 'about'}"
        return say_topic(page, name, talk, spare=_REMARK, year=year)
    if not say_topic(page, f"reconnect.{_place(page, talk)}", talk, year=year, here=_here(page, brief, talk)):
        return False
    page.say("reconnect.topic", spare=_REMARK)
    return True


def _place(page: Page, talk: Talk) -> str:
    """Return the list of phrases for where a talk was, and whose words name it."""
    place = "here" if talk.channel in page.book.places else "mail"
    if not talk.is_subject:
        return f"{place}_about"
    return f"{place}_own" if talk.outgoing else place


def _here(page: Page, brief: Brief, talk: Talk) -> str:
    places = page.book.places
    return places["here"] if brief.channel == talk.channel else places.get(talk.channel, places["here"])


def _by_years(page: Page, brief: Brief) -> bool:
    """Name the years the two shared, where nothing they said to each other can be named."""
    place = usable(brief.shared.place) if brief.shared else ""
    if brief.shared is None or not place:
        return False
    page.say("reconnect.studied" if brief.shared.studied else "reconnect.worked", brief.shared.evidence, company=place)
    page.say("reconnect.since", spare=_REMARK)
    return True


def _tell_news(page: Page, brief: Brief, *, first: bool) -> None:
    """Name where they work now, and ask about it."""
    news = brief.news
    company = usable(news.company, sites=True) if news else ""
    if news is None or not company or (brief.ego.company and is_same_company(company, brief.ego.company)):
        return  # where ego works too there is nothing to ask
    spare = 0 if first else _NEWS
    page.say("reconnect.news_first" if first else "reconnect.news", news.evidence, spare=spare, company=company)
    before = usable(news.before, sites=True)
    if first and before and news.before_evidence:
        page.say("reconnect.before", news.before_evidence, spare=_REMARK, before=before)
    page.say("reconnect.there", spare=spare)


KIND = Kind(write=write)
