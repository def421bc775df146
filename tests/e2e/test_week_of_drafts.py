"""The hellos of a week: no two of their drafts say the same sentence."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from tests.e2e.conftest import Kithly

ABOUT_ME = "I am "  # what ego does now is one sentence, and true in every draft


def sentences(text: str) -> list[str]:
    """Return the sentences of a draft, without greeting and signature."""
    body = "\n\n".join(text.split("\n\n")[1:-1])
    return [one.strip() for one in re.split(r"(?<=[.!?])\s+", body) if not one.startswith(ABOUT_ME)]


def test_no_two_drafts_of_a_week_share_a_sentence(network: Kithly) -> None:
    drafts: dict[str, str] = {}
    for days in range(4):
        view = network.view("today", "--minutes", "20", now=network.now + timedelta(days=days))
        drafts |= {one["id"]: one["draft"]["text"] for one in view["touches"] if one["draft"]}
    assert len(drafts) >= 5
    counted = Counter(one for text in drafts.values() for one in set(sentences(text)))
    assert [one for one, often in counted.items() if often > 1] == []
