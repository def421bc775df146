"""What a text contains: the labels that are judged by meaning."""

from __future__ import annotations

from kithly.messages.lexicon import Hit
from kithly.messages.reading import SPECIFIC, Reading, is_mine, is_theirs, specifics, told_of_them
from kithly.messages.sentences import Clause

_HALF, _MOSTLY = 0.5, 0.65  # shares of a text that may be about the writer


def has_topic(reading: Reading) -> bool:
    """Whether something in the text fits this recipient and would not fit most others."""
    model = reading.models.get("has_topic")
    if model is not None:
        return model.found(reading.rows, "has_topic")
    return told_of_them(reading, reading.clauses) >= SPECIFIC


def is_generic(reading: Reading) -> bool:
    """Whether the text could go unchanged to ten other people; requests and own news do not cure it."""
    asking = reading.asking
    model = reading.models.get("has_topic")  # what fits this person, in another sentence than the request
    if model is not None and "is_generic" in model.thresholds:
        kept = [row for one, row in zip(reading.sentences, reading.rows, strict=True) if one.number not in asking]
        return not model.found(kept, "is_generic")
    return told_of_them(reading, [clause for clause in reading.clauses if clause.sentence not in asking]) < SPECIFIC


def has_discovery(reading: Reading) -> bool:
    """Whether the text says how the writer came to think of the recipient now."""
    model = reading.models.get("has_discovery")
    if model is not None:
        return model.found(reading.rows, "has_discovery")
    history = {id(hit.clause) for hit in reading.of("content.nodiscovery")}
    return any(id(hit.clause) not in history for hit in reading.of("content.discovery"))


def has_about_me(reading: Reading) -> bool:
    """Whether the text tells one concrete thing of the writer's present life or work."""
    model = reading.models.get("has_about_me")
    if model is not None:
        return model.found(reading.rows, "has_about_me")
    found = {id(hit.clause) for hit in reading.of("content.discovery")}
    return any(_tells_of_me(reading, clause) for clause in reading.clauses if id(clause) not in found) or bool(
        reading.of("signal.hunting")
    )


def _tells_of_me(reading: Reading, clause: Clause) -> bool:
    words = set(clause.words)
    usual = reading.lexicon.words
    if clause.question or (words & (usual["you"] | usual["together"]) and not words & usual["now"]):
        return False
    for index, word in enumerate(clause.words[:-1]):
        follows = clause.words[index + 1]
        if word in usual["own"] and follows not in usual["mental"]:
            told = [place for place, _ in specifics(reading, clause) if place > index]
            return bool(told)
    return False


def has_follow_up(reading: Reading) -> bool:
    """Whether the text suggests that the talk goes on: a proposal, or a question that invites an answer."""
    model = reading.models.get("has_follow_up")
    if model is not None:
        return model.found(reading.rows, "has_follow_up")
    if reading.of("content.proposal"):
        return True
    taken = reading.asking | {hit.clause.sentence for hit in reading.of("content.rhetorical")}
    asked = (one for one in reading.clauses if one.question and one.sentence not in taken)
    return any(is_theirs(reading, clause) for clause in asked)


def is_self_centred(reading: Reading, *, on_topic: bool) -> bool:
    """Whether the writer's own affairs take more room than the recipient's occasion.

    Args:
        reading: The text.
        on_topic: Whether telling of oneself belongs to the kind, as in thanks and replies; then it takes much more.
    """
    mine = [clause for clause in reading.clauses if is_mine(reading, clause)]
    told = {clause.sentence for clause in mine}
    words = sum(len(clause.words) for clause in reading.clauses)
    share = sum(len(clause.words) for clause in mine) / max(words, 1)
    return len(told) > 2 and share > _MOSTLY if on_topic else len(told) > 1 and share > _HALF


def pressure(reading: Reading) -> list[Hit]:
    """Return the places that press the recipient; a playful or apologetic clause presses nobody."""
    light = {id(hit.clause) for hit in reading.of("fault.playful")}
    return [hit for hit in reading.of("fault.pushy") if id(hit.clause) not in light]
