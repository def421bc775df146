"""Two names at one address: a household, an office, an assistant; or one human under two names."""

from __future__ import annotations

import pytest

from kithly.people.households import MANY, alike, are_two, fought_over


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Lee", "Ben Lee"),
        ("Ottoline Quandt", "Leopold Quandt"),
        ("Maria Garcia", "José García López"),
        ("Dr. Susan Boss", "Pat Assistant"),
        ("Tim Holm", "Tom Holm"),
        ("Анна Гришунина", "Борис Гришунин"),
        ("Trần Thị Mai", "Trần Quốc Bảo"),
    ],
)
def test_two_humans_of_one_address_are_told_by_their_names(one: str, other: str) -> None:
    assert are_two(one, other)
    assert are_two(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Lee", "Lee, Ana"),
        ("Elizabeth Lee", "Liz Lee-Marsh"),
        ("Ana Lee", "Ana Ruiz"),
        ("A. Lee", "Ana Lee"),
        ("Ana", "Ben Lee"),
        ("Mum", "Ana Lee"),
        ("Acme Support Team", "Ana Lee"),
        ("Robert James Smith", "James Smith"),
        ("Joannna Holm", "Joanna Holm"),
        ("Иван Петров", "Ivan Petrov"),
        ("김민수", "Minsu Kim"),
        ("王伟", "Wei Wang"),
        ("Nguyễn Thị Lan", "Lan Nguyen"),
        ("محمد القنديلي", "Mohammed Qandili"),
        ("", "Ana Lee"),
    ],
)
def test_one_human_may_be_written_in_many_ways(one: str, other: str) -> None:
    assert not are_two(one, other)
    assert not are_two(other, one)


def test_an_address_of_two_is_nobodys_and_joins_only_whose_names_go_together() -> None:
    names = {1: "Ana Lee", 2: "Ben Lee", 3: "Lee, Ana", 4: "B. Lee"}
    assert fought_over({7: [1, 2, 3, 4], 8: [1, 3], 9: [2]}, names) == {7}
    assert sorted(alike([1, 2, 3, 4], names)) == [(1, 3), (2, 4)]


def test_an_initial_that_may_be_either_joins_neither() -> None:
    names = {1: "Ana Lee", 2: "Adam Lee", 3: "A. Lee"}
    assert fought_over({7: [1, 2, 3]}, names) == {7}
    assert not list(alike([1, 2, 3], names))


def test_what_very_many_name_is_nobodys_own() -> None:
    records = list(range(MANY + 1))
    names = dict.fromkeys(records, "Ana Lee")
    assert fought_over({7: records}, names) == {7}
    assert not list(alike(records, names))
