"""Years as a draft may count them: shared ones, those at one place, those since a first contact."""

from __future__ import annotations

from dataclasses import replace

from kithly.app.said.decisions import Word
from kithly.history.eras import Role
from kithly.messages import SharedYears
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


def years_of(facts: Facts, reason: Reason | None) -> int:
    """Return how many years an anniversary is for, as a record counts them; 0 where none does.

    Args:
        facts: What is known of the person.
        reason: Why now.
    """
    if reason is None:
        return 0
    if reason.kind is ReasonKind.ANNIVERSARY:
        records = {one.record for one in reason.evidence}
        return max((one.news.years for one in facts.news if one.record in records), default=0)
    if reason.kind is ReasonKind.ON_THIS_DAY:
        counted = reason.key.rpartition(":")[2]
        return int(counted) if counted.isdecimal() else 0
    return 0
