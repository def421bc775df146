"""A need somebody told ego of, met by somebody else or by something new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from kithly.history import is_sensitive, shortened
from kithly.history.lexicon import entries
from kithly.people import PersonId
from kithly.reasons import worth
from kithly.reasons.fact_values import Match, MatchKind
from kithly.reasons.facts import Facts
from kithly.reasons.reason import Reason, ReasonKind, TouchKind
from kithly.reasons.relevance import terms
from kithly.reasons.wording import MOST_QUOTED, quoted

OFFER_COVERS = 0.5  # share of a need's telling words that a line about an offer must hold
WORK_COVERS = 0.6  # likewise a position and employer, which say nothing of what somebody would do for others
NEWS_COVERS = 0.6
FEWEST_SHARED = 2  # telling words; one alone is an accident, unless the need has no other
NEWS_STANDS = timedelta(days=14)

_COVERS = {MatchKind.OFFER: OFFER_COVERS, MatchKind.WORK: WORK_COVERS, MatchKind.NEWS: NEWS_COVERS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """A text that may meet a need.

    Attributes:
        of: Who offers or does it, or what is new.
        said: Where it stands.
        text: The words.
    """

    of: str
    said: MatchKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A need with what may meet it.

    Attributes:
        person: Whose need.
        supply: What may meet it.
        covered: How much of the need's telling words it holds, 0 to 1.
    """

    person: PersonId
    supply: Supply
    covered: float


def needs_met(needs: Mapping[PersonId, str], supplies: Sequence[Supply]) -> tuple[Met, ...]:
    """Return what may meet each need, the best first.

    Args:
        needs: What each person looks for, a line each.
        supplies: What is offered, done or new.
    """
    bags = [frozenset(terms(one.text)) for one in supplies]
    found = []
    for person, need in needs.items():
        wanted = frozenset(terms(need)) - _empty_words()
        for supply, bag in zip(supplies, bags, strict=True):
            covered = _covered(wanted, bag, supply.said)
            if covered:
                found.append(Met(person=person, supply=supply, covered=covered))
    return tuple(sorted(found, key=lambda one: (-one.covered, one.supply.said, one.person, one.supply.of)))


def _covered(wanted: frozenset[str], held: frozenset[str], said: MatchKind) -> float:
    shared = len(wanted & held)
    if not shared or shared < min(FEWEST_SHARED, len(wanted)):
        return 0.0
    part = shared / len(wanted)
    return part if part >= _COVERS[said] else 0.0


@cache
def _empty_words() -> frozenset[str]:
    """Return the words of a need that say nothing of what it is."""
    return frozenset(terms(" ".join(entries("need_words"))))


def needs_reasons(facts: Facts, now: datetime) -> tuple[Reason, ...]:
    """Return what may meet a need of this person's: somebody to be introduced to, or something new to be sent.

    Args:
        facts: What is known of whoever has the need.
        now: Aware, in ego's zone.
    """
    fit = [one for one in facts.matches if not is_sensitive(f"{one.need}\n{one.words}")]
    people = [one for one in fit if one.kind is not MatchKind.NEWS][:1]
    fresh = [one for one in fit if one.kind is MatchKind.NEWS and one.at and now - one.at <= NEWS_STANDS][:1]
    return (*(_introduction(one, facts) for one in people), *(_sent(one, facts, now) for one in fresh))


def _introduction(one: Match, facts: Facts) -> Reason:
    does = "offers" if one.kind is MatchKind.OFFER else "is"
    text = (
        f"{facts.called} looks for {_quote(one.need)}, and {one.other} {does} {_quote(one.words)}; "
        "nothing shows that the two know each other. Ask both first."
    )
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.INTRODUCE,
        key=f"introduce:{one.key}",
        text=text,
        touch=TouchKind.INTRODUCE,
        worth=worth.INTRODUCE if one.kind is MatchKind.OFFER else worth.INTRODUCE_BY_WORK,
        evidence=one.evidence,
    )


def _sent(one: Match, facts: Facts, now: datetime) -> Reason:
    on = one.at.astimezone(now.tzinfo).date() if one.at else now.date()
    return Reason(
        person=facts.person.id,
        kind=ReasonKind.NEED_MET,
        key=f"need:{one.key}",
        text=f"{facts.called} looks for {_quote(one.need)}; this may be for {facts.called}: {_quote(one.words)}.",
        touch=TouchKind.SHARE,
        on=on,
        starts=on,
        ends=on + NEWS_STANDS,
        worth=worth.NEED_MET,
        evidence=one.evidence,
    )


def _quote(words: str) -> str:
    return quoted(shortened(words, MOST_QUOTED).rstrip("."))
