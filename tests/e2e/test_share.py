"""share over the command line: on an empty machine, with an idea, and what becomes of words."""

from __future__ import annotations

from pathlib import Path

from tests.e2e import share_shapes
from tests.e2e.conftest import Exports, Kithly
from tests.e2e.shapes import misfits


def test_on_an_empty_machine_there_is_a_clear_answer(kithly: Kithly) -> None:
    view = kithly.view("share")
    assert misfits(view, share_shapes.SHARE) == []
    assert (view["idea"], view["posting"]["text"]) == (None, "No post of yours is known.")
    assert view["why_none"].startswith("There is no idea yet")
    ran = kithly("share", "--to", "linkedin", "--yes", "--json")
    assert ran.code == 1
    assert "no words" in ran.err


def test_what_ego_does_now_is_taken_along_once_and_undone(kithly: Kithly, few: Exports, tmp_path: Path) -> None:
    kithly.ok("import", *few.all)
    kithly.ok("me", "--set", "now=keeping old trams on time")
    view = kithly.view("share")
    assert misfits(view, share_shapes.SHARE) == []
    assert view["idea"]["kind"] == "now"
    assert kithly("share", "--to", "copy").code == 1  # nothing goes anywhere without a yes
    taken = kithly.view("share", "--to", "linkedin", "--yes", "--no-open")
    assert misfits(taken, share_shapes.SHARED) == []
    assert (taken["text"], taken["state"]) == (view["idea"]["draft"], "handed_over")
    assert kithly.view("share")["idea"] is None
    kithly.ok("undo")
    assert kithly.view("share")["idea"]["id"] == view["idea"]["id"]
    own = tmp_path / "own.txt"
    own.write_text("A quiet morning at the depot.", "utf-8")
    assert kithly.view("share", "--to", "copy", "--text", own, "--yes")["text"] == "A quiet morning at the depot."
    assert kithly("share", "--to", "bluesky", "--text", own, "--yes").code == 1
    assert kithly.view("share", "--other")["idea"] is None
    assert "post" in kithly.ok("share")
