"""Bandit is heard: what it finds is a failure, unless it is let stand with a reason and a day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from supply.flaws import files, findings
from supply.locks import ROOT
from supply.waivers import Finding, Waiver, open_findings, waivers

CARELESS = "import subprocess\n\n\ndef run(words):\n    return subprocess.call(words, shell=True)\n"
SILENCED = re.compile(r"# no" + r"sec\b")
UNTOLD = re.compile(r"# noqa: (?:[A-Z0-9]+, ?)*S\d{3}(?!\d)(?!.* - \w)")
HERE = Path(__file__)


def test_a_careless_line_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "careless.py"
    planted.write_text(CARELESS, "utf-8")
    (found,) = findings([planted], memory=tmp_path / "memory.json")
    assert (found.rule, found.line) == ("B602", 5)
    assert open_findings([found], waivers("bandit")) != []
    assert findings([planted], memory=tmp_path / "memory.json") == [found]
    planted.write_text("fine = 1\n", "utf-8")
    assert findings([planted], memory=tmp_path / "memory.json") == []


def test_a_waiver_lets_stand_what_it_counts_and_no_more() -> None:
    waiver = Waiver(tool="bandit", rule="B1", where="src/*.py", count=2, on=date(2026, 1, 1), why="because")
    one = Finding(tool="bandit", rule="B1", path="src/a.py", line=1)
    deeper = Finding(tool="bandit", rule="B1", path="src/kithly/a.py", line=1)
    assert open_findings([one, one], [waiver]) == []
    assert open_findings([one], [waiver]) == ["src/*.py: B1 1 times, 2 are waived"]
    assert open_findings([one, one, one], [waiver]) == ["src/*.py: B1 3 times, 2 are waived"]
    assert open_findings([one, one, deeper], [waiver]) == ["src/kithly/a.py:1: bandit B1"]


def test_every_waiver_has_a_reason_and_a_day() -> None:
    every = (*waivers("bandit"), *waivers("secrets"))
    assert every
    assert [one for one in every if len(one.why) < 20 or one.on > date(2100, 1, 1)] == []


def test_no_line_silences_bandit_and_no_security_rule_of_ruff_is_silenced_without_a_reason() -> None:
    texts = {path: path.read_text("utf-8") for path in files()}
    assert [path.name for path, text in texts.items() if SILENCED.search(text)] == []
    lines = [(path.name, line) for path, text in texts.items() for line in text.splitlines()]
    assert [name for name, line in lines if UNTOLD.search(line)] == []


def test_no_security_rule_of_ruff_is_off_for_what_users_get() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'select = ["ALL"]' in text
    ignored = re.search(r"\nignore = \[(.*?)\n\]", text, re.DOTALL)
    assert ignored is not None
    assert re.findall(r'"(S\d*)"', ignored[1]) == []
    assert [line for line in text.splitlines() if line.startswith('"src/') and re.search(r'"S\d', line)] == []
