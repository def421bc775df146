"""What the records of a person and of the user hold, and what the user said is true, for one message."""

from __future__ import annotations

from kithly.app.derived.closely import person_nodes
from kithly.app.derived.ego import kept_ego
from kithly.app.drafts.record_texts import texts_of
from kithly.app.letters.writing_desk import WritingDesk
from kithly.messages import Claim, Held, about_me, held_in
from kithly.people import PersonId
from kithly.records import Evidence, Position
from kithly.store import Decision, Reading

TRUE = "true"  # kind of the decision by which the user says that words are true


def said_true(desk: WritingDesk) -> list[Claim]:
    """Return what the user said is true within this hello, or without one to this person today, as claims."""
    touch, today = desk.errand.touch, desk.network.today.isoformat()
    told = desk.kept.decisions.all(TRUE)
    if touch is not None:
        found = [one for one in told if one.value.get("touch") == touch.id]
    else:
        found = [one for one in told if _is_today(one, today) and _is_of(desk, one)]
    phrases = [(one, str(one.value["phrase"])) for one in found]
    return [
        Claim(text=phrase, evidence=(Evidence(record=one.id, source="self", at=one.at, quote=phrase),))
        for one, phrase in phrases
    ]


def _is_today(one: Decision, today: str) -> bool:
    return not one.value.get("touch") and one.value.get("on") == today


def _is_of(desk: WritingDesk, one: Decision) -> bool:
    return desk.kept.assignments.resolve(PersonId(one.subject)) == desk.facts.person.id


def about_me_claim(desk: WritingDesk) -> list[Claim]:
    """Return what the draft tells of the user, with the record or word of theirs that it rests on."""
    text = about_me(desk.drafter.ego())
    evidence = _of_now(desk) if text else None
    return [Claim(text=text, evidence=(evidence,))] if evidence else []


def _of_now(desk: WritingDesk) -> Evidence | None:
    """Return what the sentence about the user rests on: their word on now, their position, or their profile."""
    kept, ego = desk.kept, desk.drafter.ego()
    told = {one.subject: one for one in kept.decisions.all("me") if one.subject in {"now", "position"}}
    word = told.get("now" if ego.now else "position")
    if word is not None:
        return Evidence(record=word.id, source="self", at=word.at, quote=ego.company or None)
    for one in reversed(kept.records.by_kind("position")):
        if isinstance(one.record, Position) and one.record.title == ego.position:
            return Evidence(record=one.id, source=one.source, at=one.observed_at, quote=one.record.organisation or None)
    profile = next(iter(kept.records.by_kind("profile")), None)
    return Evidence(record=profile.id, source=profile.source, at=profile.observed_at) if profile else None


def held_at(desk: WritingDesk) -> Held:
    """Return what the records of the person and of the user hold: those at hand, then all by the index."""
    facts, kept, zone = desk.facts, desk.kept, desk.network.zone
    told = [text for one in facts.exchanges for text in (one.subject, one.own, one.signature, one.address)]
    told += [text for one in facts.gestures for text in (one.text, one.kind.value)]
    told += [text for one in facts.sightings for text in (one.company, one.title)]
    told += [str(one.value) for one in desk.drafter.said_of(facts.person.id)]
    days = [at for at in (*(one.at for one in facts.exchanges), *(one.at for one in facts.gestures)) if at]
    identities = person_nodes(kept, [facts.person.id])[0][facts.person.id]
    return held_in(
        [*told, *_of_ego(kept)],
        [one.astimezone(zone) for one in days],
        lambda word: kept.search.stands_with(word, identities),
    )


def _of_ego(kept: Reading) -> list[str]:
    """Return what the user's own records and words say of them."""
    ego = kept_ego(kept)
    stored = (*kept.records.by_kind("position"), *kept.records.by_kind("profile"))
    told = [str(one.value) for one in kept.decisions.all("me")]
    return [ego.name, ego.headline, ego.position, *told, *(text for one in stored for text in texts_of(one.record))]
