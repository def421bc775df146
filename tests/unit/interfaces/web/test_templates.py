"""Every template is sound before any page is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.interfaces import web
from kithly.interfaces.web.assets import find_assets
from kithly.interfaces.web.pages import Pages

FOLDER = Path(str(web.__file__)).parent / "templates"
NAMES = sorted(path.name for path in FOLDER.glob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_can_be_read(name: str) -> None:
    Pages(find_assets()).check(name)


def test_no_template_holds_what_the_policy_forbids() -> None:
    forbidden = (" style=", "<style", "onclick", "hx-on", "javascript:", "|safe", "| safe")
    found = [(name, word) for name in NAMES for word in forbidden if word in (FOLDER / name).read_text("utf-8")]
    assert not found
