"""What a piece of news is, judged by its words and not by its label alone."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from kithly.history import is_no_employer, is_sensitive
from kithly.reasons.facts import Told
from kithly.reasons.phrases import in_words, says
from kithly.records import NewsKind

OWN_WORDS = frozenset((NewsKind.POST, NewsKind.ARTICLE, NewsKind.TALK, NewsKind.RELEASE))
"""Kinds of news whose words are the person's own."""

_QUOTED = re.compile(r"[“„\"][^“”„\"]{3,300}[”“\"]|«[^«»]{3,300}»|(?<!\w)['‘][^'‘’]{3,300}['’](?!\w)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Sense(StrEnum):
    """What news means for a hello."""

    PLAIN = "plain"  # what its kind says
    NEW_WORK = "new work"  # own words tell a new position or promotion
    SETBACK = "setback"  # a job ended or is looked for
    SOMBRE = "sombre"  # to be read whole before a word is put under it: it suggests nothing
    GRAVE = "grave"  # illness, death, law, money: nothing cheerful


@lru_cache(maxsize=4_096)
def sense(told: Told) -> Sense:
    """Return what news means for a hello. Where two readings are possible, the more careful one.

    Args:
        told: The news.
    """
    news = told.news
    if news.kind in {NewsKind.JOB, NewsKind.WORK_ANNIVERSARY, NewsKind.BIRTHDAY}:
        return _of_notice(told)
    if news.kind is NewsKind.PROFILE:  # its excerpt is what stood there before
        words = in_words(news.text)
        return Sense.SETBACK if says("own_setback", words) else _grave_or_plain(news.text, words)
    words = in_words(f"{news.text} {news.excerpt}")
    if news.kind in OWN_WORDS:
        lost, found = _tells_setback(told, words), _tells_new_work(told, f"{news.text} {news.excerpt}")
        if lost != found:
            return Sense.SETBACK if lost else Sense.NEW_WORK
        if lost:
            return Sense.SOMBRE
    return _grave_or_plain(f"{news.text}\n{news.excerpt}", words)


def is_past(told: Told, words: str) -> bool:
    """Say whether words speak of a year before the one they were told in."""
    year = told.at.year if told.at else 9999
    return any(int(one) < year for one in _YEAR.findall(words))


def _of_notice(told: Told) -> Sense:
    """Judge what a network told in its own form: its title and company are data, whatever words are in them."""
    work = in_words(f"{told.news.title} {told.news.company}")
    if told.news.kind is NewsKind.JOB and says("own_setback", work):
        return Sense.SETBACK
    return _grave_or_plain(told.news.text, in_words(told.news.text))


def _tells_setback(told: Told, words: str) -> bool:
    return says("own_setback", words) and not says("not_setback", words) and not is_past(told, words)


def _tells_new_work(told: Told, text: str) -> bool:
    """Say whether somebody tells of their own new work now; what stands in quotation marks is another's words."""
    words = in_words(_QUOTED.sub(" ", text))
    is_news = says("announcing", words) and says("own_job", words)
    return is_news and not says("not_now", words) and not says("family", words) and not is_past(told, words)


def _grave_or_plain(text: str, words: str) -> Sense:
    if says("grave", words) or is_sensitive(text):
        return Sense.GRAVE
    return Sense.SOMBRE if says("sombre", words) or says("family", words) else Sense.PLAIN


def names_no_work(told: Told) -> bool:
    """Say whether a notice of a new position names none: retired, freelance, former, seeking."""
    news = told.news
    return bool(news.title or news.company) and is_no_employer(news.title or news.company)
