"""Titles tell a step up from a step down."""

from __future__ import annotations

from kithly.reasons import seniority


def test_titles_stand_on_a_ladder() -> None:
    ladder = ["Intern", "Junior Engineer", "Engineer", "Senior Engineer", "Engineering Manager", "Director", "CTO"]
    steps = [seniority(title) for title in ladder]
    assert steps == sorted(steps)
    assert len(set(steps)) == len(steps)
