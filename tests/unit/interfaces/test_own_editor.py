"""The user's own editor: which it is, and what is said where it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from kithly.errors import UserError
from kithly.interfaces.cli.one_by_one.editing import edited, editor


def test_the_editor_is_the_users_own_else_a_usual_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert editor({"VISUAL": "code -w", "EDITOR": "nano"}) == "code -w"
    assert editor({"VISUAL": " ", "EDITOR": "nano"}) == "nano"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert editor({}) == ""
    (tmp_path / "vi").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "vi").chmod(0o755)
    assert editor({}) == "vi"


@pytest.mark.parametrize("program", ["false", "no-such-editor-anywhere", "'unbalanced"])
def test_an_editor_that_fails_leaves_the_words_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("VISUAL", program)
    with pytest.raises(UserError, match="did not end as it should; the words are as they were") as told:
        edited("Dear Zita")
    assert "export EDITOR=" in told.value.hint


def test_words_that_were_left_as_they_are_or_emptied_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in ("true", "truncate -s 0"):
        monkeypatch.setenv("VISUAL", program)
        assert edited("Dear Zita") is None
    monkeypatch.setenv("VISUAL", "sed -i s/Dear/Hello/")
    assert edited("Dear Zita") == "Hello Zita"
