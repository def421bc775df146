"""How an era is shown: who is asked about, why, and what the user said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from kithly.app.belonging.memberships import Belonging
from kithly.app.derived.era_finding import kept_people, kept_reasons
from kithly.app.said.era_words import EraWord
from kithly.app.views import EraAnswerView, EraCountsView, EraPersonView, EraView
from kithly.history.era_proposals import ClueKind, Proposal
from kithly.history.eras import Era
from kithly.people import PersonId
from kithly.records import Evidence
from kithly.store import Decision, Reading
from kithly.ties.words import counted


class Asked:
    """One era with everybody proposed for it, by what the user said of them.

    Attributes:
        era: The era.
        kept: Everybody proposed at the last rebuild.
        said: The user's word about each person it names.
        proposed: Place in `kept` of each person proposed and asked about, the likeliest first.
        waiting: Those of whom nothing is said yet.
        members: Who belongs to it by the user's word.
    """

    def __init__(self, kept: Reading, belongs: Belonging, one: Era) -> None:
        self.era = one
        self.kept = kept_people(kept, one.key)
        self.said: Mapping[PersonId, EraWord] = belongs.said_of(one.key)
        gone = belongs.not_asked
        self.proposed: dict[PersonId, int] = {}
        for place, person in enumerate(self.kept.ids):
            if person not in gone:
                self.proposed.setdefault(person, place)
        self.waiting = [person for person in self.proposed if person not in self.said]
        self.members = [person for person, word in self.said.items() if word.role]

    @property
    def about(self) -> list[PersonId]:
        """Whom an answer is about: those who wait, else everybody proposed or answered about."""
        return self.waiting or list(dict.fromkeys([*self.proposed, *self.said]))

    def kinds(self) -> list[frozenset[ClueKind]]:
        """Return what speaks for each of those asked about; of everybody proposed where nobody waits."""
        return [self.kept.kinds[self.proposed[person]] for person in self.waiting or self.proposed]

    @property
    def is_first(self) -> bool:
        """Whether it was never asked in full: picking some in another role leaves the others where they were."""
        return not any(word.role in {None, self.era.role} for word in self.said.values())

    def order(self, person: PersonId) -> int:
        """Return 0 for those who wait, 1 for those who belong to it, 2 for those who do not."""
        if person not in self.said:
            return 0
        return 1 if self.said[person].role else 2


def era_view(kept: Reading, asked: Asked, answer: Decision | None, *, shown: int) -> EraView:
    """Return an era as shown.

    Args:
        kept: Where to read.
        asked: The era with everybody proposed for it.
        answer: The newest answer about it, or None.
        shown: At most so many people.
    """
    chosen = asked.era
    kinds = asked.kinds()
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
        sentence=_sentence(kinds, asked.kept.domains),
        count=len(asked.proposed.keys() | {*asked.members}),
        counts=_counts(kinds),
        waiting=len(asked.waiting),
        members=len(asked.members),
        answer=_answer_view(answer) if answer else None,
        people=_people(kept, asked, shown),
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


def _counts(kinds: Sequence[frozenset[ClueKind]]) -> EraCountsView:
    """Count what speaks for people."""
    times = Counter(kinds)

    def of(*wanted: ClueKind) -> int:
        return sum(number for one, number in times.items() if one.issuperset(wanted))

    return EraCountsView(
        wrote=of(ClueKind.WROTE),
        connected=of(ClueKind.CONNECTED),
        both=of(ClueKind.WROTE, ClueKind.CONNECTED),
        named=of(ClueKind.NAMED),
        met=of(ClueKind.MET),
    )


def _sentence(kinds: Sequence[frozenset[ClueKind]], places: Sequence[str]) -> str:
    """Say how we know, so that the numbers add up: what is told later counts only those not told of before."""
    counts = _counts(kinds)
    where = f"@{places[0]}" if len(places) == 1 else "its mail domains"
    parts = [f"{counts.wrote:,} wrote from {where}"] if counts.wrote else []
    parts += [f"{counts.connected:,} connected with you in those years"] if counts.connected else []
    parts += [f"{counts.both:,} both"] if counts.both else []
    rest = [one for one in kinds if ClueKind.WROTE not in one and ClueKind.CONNECTED not in one]
    named = sum(ClueKind.NAMED in one for one in rest)
    met = len(rest) - named
    more = " more" if parts else ""
    parts += [f"{named:,}{more} worked there by your address books"] if named else []
    parts += [f"{met:,}{more} first met you in mail"] if met else []
    return ", ".join(parts) + "." if parts else ""


def _answer_view(answer: Decision) -> EraAnswerView:
    return EraAnswerView(answer=answer.value["answer"], role=answer.value["role"], at=answer.at, change=answer.change)


def _people(kept: Reading, asked: Asked, shown: int) -> tuple[EraPersonView, ...]:
    """Return those who wait, then those who belong, then those who do not."""
    everybody = [
        *asked.waiting,
        *(person for person in dict.fromkeys([*asked.proposed, *asked.said]) if person in asked.said),
    ]
    chosen = sorted(everybody[: shown + len(asked.said)], key=asked.order)[:shown]
    names = kept.people.names(chosen)
    places = [asked.proposed[person] for person in chosen if person in asked.proposed]
    reasons = kept_reasons(kept, asked.era.key, places)
    records = kept.records.sources_of(sorted({proof.record for one in reasons.values() for proof in one.proof}))
    return tuple(
        _person(person, names[person], asked, reasons.get(asked.proposed.get(person, -1)), records=records)
        for person in chosen
        if person in names
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
