"""The facts that moved the chance of an answer."""

from __future__ import annotations

import numpy as np
from tests.unit.ties.test_state import back, log, out

from kithly.ties import Fact, ego_state, measure, reply_facts, states

NOW = 19_400 * 86_400.0


def told(*events: tuple[int, bool, int, int]) -> list[tuple[Fact, str]]:
    rows = states(log(*events), 1)
    level = ego_state(rows, NOW)
    return list(reply_facts(measure(rows, level, NOW), 0, level))


def test_who_always_answers_is_told_by_their_answers_first() -> None:
    facts = told(*[event for day in range(0, 300, 30) for event in (out(day), back(day + 0.5))])
    assert facts[0] == (Fact.ANSWERS, "they answered each time you got in touch (10 times)")


def test_three_facts_at_most_and_each_in_words() -> None:
    facts = told(*[out(day) for day in np.arange(0, 300, 30).tolist()])
    assert len(facts) == 3
    assert facts[0][0] is Fact.ANSWERS
    assert all(text for _, text in facts)
