"""The evaluation's features at a moment know nothing of what came after it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

DAY = 86_400
EGOS, ALTERS, EVENTS = 3, 8, 3_000


@pytest.fixture(scope="module", name="dataset")
def _dataset() -> ModuleType:
    file = Path(__file__).parents[3] / "evaluation" / "dataset.py"
    spec = importlib.util.spec_from_file_location("evaluation_dataset", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def columns() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(7)
    tie = np.sort(chance.integers(0, EGOS * ALTERS, EVENTS))
    at = chance.integers(0, 900 * DAY, EVENTS) + 10_000 * DAY
    order = np.lexsort((at, tie))
    return {
        "tie": tie[order],
        "at": at[order],
        "outgoing": chance.random(EVENTS) < 0.5,
        "recipients": chance.integers(1, 4, EVENTS),
    }


def log_of(dataset: ModuleType, found: dict[str, np.ndarray]) -> object:
    return dataset.Log(**found, ego=np.repeat(np.arange(EGOS), ALTERS), egos=EGOS)


def family_of(dataset: ModuleType) -> object:
    return dataset.Family(name="made up", kind="made up", files=(), horizon_days=90, reply_days=7)


def same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> bool:
    return bool(one) and all(np.array_equal(one[name], other[name]) for name in one)


def test_strength_queries_do_not_see_the_future(dataset: ModuleType) -> None:
    cut = 10_400 * DAY
    whole = columns()
    past = whole["at"] < cut
    deleted = {name: values[past] for name, values in whole.items()}
    scrambled = whole | {
        "outgoing": whole["outgoing"] ^ ~past,
        "recipients": np.where(past, whole["recipients"], 9),
    }
    seen = [
        dataset._strength_at(log_of(dataset, found), family_of(dataset), cut, is_test=True).seen
        for found in (whole, deleted, scrambled)
    ]
    assert len(seen[0]["gap"]) > 10
    assert same(seen[0], seen[1])
    assert same(seen[0], seen[2])


def test_reply_queries_do_not_see_the_answer(dataset: ModuleType) -> None:
    whole = columns()
    cut = 10_400 * DAY
    asked = np.flatnonzero(whole["outgoing"] & (whole["at"] > cut) & (whole["at"] < cut + 20 * DAY))
    assert len(asked) > 5
    labels = set()
    for place in asked:
        later = whole["at"] > whole["at"][place]
        plain = whole | {"recipients": np.ones(EVENTS, np.int64)}
        scrambled = {**plain, "outgoing": whole["outgoing"] ^ later, "recipients": np.where(later, 9, 1)}
        one, other = (
            dataset._replies_at(log_of(dataset, found), family_of(dataset), cut, np.array([place]), is_test=True)
            for found in (plain, scrambled)
        )
        assert same(one.seen, other.seen)
        labels |= set(one.label.tolist())
    assert labels == {0.0, 1.0}
