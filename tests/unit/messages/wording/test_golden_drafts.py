"""The drafts in tests/golden/drafts are those that are written."""

from __future__ import annotations

import pytest
from tests.unit.messages.wording.briefs import LANGUAGES
from tests.unit.messages.wording.golden_drafts import page, path


@pytest.mark.parametrize("language", LANGUAGES)
def test_drafts_read_as_they_did(language: str) -> None:
    """After a change of words, look at what `golden_drafts` writes, and keep it."""
    assert page(language) == path(language).read_text("utf-8")
