"""Where the two met, and the towns of theirs, as a draft may name them."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo

from kithly.history import is_sensitive, is_telling_subject
from kithly.messages import Ego, Fact, Stay
from kithly.reasons import Appointment, Facts, Reason, ReasonKind, Trip, WordKind, town_in
from kithly.records import Channel, Evidence, name_key

FEWEST_WORDS = 2  # of a house's name; a single word is a room as often as not
Met = tuple[Fact | None, Fact | None]
"""Where, and what about."""


def met_of(facts: Facts, reason: Reason | None, ego: Ego) -> Met:
    """Return where the two met and what about: in a meeting of these days, at a first one, else by the user's word.

    Args:
        facts: What is known of the person.
        reason: Why now.
        ego: Who writes.
    """
    if reason is not None and reason.kind is ReasonKind.AFTER_MEETING:
        return _of_meeting(facts, reason, ego)
    if reason is not None and reason.kind is ReasonKind.ON_THIS_DAY:
        return _of_that_day(facts, reason, ego)
    return _of_word(facts)


def stay_of(facts: Facts, reason: Reason | None, zone: tzinfo | None) -> Stay | None:
    """Return the town of theirs that a reason is about.

    Args:
        facts: What is known of the person.
        reason: Why now.
        zone: Ego's, in which an appointment has its day.
    """
    records = {one.record for one in reason.evidence} if reason else set()
    if reason is not None and reason.kind is ReasonKind.TOWN:
        trip = next((one for one in facts.trips if one.record in records), None)
        return Stay(town=trip.town, evidence=(_day_of(trip, zone), trip.home), is_egos=True) if trip else None
    if reason is not None and reason.kind is ReasonKind.AFTER_MEETING:
        return _met_in(facts, reason)
    if reason is not None and reason.kind is ReasonKind.RELOCATED:
        told = next((one for one in facts.news if one.record in records and one.news.place), None)
        return Stay(town=told.news.place, evidence=(told.evidence(told.news.place),)) if told else None
    return None


def _day_of(trip: Trip, zone: tzinfo | None) -> Evidence:
    """Return an appointment as proof of its day: that of a whole day is the same in every zone."""
    evidence = replace(trip.evidence(), quote=trip.town)
    return evidence if trip.is_all_day else replace(evidence, at=trip.at.astimezone(zone))


def _of_word(facts: Facts) -> Met:
    met = next((word for word in facts.words if word.kind is WordKind.MET), None)
    if met is None:
        return None, None
    where = Fact(words=met.where, evidence=replace(met.evidence(), quote=met.where)) if met.where else None
    return where, Fact(words=met.about, evidence=met.evidence()) if met.about else None


def _of_meeting(facts: Facts, reason: Reason, ego: Ego) -> Met:
    one = _meeting(facts, reason)
    if one is None:
        return None, None
    where = _venue(one)
    proof = replace(one.evidence(), quote=where)
    return Fact(words=where, evidence=proof) if where else None, _titled(one, facts, ego)


def _met_in(facts: Facts, reason: Reason) -> Stay | None:
    """Return the town of a meeting, where its place names more than one thing: a house, and where that stands."""
    one = _meeting(facts, reason)
    town = town_in(one.place) if one and "," in one.place else None
    return Stay(town=town.shown, evidence=(replace(one.evidence(), quote=town.shown),)) if one and town else None


def _venue(one: Appointment) -> str:
    """Return the house of a meeting, as its calendar calls it; empty for a room, a link or an address."""
    place = " ".join(one.place.split())
    is_name = len(place.split()) >= FEWEST_WORDS and not any(character.isdigit() for character in place)
    return place if is_name and "," not in place and town_in(place) else ""


def _meeting(facts: Facts, reason: Reason) -> Appointment | None:
    records = {one.record for one in reason.evidence}
    return next((one for one in facts.appointments if one.record in records), None)


def _titled(one: Appointment, facts: Facts, ego: Ego) -> Fact | None:
    """Return what a meeting was about, by its title: nothing private, and no mere names ("Ana / Ben")."""
    title = " ".join(one.title.split())
    if is_sensitive(f"{one.title}\n{one.text}") or not is_telling_subject(title, Channel.MAIL):
        return None
    names = {part for name in (facts.person.name, ego.name) for part in name_key(name).split()}
    if names & set(name_key(title).split()):
        return None
    return Fact(words=title, evidence=replace(one.evidence(), quote=title))


def _of_that_day(facts: Facts, reason: Reason, ego: Ego) -> Met:
    """Return where the two met so many years ago: by the user's word, else in a meeting on record."""
    records = {one.record for one in reason.evidence}
    met = tuple(word for word in facts.words if word.record in records)
    if met:
        return _of_word(replace(facts, words=met))[0], None
    first = next((one for one in facts.firsts if one.record in records and one.is_meeting), None)
    if first is None:
        return None, None
    meeting = Appointment(record=first.record, source=first.source, at=first.at, title=first.title, text=first.text)
    return None, _titled(meeting, facts, ego)
