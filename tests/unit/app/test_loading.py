"""What is registered is looked up once, and anew where packages are looked for in another place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.app import loading
from kithly.app.loading import channel_names, load_channel


def test_a_page_does_not_read_anew_what_all_packages_register() -> None:
    channel_names()
    before = loading._found.cache_info().misses
    assert load_channel("mail") is not None
    assert load_channel("pigeon") is None
    assert loading._found.cache_info().misses == before


def test_a_package_put_elsewhere_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "pigeon" not in channel_names()
    told = tmp_path / "pigeons-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: pigeons\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text("[kithly.channels]\npigeon = pigeons:send\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert "pigeon" in channel_names()
