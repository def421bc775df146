"""How an era is shown: who is asked about, why, and what the user said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from kithly.app.belonging import Belonging
from kithly.app.era_finding import kept_proposals
from kithly.app.era_words import EraWord
from kithly.app.views import EraAnswerView, EraCountsView, EraPersonView, EraView
from kithly.history.era_proposals import ClueKind, Proposal
from kithly.history.eras import Era
from kithly.people import PersonId
from kithly.records import Evidence
from kithly.store import Decision, Reading
from kithly.ties.words import counted


class Asked:
    """One era with everybody proposed for it, by what the user said of them."""

    def __init__(self, kept: Reading, belongs: Belonging, one: Era) -> None:
        self.era = one
        self.said: Mapping[PersonId, EraWord] = belongs.said_of(one.key)
        self.proposed = [each for each in kept_proposals(kept, one.key) if belongs.is_asked(each.person)]
        self.waiting = [each for each in self.proposed if each.person not in self.said]
        self.members = [person for person, word in self.said.items() if word.role]

    @property
    def about(self) -> list[PersonId]:
        """Whom an answer is about: those who wait, else everybody proposed or answered about."""
        waiting = [each.person for each in self.waiting]
        return waiting or list(dict.fromkeys([*(each.person for each in self.proposed), *self.said]))

    @property
    def is_first(self) -> bool:
        """Whether it was never asked in full: picking some in another role leaves the others where they were."""
        return not any(word.role in {None, self.era.role} for word in self.said.values())

    def order(self, person: PersonId) -> int:
        """Return 0 for those who wait, 1 for those who belong to it, 2 for those who do not."""
        if person not in self.said:
            return 0
        return 1 if self.said[person].role else 2


def era_view(
    kept: Reading, asked: Asked, names: Mapping[PersonId, str], answer: Decision | None, *, shown: int
) -> EraView:
    """Return an era as shown.

    Args:
        kept: Where to read.
        asked: The era with everybody proposed for it.
        names: What everybody is called.
        answer: The newest answer about it, or None.
        shown: At most so many people.
    """
    chosen = asked.era
    first = asked.waiting or asked.proposed
    count = len({each.person for each in asked.proposed} | {*asked.members})
    return EraView(
        key=chosen.key,
        kind=chosen.kind.value,
        organisation=chosen.name,
        title=chosen.title,
        heading=chosen.heading,
        years=chosen.years,
        started=chosen.started.iso() if chosen.started else None,
        finished=chosen.finished.iso() if chosen.finished else None,
        role=chosen.role.value,
        question=_question(chosen, len(asked.waiting), is_first=asked.is_first),
        sentence=_sentence([each.one for each in first]),
        count=count,
        counts=_counts([each.one for each in first]),
        waiting=len(asked.waiting),
        members=len(asked.members),
        answer=_answer_view(answer) if answer else None,
        people=_people(kept, asked, names, shown),
        evidence=chosen.evidence,
    )


def _question(chosen: Era, waiting: int, *, is_first: bool) -> str:
    if not waiting:
        return ""
    who = counted(waiting, "person").replace("persons", "people")
    seems = "seems" if waiting == 1 else "seem"
    told = f"{who} {seems} to come from here." if is_first else f"{who} new since you answered."
    were = "Are" if chosen.lasts else "Were"
    return f"{told} {were} they {chosen.role.value}?" if waiting > 1 else f"{told} {were} they a {chosen.role.one}?"


def _counts(ones: Sequence[Proposal]) -> EraCountsView:
    """Count what speaks for people."""
    kinds = [one.kinds for one in ones]
    return EraCountsView(
        wrote=sum(ClueKind.WROTE in one for one in kinds),
        connected=sum(ClueKind.CONNECTED in one for one in kinds),
        both=sum(one >= {ClueKind.WROTE, ClueKind.CONNECTED} for one in kinds),
        named=sum(ClueKind.NAMED in one for one in kinds),
        met=sum(ClueKind.MET in one for one in kinds),
    )


def _sentence(ones: Sequence[Proposal]) -> str:
    """Say how we know, so that the numbers add up: what is told later counts only those not told of before."""
    counts = _counts(ones)
    places = sorted({one.domain for one in ones if one.domain})
    where = f"@{places[0]}" if len(places) == 1 else "its mail domains"
    parts = [f"{counts.wrote:,} wrote from {where}"] if counts.wrote else []
    parts += [f"{counts.connected:,} connected with you in those years"] if counts.connected else []
    parts += [f"{counts.both:,} both"] if counts.both else []
    rest = [one.kinds for one in ones if not one.kinds & {ClueKind.WROTE, ClueKind.CONNECTED}]
    named = sum(ClueKind.NAMED in kinds for kinds in rest)
    met = len(rest) - named
    more = " more" if parts else ""
    parts += [f"{named:,}{more} worked there by your address books"] if named else []
    parts += [f"{met:,}{more} first met you in mail"] if met else []
    return ", ".join(parts) + "." if parts else ""


def _answer_view(answer: Decision) -> EraAnswerView:
    return EraAnswerView(answer=answer.value["answer"], role=answer.value["role"], at=answer.at, change=answer.change)


def _people(kept: Reading, asked: Asked, names: Mapping[PersonId, str], shown: int) -> tuple[EraPersonView, ...]:
    """Return those who wait, then those who belong, then those who do not."""
    proposed = {each.person: each.one for each in asked.proposed}
    everybody = [person for person in dict.fromkeys([*proposed, *asked.said]) if person in names]
    chosen = sorted(everybody, key=asked.order)[:shown]
    ones = [proposed.get(person) for person in chosen]
    records = kept.records.sources_of(sorted({proof.record for one in ones if one for proof in one.proof}))
    return tuple(
        _person(person, names[person], asked, one, records=records) for person, one in zip(chosen, ones, strict=True)
    )


def _person(
    person: PersonId,
    name: str,
    asked: Asked,
    one: Proposal | None,
    *,
    records: Mapping[int, tuple[str, str]],
) -> EraPersonView:
    said = asked.said.get(person)
    role = said.role if said and said.role else one.role if one else asked.era.role
    return EraPersonView(
        id=person,
        name=name,
        because=one.because if one else "you said so",
        likely=one is not None and one.is_likely,
        evidence=tuple(chain(_evidence(one, records) if one else (), (said.evidence,) if said else ())),
        role=role.value,
        confirmed=None if said is None else said.role is not None,
    )


def _evidence(one: Proposal, records: Mapping[int, tuple[str, str]]) -> Iterable[Evidence]:
    for proof in one.proof:
        if proof.record in records:
            record, source = records[proof.record]
            at = datetime.fromtimestamp(proof.at, UTC) if proof.at else None
            yield Evidence(record=record, source=source, at=at, quote=proof.quote or None)
