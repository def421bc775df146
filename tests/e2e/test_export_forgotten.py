"""Whoever was forgotten is in no export that is made afterwards, and does not come back where it is taken in."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.canaries import CANARIES, MAIL, hits, say_everything, sources
from tests.e2e.conftest import Kithly
from tests.e2e.exporting_side import tree


def test_an_export_holds_nothing_of_the_forgotten_and_keeps_them_out_elsewhere(tmp_path: Path) -> None:
    here, there = Kithly(data=tmp_path / "network"), Kithly(data=tmp_path / "elsewhere")
    here.ok("me", "--set", "address=ego@self.example", "--set", "name=Ego Self")
    exports = sources(tmp_path / "exports")
    here.ok("import", *exports)
    say_everything(here)
    here.ok("export", tmp_path / "before")
    assert {word for _, word in hits(tmp_path / "before")} >= set(CANARIES[:3])
    alike = [word for one in here("forget", MAIL, "--json").json["alike"] for word in ("--with", one["id"])]
    here.ok("forget", MAIL, *alike, "--yes")
    here.ok("export", tmp_path / "after")
    assert sorted(hits(tmp_path / "after")) == []
    there.ok("import", tmp_path / "after")
    there.ok("export", tmp_path / "again")
    assert tree(tmp_path / "again") == tree(tmp_path / "after")
    there.ok("import", *exports)
    assert sorted(hits(there.data)) == []
