"""A fragment of the changelog is one sentence for users, well named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

FRAGMENTS = sorted((Path(__file__).parents[2] / "changelog.d").glob("*"))
NAME = re.compile(r"[a-z][a-z0-9-]*\.(added|changed|fixed|removed)\.md")


@pytest.mark.parametrize("path", [one for one in FRAGMENTS if one.name != "README.md"], ids=lambda one: one.name)
def test_a_fragment_is_well_formed(path: Path) -> None:
    assert NAME.fullmatch(path.name)
    text = path.read_text("utf-8")
    assert text == text.strip() + "\n", "one line, with an end"
    sentence = text.strip()
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert not re.search(r"[.!?] [A-Z]", sentence), "one sentence"
    assert len(sentence) <= 300


def test_there_are_fragments() -> None:
    assert len(FRAGMENTS) > 1
