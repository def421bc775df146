"""Cut, flipped and random mails: nothing is raised, every file is told of, its neighbours are read."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithly.records import Problem, Sighted
from kithly.sources._formats.archive import items
from kithly.sources._formats.mail_places import folder_of, from_utf7
from kithly.sources.eml import Eml
from kithly.sources.maildir import Maildir

GOLDEN = Path(__file__).parents[2] / "golden"
MAILS = sorted(
    path
    for kind in ("maildir", "eml")
    for path in (GOLDEN / kind).rglob("*")
    if path.is_file() and path.suffix != ".json"
)
SOURCES = (Eml(), Maildir())


def outcomes(root: Path) -> list[object]:
    """Read a folder; each file of a maildir gives exactly one outcome."""
    return [one for item in items(root) for source in SOURCES if source.recognises(item) for one in source.read(item)]


def beside(tmp_path: Path, data: bytes) -> Path:
    """Return a maildir with one whole mail and one of these bytes."""
    root = tmp_path / "Mail"
    shutil.rmtree(root, ignore_errors=True)
    (root / "cur").mkdir(parents=True)
    (root / "new").mkdir()
    shutil.copy(GOLDEN / "eml" / "one.eml", root / "cur" / "1:2,S")
    (root / "cur" / "2:2,S").write_bytes(data)
    return root


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name[:24])
def test_a_mail_cut_anywhere_costs_at_most_itself(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    for end in range(0, len(data), max(1, len(data) // 25)):
        found = outcomes(beside(tmp_path, data[:end]))
        assert len(found) == 2
        assert all(isinstance(one, (Sighted, Problem)) for one in found)
        assert any(isinstance(one, Sighted) and "A single mail" in str(one.record) for one in found)


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name[:24])
def test_flipped_bytes_raise_nothing(path: Path, tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311 - repeatable damage, not a secret
    for _ in range(20):
        data = bytearray(path.read_bytes() or b"x")
        data[chance.randrange(len(data))] = chance.choice((0, 10, 13, 32, 58, 60, 255))
        assert len(outcomes(beside(tmp_path, bytes(data)))) == 2


@given(st.binary(max_size=200))
def test_random_bytes_are_a_problem_or_a_mail(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assert len(outcomes(beside(tmp_path_factory.mktemp("m"), data))) == 2


@given(st.text(max_size=40))
def test_any_folder_name_is_read(name: str) -> None:
    from_utf7(name).encode("utf-16", "surrogatepass")
    assert isinstance(folder_of(name), str)
    assert isinstance(folder_of(name, is_maildir=True), str)


def test_a_link_in_a_mail_folder_that_leads_nowhere_is_no_mail(tmp_path: Path) -> None:
    root = beside(tmp_path, b"")
    (root / "cur" / "3:2,S").symlink_to(tmp_path / "nowhere")
    (root / "cur" / "loop").symlink_to(root)
    assert len(outcomes(root)) == 2
