"""The shipped coefficients."""

from __future__ import annotations

import numpy as np
import pytest

from kithly.ties import Model, Term, coefficients, probability, read_model

FALLING = {"gap", "age", "overdue"}
FREE = {"ego_deg"}


@pytest.mark.parametrize("term", coefficients().strength.terms, ids=lambda term: str(term.feature))
def test_each_term_of_strength_goes_one_way(term: Term) -> None:
    if term.feature in FREE:
        return
    steps = np.diff(term.adds)
    assert (steps <= 0).all() if term.feature in FALLING else (steps >= 0).all()


def test_contributions_add_up_in_log_odds() -> None:
    terms = (Term(feature="a", at=(0.0, 1.0), adds=(0.0, 2.0)), Term(feature="b", at=(0.0, 1.0), adds=(-1.0, 0.0)))
    model = Model(intercept=0.5, spread=0.1, terms=terms)
    added = model.contributions({"a": np.array([0.5, 9.0]), "b": np.array([0.0, -3.0])})
    assert added.tolist() == [[1.0, -1.0], [2.0, -1.0]]
    assert model.log_odds(added).tolist() == [0.5, 1.5]


def test_a_probability_is_finite_at_any_log_odds() -> None:
    assert probability(np.array([-1e9, 0.0, 1e9])) == pytest.approx([0.0, 0.5, 1.0], abs=1e-9)


@pytest.mark.parametrize("term", [{"at": [1, 1], "adds": [0, 1]}, {"at": [0, 1], "adds": [0]}])
def test_a_term_that_is_no_function_is_refused(term: dict[str, list[float]]) -> None:
    with pytest.raises(ValueError, match="gap"):
        read_model({"intercept": 0.0, "spread": 0.0, "terms": [{"feature": "gap"} | term]})


def test_the_coefficients_say_which_version_they_are() -> None:
    assert coefficients().version
    assert coefficients() is coefficients()
