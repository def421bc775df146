"""Every page, in every size and light: usable by everybody, within the policy, asking nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.browser.conftest import DESKTOP, PHONE, Opener

PAGES = ("/today", "/today?look=1", "/changes", "/settings", "/nowhere")
NARROW = (320, 700)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
def test_every_page_is_usable_by_everybody(opened: Opener, own_copy: Path, size: tuple[int, int], theme: str) -> None:
    pages = opened(own_copy, size=size, theme=theme)
    for path in PAGES:
        pages.go(path)
        pages.accessible()
        pages.fits()
