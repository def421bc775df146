"""Forms of our own pages are known as ours by a real browser's word, with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.browser.conftest import Opener


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no-scripts"])
def test_a_form_of_ours_changes_something(opened: Opener, own_copy: Path, *, script: bool) -> None:
    pages = opened(own_copy, script=script)
    page = pages.go("/settings/you")
    page.fill("input[name=now]", "I mend clocks")
    page.click("form[action='/settings/me'] button.filled")
    page.wait_for_selector(".toast:has-text('Kept, as you say it.')")
    assert page.input_value("input[name=now]") == "I mend clocks"
    pages.go("/settings/look")
    page.check("#theme-dark", force=True)
    page.click("form[action='/settings/look'] button")
    page.wait_for_selector("html[data-theme=dark]")
