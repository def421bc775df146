"""What a newcomer reads: whole sentences, and commands that work as typed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.e2e.conftest import Kithly, run_here


@pytest.mark.parametrize("minutes", ["ten", "-5", "1441"])
def test_a_wrong_number_is_told_in_one_plain_sentence(network: Kithly, minutes: str) -> None:
    ran = network("today", "--minutes", minutes)
    assert ran.code == 2
    assert ran.err.startswith("Minutes are a number from 0 to 1440.\n")


def test_a_day_without_minutes_is_enough(network: Kithly) -> None:
    assert network.ok("today", "--minutes", "0").startswith("No minutes today: enough.")


def test_a_path_that_is_not_there_is_followed_by_no_counts(kithly: Kithly) -> None:
    ran = kithly("import", "nowhere.zip")
    assert ran.code == 1
    assert "There is no file 'nowhere.zip'" in " ".join(ran.out.split())
    assert "You know" not in ran.out


def test_the_rules_a_text_breaks_are_named_in_plain_words(kithly: Kithly) -> None:
    told = kithly.ok("check", stdin=b"Hi Ana, could you refer me to your hiring manager by Friday?")
    assert "- asks for a favour (" in told
    assert "_" not in told


def test_the_silence_of_a_tie_is_told_once(network: Kithly) -> None:
    rows = network.view("people", "--sort", "reply", "--limit", "5")["people"]
    for row in rows:
        assert network.ok("strength", row["id"]).count("quiet for") == 1


def test_the_demo_ends_with_commands_that_work_as_typed(kithly: Kithly) -> None:
    told = kithly.ok("demo")
    lines = re.findall(r"^  (\S+ --data .* strength)$", told, re.MULTILINE)
    assert len(lines) == 1
    ran = run_here([*shlex.split(lines[0])[1:], "--now", kithly.now.isoformat()])
    assert ran.code == 0
    assert "would answer within a" in ran.out
    assert re.search(r"^  export KITHLY_DATA=\S+$", told, re.MULTILINE)


def test_an_empty_text_is_told_apart_from_an_empty_line_of_many(kithly: Kithly, tmp_path: Path) -> None:
    alone = kithly("check", stdin=b" \n")
    assert alone.code == 1
    assert "The input has no text." in alone.err
    assert "{" not in alone.err
    lines = tmp_path / "many.jsonl"
    lines.write_text('{"id": 1, "text": " "}\n')
    assert 'Line 1 has no text. {"kind"' in kithly("check", "--jsonl", lines).err
