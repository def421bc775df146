"""All ties at one moment."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from kithly.history import Interactions
from kithly.records import Evidence, Flag
from kithly.ties import (
    UNKNOWN,
    Band,
    Fact,
    Measures,
    coefficients,
    ego_state,
    facts_of,
    measure,
    network_strength,
    states,
    tie_of,
    would_answer,
)
from kithly.ties.facts import _TEXTS, FACT_OF

DAY = 86_400
NOW = int(datetime(2026, 6, 1, tzinfo=UTC).timestamp())

Event = tuple[int, float, bool]  # person, days ago, outgoing


def measured(*events: Event, people: int = 1, flags: int = 0, now: float = NOW) -> Measures:
    size = len(events)
    interactions = Interactions(
        person=np.array([event[0] for event in events], np.int64),
        at=np.array([NOW - event[1] * DAY for event in events]).astype(np.int64),
        outgoing=np.array([event[2] for event in events], bool),
        recipients=np.ones(size, np.int64),
        flags=np.full(size, flags, np.int64),
        channel=np.zeros(size, np.int64),
        record=np.arange(size),
    )
    rows = states(interactions, people)
    return measure(rows, ego_state(rows, now), now)


def talk(person: int, *ago: float) -> tuple[Event, ...]:
    """Ego writes, the alter answers an hour later."""
    return tuple(event for day in ago for event in ((person, day, True), (person, day - 1 / 24, False)))


def test_nothing_seen_is_unknown_and_never_a_number() -> None:
    found = measured(*talk(0, 5), people=2)
    assert tie_of(found, 1) == UNKNOWN
    assert not found.known[1]


def test_an_empty_network_has_an_empty_answer() -> None:
    strength = network_strength(measured(people=0), np.zeros(0, bool))
    assert (strength.known, strength.unknown, strength.would_answer.expected) == (0, 0, 0.0)


def test_a_frequent_recent_tie_is_stronger_than_a_rare_old_one() -> None:
    found = measured(*talk(0, *range(2, 200, 7)), *talk(1, 1500), people=2)
    assert found.strength[0] > 0.7
    assert found.strength[1] < 0.1


def test_who_always_answers_is_likelier_to_answer() -> None:
    silent = tuple((1, float(day), True) for day in range(5, 200, 20))
    found = measured(*talk(0, *range(5, 200, 20)), *silent, people=2)
    assert found.reply[0] > found.reply[1] + 0.2


def test_drift_is_the_loss_if_neither_writes() -> None:
    found = measured(*talk(0, *range(2, 200, 7)))
    assert -1 < found.drift_90[0] < -0.1


def test_facts_are_counted_and_in_plain_words() -> None:
    tie = tie_of(measured(*talk(0, 200, 220, 240, 260), (0, 190, True)), 0)
    texts = {because.text for because in tie.because}
    assert "in contact on 5 days since September 2025" in texts
    assert any(text.startswith("quiet for 6 months, usually ") for text in texts)
    assert len(tie.because) == 3


@pytest.mark.parametrize(
    ("events", "text"),
    [
        (((0, 10, True),), "you got in touch once, without an answer within a month"),
        (((0, 100, True), (0, 60, False)), "you got in touch once, without an answer within a month"),
        (talk(0, 10), "they answered you"),
        (talk(0, 10, 20), "they answered each time you got in touch (2 times)"),
        ((*talk(0, 40, 20), (0, 10, True)), "they answered 2 of the 3 times you got in touch"),
    ],
)
def test_answers_are_told_as_they_were(events: tuple[Event, ...], text: str) -> None:
    assert dict(_all_facts(measured(*events)))[Fact.ANSWERS] == text


def _all_facts(found: Measures) -> list[tuple[Fact, str]]:
    """Return also the facts that did not make the first three."""
    return [(fact, tell(found, 0)) for fact, tell in _TEXTS.items()]


def test_one_way_contact_is_told_as_one_way() -> None:
    texts = dict(_all_facts(measured((0, 10, False), (0, 9, False))))
    assert texts[Fact.DAYS] == "contact from them alone, on 2 days since May 2026"
    assert texts[Fact.BALANCE] == "2 contacts from them, 0 from you"
    assert not texts[Fact.ANSWERS]


def test_a_recommendation_is_no_message() -> None:
    """Counts of words hold recommendations and noted calls too, so facts speak of contacts."""
    texts = " ".join(text for event in (False, True) for _, text in _all_facts(measured((0, 40, event))))
    assert "wrote" not in texts
    assert "message" not in texts
    assert "1 contact from them, 0 from you" in texts
    assert "0 contacts from them, 1 from you" in texts


def test_one_day_is_told_as_one_day() -> None:
    assert dict(_all_facts(measured(*talk(0, 40))))[Fact.DAYS] == "in contact on one day, in April 2026"


def test_a_click_alone_is_faint_and_says_so() -> None:
    found = measured((0, 40, False), flags=int(Flag.LIGHT))
    tie = tie_of(found, 0)
    assert tie.band is Band.FAINT
    assert "an endorsement or invitation in April 2026, no words yet" in {because.text for because in tie.because}


def test_evidence_stands_beside_its_fact() -> None:
    found = measured(*talk(0, 5, 9))
    proof = (Evidence(record="ab12", source="mbox"),)
    tie = tie_of(found, 0, {Fact.SILENCE: proof})
    places = [fact for fact, _ in facts_of(found, 0)]
    assert [because.evidence for because in tie.because] == [proof if fact is Fact.SILENCE else () for fact in places]


def test_every_term_but_the_egos_own_belongs_to_a_fact() -> None:
    terms = {term.feature for term in coefficients().strength.terms}
    assert {name for name in terms if not name.startswith("ego_")} <= set(FACT_OF)


def test_a_message_from_the_future_counts_as_just_now() -> None:
    assert measured(*talk(0, -500)).silent_days[0] == 0
    assert 0 < measured(*talk(0, -500)).strength[0] < 1


def test_who_is_not_planned_is_in_no_count() -> None:
    found = measured(*talk(0, 5), *talk(1, 5), people=4)
    strength = network_strength(found, np.array([True, False, True, False]))
    assert (strength.known, strength.unknown) == (1, 1)
    assert strength.would_answer.expected == pytest.approx(found.reply[0])
    assert strength.bands[Band.FAINT] == 1
    assert strength.bands[Band.UNKNOWN] == 1
    assert sum(strength.bands.values()) == 2


def test_the_interval_holds_the_expectation_and_is_wider_for_the_long_silent() -> None:
    people = 50
    everybody = np.ones(people, bool)
    recent = measured(*(event for person in range(people) for event in talk(person, 30, 31, 32, 33)), people=people)
    old = measured(*(event for person in range(people) for event in talk(person, 3000, 3001, 3002)), people=people)
    width = []
    for found in (recent, old):
        answer = would_answer(found, everybody)
        assert 0 <= answer.low < answer.expected < answer.high <= people
        width.append((answer.high - answer.low) / (found.reply * (1 - found.reply)).sum())
    assert width[1] > width[0]
