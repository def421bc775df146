"""A little courage beside a reconnection, out of the user's own record; and the year's list of who came back."""

from __future__ import annotations

from collections.abc import Sequence

from kithly.app.derived.proof import Proofs
from kithly.app.derived.silences import Courage, courage_cases, returns
from kithly.app.network import Network
from kithly.app.show import named
from kithly.app.today.day_notes import YEAR, returned_in_words
from kithly.app.views import BroughtBackView, CourageCaseView, CourageView, ProofView, ReturnView
from kithly.people import Person, PersonId
from kithly.records import Evidence
from kithly.store import Reading

ENOUGH_CASES = 5  # people; with fewer, the user's own record says little
RESEARCH = "In a series of experiments, people who reached out to somebody underestimated how much it was appreciated."
REFERENCE = (
    "Liu, P. J., Rim, S., Min, L., & Min, K. E. (2023). The surprise of reaching out: Appreciated more than we think. "
    "Journal of Personality and Social Psychology, 124(4), 754-771."
)
URL = "https://doi.org/10.1037/pspi0000402"


def courage(network: Network, *, most: int | None = None) -> CourageView:
    """Return what became of the times the user wrote after two silent years or more, with the people.

    Args:
        network: Whose.
        most: So many people are named, the newest; None for all. The counts are of all.
    """

    def make() -> CourageView:
        with network.store.reading() as kept:
            return courage_of(kept, network, most=most)

    return network.recall.get(("courage", network.today, most), make)


def courage_of(kept: Reading, network: Network, *, most: int | None) -> CourageView:
    """Return the same inside a transaction.

    Args:
        kept: Where to read.
        network: Whose.
        most: How many people are named; 0 for none, None for all.
    """
    cases = courage_cases(kept, network.now)
    people = _people(kept, [one.person for one in cases])
    cases = tuple(one for one in cases if one.person in people)
    answered = sum(1 for one in cases if one.answer)
    is_research = len(cases) < ENOUGH_CASES
    return CourageView(
        text=RESEARCH if is_research else _told(len(cases), answered),
        people=len(cases),
        answered=answered,
        research=is_research,
        reference=REFERENCE if is_research else None,
        url=URL if is_research else None,
        who=tuple(_case(kept, network, one, people[one.person]) for one in cases[:most]),
    )


def brought_back(network: Network, year: int | None = None, *, most: int | None = None) -> BroughtBackView:
    """Return who wrote again in a year after two years or more of silence, newest first.

    Args:
        network: Whose.
        year: In the user's zone; None for this one.
        most: So many people, the newest; None for all.
    """
    wanted = year or network.today.year
    return network.recall.get(("back", wanted, network.today, most), lambda: _brought_back(network, wanted, most))


def _brought_back(network: Network, wanted: int, most: int | None) -> BroughtBackView:
    with network.store.reading() as kept:
        found = [one for one in returns(kept) if one.at.astimezone(network.zone).year == wanted]
        people = _people(kept, [one.person for one in found])
        return BroughtBackView(
            year=wanted,
            people=tuple(
                ReturnView(
                    person=named(people[one.person]),
                    at=one.at,
                    text=returned_in_words(one, people[one.person]),
                    proof=_proof(kept, network, one.record),
                )
                for one in [one for one in found if one.person in people][:most]
            ),
        )


def _people(kept: Reading, persons: Sequence[PersonId]) -> dict[PersonId, Person]:
    """Return those of some people of whom may be spoken here: not the dead, the quiet, family or services."""
    rows = kept.people.some(dict.fromkeys(persons)) if persons else ()
    return {row.person.id: row.person for row in rows if row.person.is_plannable}


def _told(people: int, answered: int) -> str:
    answers = "All of them answered" if answered == people else f"{answered} answered" if answered else "None answered"
    return f"You have written to {people} people after two silent years or more. {answers}."


def _case(kept: Reading, network: Network, one: Courage, person: Person) -> CourageCaseView:
    years = int(one.silence.days / YEAR) or 1
    quiet = f"After {years} {'year' if years == 1 else 'years'}"
    return CourageCaseView(
        person=named(person),
        text=f"{quiet}; {'answered' if one.answer else 'no answer came within two months'}.",
        wrote=_proof(kept, network, one.record),
        answered=_proof(kept, network, one.answer) if one.answer else None,
    )


def _proof(kept: Reading, network: Network, number: int) -> ProofView:
    stored = kept.records.get([number])[0]
    at = getattr(stored.record, "at", None)
    return Proofs(kept, network).one(Evidence(record=stored.id, source=stored.source, at=at))
