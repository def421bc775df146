"""Names of many countries as tokens: which part is given, and what all spellings share."""

from __future__ import annotations

import pytest

from kithly.people import given_name
from kithly.people.name_tokens import name_tokens
from kithly.people.scripts import skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Thị Lan", "Lan Thi Nguyen"),
        ("Nguyễn Văn An", "An Nguyen"),
        ("Kim Min-su", "Minsu Kim"),
        ("Kim Ji Hoon", "Ji-hoon Kim"),
        ("김민수", "Kim Minsu"),
        ("남궁서윤", "남궁 서윤"),
        ("Zhang Xiaoming", "Xiao-Ming Zhang"),
        ("山口 翔太郎", "山口翔太郎"),
        ("欧阳若溪", "欧阳 若溪"),
        ("Nagy László", "László Nagy"),
        ("Tanaka Yuki", "Yuki Tanaka"),
        ("Abdul Rahman Qutayna", "Abdelrahman Qutayna"),
        ("Abd al-Rahman Qutayna", "AbdulRahman Qutayna"),
        ("Ελένη Κωστοπέτρου", "Eleni Kostopetrou"),
        ("Pieter van den Berg", "Pieter Berg"),
        ("García López, María José", "María José García López"),
    ],
)
def test_one_name_in_another_order_or_spelling_gives_the_same_tokens(one: str, other: str) -> None:
    left, right = name_tokens(one), name_tokens(other)
    assert left is not None
    assert right is not None
    if "Kim Minsu" not in {one, other}:  # of two words, either may be the family name
        assert (left.given, left.family) == (right.given, right.family)
    assert {left.given, left.family} == {right.given, right.family}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mhmd", "mohammed"),
        ("ywsf", "youssef"),
        ("srh", "sarah"),
        ("khhn", "cohen"),
        ("smchay", "somchai"),
        ("minsu", "minsoo"),
        ("srma", "sharma"),
    ],
)
def test_however_it_is_romanised_the_skeleton_is_one(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("written", "given"),
    [
        ("Nguyễn Thị Lan", "Lan"),
        ("Lê Thị Hồng Nhung", "Nhung"),
        ("Lan Nguyen", "Lan"),
        ("Kim Ji Hoon", "Ji Hoon"),
        ("Kim Min-su", "Min-su"),
        ("Ji-hoon Choi", "Ji-hoon"),
        ("Xiao Ming Zhang", "Xiao Ming"),
        ("Nagy László", "László"),
        ("Tanaka Yuki", "Yuki"),
        ("Abdul Rahman Qutayna", "Abdul Rahman"),
        ("Ana Maria Lee", "Ana"),
        ("Tom Dan Lee", "Tom"),
        ("Jean Le Martin", "Jean"),
    ],
)
def test_people_are_greeted_by_their_own_given_name(written: str, given: str) -> None:
    assert given_name(written) == given


@pytest.mark.parametrize(
    "line", ["Pat Doe on behalf of Susan Boss", "Pat Doe im Auftrag von Susan Boss", "Pat Doe de la part de Susan Boss"]
)
def test_one_who_writes_for_another_bears_neither_name(line: str) -> None:
    assert name_tokens(line) is None
