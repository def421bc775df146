"""Every golden sample cut short and with bytes flipped: whatever is whole is read, and every loss is told."""

from __future__ import annotations

import re
from functools import partial

import pytest
from tests.fuzz.damage import cut, flipped, zeroed
from tests.fuzz.judging import Outcome, in_time, outcome_of
from tests.fuzz.samples import Sample, samples

FEW, MANY = 6, 1_000  # flips of one sample: on every run, and by `make fuzz`
PERCENTS = 100
SMALL = 6_000  # bytes of a sample that is cut behind every byte
HIT = {"mbox": 5}  # a mail by which a service tells news is several records
HIT_ELSEWHERE = 2  # records a flipped byte may take along in silence: two that it joins, whose words lie in one now
WIDE = b"\xff\xfe"  # what begins with it has two bytes a letter: one more, and no line end is left
KEYED = frozenset({"meta_export", "monica", "slack", "telegram"})  # a flip in the name of a list hides all of it
REST = re.compile(r"\b(?:rest|whole|holds no|nothing tells)\b")


def ids(sample: Sample) -> str:
    return re.sub(r"[^\w./-]+", "-", sample.name)


def held_against(sample: Sample, whole: Outcome, after: Outcome) -> None:
    """Demand that one flipped byte took no more than it hit, or that it is told what was lost."""
    if not after.is_known or after.refused or sample.source.name in KEYED:
        return
    told = len(after.problems) - len(whole.problems)
    allowed = HIT.get(sample.source.name, HIT_ELSEWHERE)
    assert len(whole.records) - len(after.records) <= allowed + max(0, told) or any(
        REST.search(one.reason) for one in after.problems
    )


def damage(sample: Sample, flips: int) -> None:
    whole = outcome_of(sample.source, sample.item)
    zeros = 0 if sample.data.startswith(WIDE) else flips // 4
    for number, data in enumerate((*flipped(sample.data, flips, seed=8), *zeroed(sample.data, zeros, seed=9))):
        after = in_time(partial(outcome_of, sample.source, sample.holding(data)), len(data))
        try:
            held_against(sample, whole, after)
        except AssertionError:
            raise AssertionError(f"damage {number} of {sample.name}: {data[:400]!r}") from None


def cut_short(sample: Sample, steps: int) -> None:
    """Demand that a longer beginning holds no fewer records, but for the one the cut goes through."""
    before = 0
    for data in cut(sample.data, steps):
        after = in_time(partial(outcome_of, sample.source, sample.holding(data)), len(data))
        assert len(after.records) >= before - 1, (len(data), after.problems)
        before = len(after.records)
    assert len(outcome_of(sample.source, sample.item).records) >= before - 1


def test_every_format_has_samples() -> None:
    assert len(samples()) > 90
    assert len({one.source.name for one in samples()}) >= 16


@pytest.mark.parametrize("sample", samples(), ids=ids)
def test_flipped_bytes_cost_no_more_than_they_hit(sample: Sample) -> None:
    damage(sample, FEW)


@pytest.mark.parametrize("sample", samples(), ids=ids)
def test_a_longer_beginning_holds_no_fewer_records(sample: Sample) -> None:
    cut_short(sample, PERCENTS // 5)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("sample", samples(), ids=ids)
def test_a_thousand_flips_of_every_sample(sample: Sample) -> None:
    damage(sample, MANY)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("sample", samples(), ids=ids)
def test_every_sample_cut_behind_every_byte_or_every_percent(sample: Sample) -> None:
    cut_short(sample, len(sample.data) if len(sample.data) <= SMALL else PERCENTS)
