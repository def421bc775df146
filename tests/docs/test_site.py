"""The documentation builds without a warning and fetches nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

FETCHED = re.compile(r"<(?:link|script|img|iframe|source|video)\b[^>]*?\b(?:href|src)=[\"']?((?:https?:)?//[^\"' >]+)")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


def test_the_site_builds_and_loads_nothing_from_elsewhere(
    tmp_path: Path, script: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    built = script("-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path), NO_MKDOCS_2_WARNING="1")
    assert built.returncode == 0, built.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 10
    for page in pages:
        assert not FETCHED.findall(page.read_text("utf-8")), page.name


@pytest.mark.parametrize("page", PAGES)
def test_links_of_the_front_pages_lead_somewhere(page: str, root: Path) -> None:
    for target in LINK.findall((root / page).read_text("utf-8")):
        assert (root / target).exists(), target
