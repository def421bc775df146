"""The quick order of a log is the order of a sort by its three columns."""

import numpy as np
import pytest

from kithly.history.log_order import by_person_and_time


@pytest.mark.parametrize("seed", range(20))
def test_the_order_is_that_of_a_sort_by_person_time_and_record(seed: int) -> None:
    rng = np.random.default_rng(seed)
    person, at, record = rng.integers(-2, 4, 300), rng.integers(-5, 20, 300), rng.integers(-3, 50, 300)
    found = by_person_and_time(person, at, record)
    assert found.tolist() == np.lexsort((record, at, person)).tolist()


def test_times_too_far_apart_for_one_integer_are_in_order_all_the_same() -> None:
    person, at, record = np.array([1, 0, 1]), np.array([2**61, 5, -(2**60)]), np.array([1, 2, 3])
    assert by_person_and_time(person, at, record).tolist() == [1, 2, 0]


def test_no_rows_have_no_order() -> None:
    none = np.zeros(0, np.int64)
    assert by_person_and_time(none, none, none).tolist() == []
