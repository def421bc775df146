"""Settings: the file, then the environment, then the option."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.app.settings import DEFAULT_MINUTES, minutes_from, read_settings
from kithly.errors import SettingsError


def test_the_folder_is_the_option_else_the_variable_else_the_platforms(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {"KITHLY_DATA": "/elsewhere"}).folder == tmp_path
    assert read_settings(None, {"KITHLY_DATA": str(tmp_path)}).folder == tmp_path
    assert read_settings(None, {}).folder.name == "kithly"
    assert read_settings(None, {"KITHLY_DATA": ""}).folder.name == "kithly"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    assert read_settings(tmp_path, {}).minutes == DEFAULT_MINUTES
    (tmp_path / "settings.toml").write_text("minutes = 7\n", encoding="utf-8")
    assert read_settings(tmp_path, {}).minutes == 7
    assert read_settings(tmp_path, {"KITHLY_MINUTES": "4.5"}).minutes == 4.5


@pytest.mark.parametrize("content", [b"minutes = ", b"minutes = 'many'", b"colour = 'red'", b"\xff\xfe"])
def test_an_unusable_file_is_named_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    with pytest.raises(SettingsError):
        read_settings(tmp_path, {})


@pytest.mark.parametrize("value", ["", "many", "-1", "1441", "nan", "inf", None])
def test_minutes_are_a_number_from_nothing_to_a_day(value: object) -> None:
    with pytest.raises(SettingsError):
        minutes_from(value)


def test_minutes_may_follow_what_gets_done(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("minutes = 'learn'\n", encoding="utf-8")
    found = read_settings(tmp_path, {})
    assert (found.is_learning, found.minutes) == (True, DEFAULT_MINUTES)
    assert not read_settings(tmp_path, {"KITHLY_MINUTES": "4"}).is_learning


def test_no_minutes_are_minutes() -> None:
    assert minutes_from("0") == 0
    assert minutes_from(25) == 25


def test_what_may_be_asked_of_the_network_is_off_unless_the_file_says_so(tmp_path: Path) -> None:
    found = read_settings(tmp_path, {})
    assert (found.reads_pages, found.search_engine, found.search_url) == (False, "", "")
    text = '[network]\nread_pages = true\nown_hosts = [" Wiki.lan"]\n[search]\nengine = " SearXNG"\nurl = "https://searx.example"\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    found = read_settings(tmp_path, {})
    assert (found.reads_pages, found.search_engine, found.search_url) == (True, "searxng", "https://searx.example")
    assert found.own_hosts == ("wiki.lan",)


@pytest.mark.parametrize(
    "content",
    [
        "network = true",
        "[network]\nread_pages = 1",
        "[network]\nall = true",
        "[search]\nengine = 3",
        "[network]\nown_hosts = 3",
    ],
)
def test_a_wrong_setting_of_the_network_is_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.toml").write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError):
        read_settings(tmp_path, {})
