"""Every use case stands in all four doors, or is excused with a reason; what `doors.toml` excuses must be so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from tests.docs.app_uses import DOORS, use_cases, uses

TABLE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("doors.toml").read_text("utf-8"))
SAME: tuple[tuple[str, ...], ...] = tuple(tuple(names) for names in TABLE["same"].values())
EXCUSED: Mapping[str, Mapping[str, str]] = TABLE["excused"]
MAIN_JOB = ("today.day.today", "today.inbox.inbox", "persons.finding.find_people", "persons.numbers.strength")


def doors_of(name: str) -> set[str]:
    """Return the doors that offer a use case, by itself or by one that answers the same question."""
    found = uses()
    alike = next((names for names in SAME if name in names), (name,))
    return set().union(*(found.get(one, set()) for one in alike))


def lacking() -> set[tuple[str, str]]:
    return {(door, name) for name in uses() for door in DOORS if door not in doors_of(name)}


def test_every_use_case_stands_in_all_doors_or_is_excused() -> None:
    left = {(door, name) for door, name in lacking() if not any(fnmatchcase(name, one) for one in EXCUSED[door])}
    assert not left, "\n".join(f"{door}: {name}" for door, name in sorted(left))


def test_every_excuse_is_needed_and_says_why() -> None:
    needless = [
        (door, pattern)
        for door, reasons in EXCUSED.items()
        for pattern, why in reasons.items()
        if len(why.split()) < 4 or not any(door == one and fnmatchcase(name, pattern) for one, name in lacking())
    ]
    assert not needless


def test_what_answers_the_same_question_exists_and_is_used() -> None:
    assert not {name for names in SAME for name in names if name not in use_cases()}
    assert not [names for names in SAME if len([one for one in names if one in uses()]) < 2]


@pytest.mark.parametrize("name", MAIN_JOB)
def test_the_main_job_stands_in_every_door(name: str) -> None:
    assert doors_of(name) == set(DOORS)


def test_many_use_cases_are_found() -> None:
    assert len(uses()) > 120
