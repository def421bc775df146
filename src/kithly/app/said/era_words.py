"""The user's answers about eras: kept whole, one decision an answer, and read back by person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kithly.history.eras import Era, EraKind, Role
from kithly.people import PersonId
from kithly.records import Evidence, PartialDate
from kithly.store import Decision

ERA = "era"  # kind of the decision
ANSWERS = ("all", "pick", "no")
SOME = "some"  # said of a few people beside the question about the era, which it does not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class EraWord:
    """What the user said about one person and one era.

    Attributes:
        era: The era as it was told when they answered.
        role: How the person belongs to it; None if they do not.
        decision: Id of the answer.
        at: When it was given.
    """

    era: Era
    role: Role | None
    decision: str
    at: datetime

    @property
    def evidence(self) -> Evidence:
        """The user's own word as proof."""
        return Evidence(record=self.decision, source="self", at=self.at)


def answer_value(
    era: Era, answer: str, role: Role, *, yes: Collection[PersonId], no: Collection[PersonId]
) -> dict[str, Any]:
    """Return an answer as it is kept.

    Args:
        era: What was asked about.
        answer: One of `ANSWERS`, or `SOME`.
        role: How those who belong to it belong.
        yes: Who belongs to it.
        no: Who was shown and does not.
    """
    return {**era_out(era), "answer": answer, "role": role.value, "yes": list(yes), "no": list(no)}


def verdicts(decision: Decision, now_of: Callable[[PersonId], PersonId]) -> Iterator[tuple[PersonId, EraWord]]:
    """Yield what an answer says about each person; who stands on both sides after a merge belongs to the era.

    Args:
        decision: The answer.
        now_of: Tells who a person is now.
    """
    era, role = era_in(decision.value), Role(decision.value["role"])
    for side, verdict in (("no", None), ("yes", role)):
        word = EraWord(era=era, role=verdict, decision=decision.id, at=decision.at)
        for person in decision.value[side]:
            yield now_of(PersonId(person)), word


def era_out(era: Era) -> dict[str, Any]:
    """Return what an era is known by, as JSON."""
    return {
        "key": era.key,
        "kind": era.kind.value,
        "organisation": era.organisation,
        "title": era.title,
        "started": era.started.iso() if era.started else None,
        "finished": era.finished.iso() if era.finished else None,
        "lasts": era.lasts,
    }


def era_in(value: Mapping[str, Any]) -> Era:
    """Read what `era_out` gives; its evidence is not kept there."""
    return Era(
        key=value["key"],
        kind=EraKind(value["kind"]),
        organisation=value["organisation"],
        title=value["title"],
        started=_date(value["started"]),
        finished=_date(value["finished"]),
        lasts=value["lasts"],
    )


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
