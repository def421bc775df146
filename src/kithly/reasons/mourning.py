"""Whether news says that somebody died: then nothing is suggested, and the user is asked once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache

from kithly.people import Person
from kithly.reasons.facts import Facts, Told, WordKind
from kithly.reasons.phrases import in_words, patterns
from kithly.reasons.timely import may_be_grave
from kithly.records import News, NewsKind, name_key

ECHO = timedelta(days=60)  # reports that come so soon after the user's answer tell of the same again
NEAR_BEFORE, NEAR_AFTER = 5, 4  # words between the phrase and the name
MEMORIAL = re.compile(r"\bmemorial (?:yes|true|on|1)\b")  # a profile that its network keeps in memory of somebody
OWN_VOICE = frozenset((NewsKind.POST, NewsKind.PROFILE, NewsKind.COMMENT, NewsKind.TALK, NewsKind.RELEASE))

# "a word by Ana", "in memory of Rui, with Ana": whoever stands there speaks or is with others, and lives
_BY = frozenset({"by", "von", "par", "por", "door", "with", "mit", "avec", "con", "com", "met"})
_CONDOLENCES = "condolences"
_LEFT_BEHIND = re.compile(r" s (?:\w+ )?(?:family|loved|wife|husband|partner|children|parents|friends|colleagues)\b")


def reads_like_a_death(news: News, names: Sequence[str], *, own: bool) -> bool:
    """Say whether news reads as if one of some names were that of a person who died.

    Args:
        news: What was told.
        names: What the person is called, each as `records.name_key` gives it.
        own: Whether it was published under the person's own name: then a memorial mark counts too.
    """
    words = in_words(f"{news.text} {news.excerpt}")
    if own and news.kind is NewsKind.PROFILE and MEMORIAL.search(words):
        return True
    return any(_is_mourned(words, name) for name in names if name)


def names_of(person: Person, *, own: bool) -> tuple[str, ...]:
    """Return by which names a person may be mourned: the full one, in their own account the given one too."""
    full, given = name_key(person.name), name_key(person.given)
    return tuple(name for name in (full if " " in full or own else "", given if own else "") if name)


def mourned(facts: Facts) -> tuple[Told, ...]:
    """Return the news that reads as if this person had died, oldest first; nothing where the user said they live.

    Args:
        facts: What is known of the person, nothing of it later than now.
    """
    found = [one for one in facts.news if one.at is not None and _tells_it(one, facts.person)]
    lives = max((word.at for word in facts.words if word.kind is WordKind.LIVES), default=None)
    if lives is not None:
        found = [one for one in found if _at(one) > lives + ECHO]
    return tuple(sorted(found, key=lambda one: (_at(one), one.record)))


def _at(told: Told) -> datetime:
    at = told.at
    assert at is not None  # noqa: S101 - only dated news comes here
    return at


def _tells_it(told: Told, person: Person) -> bool:
    if not may_be_grave(told):
        return False
    own = told.news.kind in OWN_VOICE and not told.mentions
    return reads_like_a_death(told.news, names_of(person, own=own), own=own)


def _is_mourned(words: str, name: str) -> bool:
    pattern, start = _death_of(name), 0
    while (found := pattern.search(words, start)) is not None:
        if _is_of_them(found, words):
            return True
        start = found.start() + 1
    return False


def _is_of_them(found: re.Match[str], words: str) -> bool:
    """Say whether a name in a sentence of death is that of the dead, not of a relative's or of who wrote it."""
    if found["gap"] is not None:  # the name comes first: "Ana Lima has died"
        return not _of_another().search(found["gap"]) and not _of_kin().search(words[: found.start()])
    between = found["gap_before"] or ""
    if found[0].startswith(_CONDOLENCES) and " of " not in found[0]:  # to whoever lost somebody, or to their family
        return _LEFT_BEHIND.match(words[found.end() :]) is not None
    return (
        not _of_kin().search(f" {between}")
        and _BY.isdisjoint(between.split()[-1:])
        and not words[found.end() :].startswith(" s ")
    )


@cache
def _of_kin() -> re.Pattern[str]:
    """Return how a relative of somebody is named in front of their name: "the father of"."""
    return re.compile(rf"\b(?:{patterns('death', 'kin')}) (?:of|von|de|del|della|di|da|do|du|van|d) (?:\w+ )?$")


@cache
def _of_another() -> re.Pattern[str]:
    """Return what between a name and a death tells that it is another's: "Ana's father", "Ana says that"."""
    return re.compile(rf"^s |\b(?:{patterns('death', 'kin')}|{patterns('death', 'elsewhere')})\b")


@lru_cache(maxsize=512)
def _death_of(name: str) -> re.Pattern[str]:
    called = re.escape(" ".join(re.findall(r"\w+", name)))
    before, after, behind = (patterns("death", section) for section in ("before", "after", "right_behind"))
    return re.compile(
        rf"\b(?:(?:{before}) ?(?P<gap_before>(?:\w+ ){{0,{NEAR_BEFORE}}}){called}"
        rf"|{called} (?:{behind})|{called} (?P<gap>(?:\w+ ){{0,{NEAR_AFTER}}})(?:{after}))\b"
    )
