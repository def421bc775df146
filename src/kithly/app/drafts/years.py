"""Years as a draft may count them: shared ones, those at one place, those since a first contact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kithly.app.said.decisions import Word
from kithly.history.eras import Role
from kithly.messages import Fact, SharedYears, Talk
from kithly.reasons import Facts, Reason, ReasonKind

TOGETHER = frozenset({Role.COWORKERS, Role.CLASSMATES})  # a client's or friend's years were not spent at that place


def shared_years(word: Word | None) -> SharedYears | None:
    """Return the last years at one place, over by now, that the user confirmed to have shared with somebody."""
    told = [one for one in word.eras.values() if one.role in TOGETHER and not one.era.lasts] if word else []
    if not told:
        return None
    last = max(told, key=lambda one: (one.era.finished.iso() if one.era.finished else "", one.era.key))
    place = last.era.name
    return SharedYears(place=place, evidence=replace(last.evidence, quote=place), studied=last.role is Role.CLASSMATES)


def years_of(facts: Facts, reason: Reason | None, named: Iterable[Talk | Fact | None]) -> int:
    """Return how many years an anniversary is for, or lie between then and now; 0 where no record counts them.

    Args:
        facts: What is known of the person.
        reason: Why now.
        named: What may be named of that time; a time without a name is not counted.
    """
    if reason is None:
        return 0
    if reason.kind is ReasonKind.ANNIVERSARY:
        records = {one.record for one in reason.evidence}
        return max((one.news.years for one in facts.news if one.record in records), default=0)
    if reason.kind is ReasonKind.ON_THIS_DAY:
        records = {one.record for one in reason.evidence}
        counted = reason.key.rpartition(":")[2]
        is_named = any(one is not None and one.evidence.record in records for one in named)
        return int(counted) if is_named and counted.isdecimal() else 0
    return 0
