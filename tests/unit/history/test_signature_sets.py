"""Written signatures in seven languages: what is found is right, little is missed, and the page says how much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.history import read_signature

PROJECT = Path(__file__).parents[3]
SETS = PROJECT / "tests" / "golden" / "signatures"
PAGE = PROJECT / "docs" / "explanation" / "mail-text.md"
NAMES = ("first", "second", "traps")
LANGUAGES = {"en", "de", "fr", "es", "it", "pt", "nl"}
FIELDS = ("company", "title", "phone", "link", "profile")
LEAST = 150  # signatures in all
PRECISE = 0.97  # of what is found in the sets without traps
COMPLETE = 0.9  # of what stands there, in the sets without traps


@dataclass(frozen=True, slots=True)
class Sample:
    """One signature and what it tells: (field, value) pairs."""

    language: str
    address: str
    expected: frozenset[tuple[str, str]]
    signature: str


def samples(name: str) -> list[Sample]:
    found = []
    for block in (SETS / f"{name}.txt").read_text("utf-8").split("\n=== ")[1:]:
        head, _, rest = block.partition("\n")
        language, _, address = head.partition(" ")
        told, _, signature = f"\n{rest}".partition("\n--\n")
        expected = set()
        for line in told.strip().splitlines():
            field, _, values = line.partition(": ")
            expected |= {(field, value.strip()) for value in values.split(";")}
        found.append(Sample(language, address.strip(), frozenset(expected), signature.strip()))
    return found


def reading(sample: Sample) -> set[tuple[str, str]]:
    read = read_signature(sample.signature, sample.address)
    found = {("company", read.work.company), ("title", read.work.title)}
    found |= {("phone", one) for one in read.contacts.phones} | {("link", one) for one in read.contacts.links}
    return {pair for pair in found | set(read.contacts.profiles) if pair[1]}


def measure(name: str) -> dict[str, Counter[str]]:
    """Count, for each field, what was found rightly, wrongly, and not."""
    counts = {field: Counter[str]() for field in FIELDS}
    for sample in samples(name):
        found = reading(sample)
        for outcome, pairs in (
            ("right", found & sample.expected),
            ("wrong", found - sample.expected),
            ("missed", sample.expected - found),
        ):
            for field, _ in pairs:
                counts[field if field in FIELDS else "profile"][outcome] += 1
    return counts


def test_the_sets_are_varied() -> None:
    every = [sample for name in NAMES for sample in samples(name)]
    assert len(every) >= LEAST
    assert {sample.language for sample in every} == LANGUAGES
    assert len({sample.signature for sample in every}) == len(every)
    assert sum(not sample.expected for sample in every) > LEAST // 5  # that tell nothing


@pytest.mark.parametrize("name", ["first", "second"])
def test_what_is_found_is_right_and_little_is_missed(name: str) -> None:
    for field, counts in measure(name).items():
        found, there = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
        assert counts["right"] >= PRECISE * found, (field, counts)
        assert counts["right"] >= COMPLETE * there, (field, counts)


def test_traps_are_seldom_fallen_into() -> None:
    wrong = sum(counts["wrong"] for counts in measure("traps").values())
    assert wrong * 7 <= len(samples("traps"))


@pytest.mark.parametrize("name", NAMES)
def test_the_published_table_is_what_is_measured(name: str) -> None:
    page = PAGE.read_text("utf-8")
    for field, counts in measure(name).items():
        told = " | ".join(str(counts[outcome]) for outcome in ("right", "wrong", "missed"))
        assert f"| {name} ({len(samples(name))}) | {field} | {told} |" in page


def test_a_number_without_country_tells_no_country() -> None:
    assert read_signature("Ana\nTel. 030 555 0100\nFax +49 30 555 0101").contacts.phones == ()


def test_a_number_is_written_in_one_form() -> None:
    lines = ("T: 0049 (0)30 5550-100", "M +49.30.5550100", "Phone: +49 30 5550100 ext. 3", "+49 (30) 555 01 00")
    assert {read_signature(f"Ana\n{line}").contacts.phones for line in lines} == {("+49305550100",)}


@given(st.text(max_size=300), st.text(max_size=40))
def test_no_text_breaks_the_reader_and_all_it_finds_stands_there(signature: str, address: str) -> None:
    read = read_signature(signature, address)
    assert all(part in signature for part in (read.work.quote, *read.contacts.links))
    assert not read.work.company or read.work.company.split(",")[0] in signature
