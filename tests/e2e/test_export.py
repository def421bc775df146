"""Everything leaves as files of known forms, and comes back from them as it was."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.e2e.conftest import NOW, Exports, Kithly
from tests.e2e.exporting_side import give_words, tree
from tests.e2e.owning_shapes import EXPORT
from tests.e2e.shapes import misfits

from kithly.app.network import open_network
from kithly.app.owning.export.cells import exact, safe
from kithly.store.interchange.nouns import NOUNS
from kithly.testing.store_samples import derived

SECRET = "canary-5f0c-secret"  # noqa: S105 - invented, and looked for in everything that is written


@pytest.fixture(scope="module")
def whole(few: Exports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a network with words of the user's of every kind; copy it before writing."""
    folder = tmp_path_factory.mktemp("whole") / "network"
    here = Kithly(data=folder)
    here.ok("import", *few.all)
    give_words(here)
    here.ok("import", few.all[0])  # unchanged: a later import rests on the first
    return folder


@pytest.fixture(scope="module")
def exported(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export of it."""
    target = tmp_path_factory.mktemp("exported") / "export"
    Kithly(data=whole).ok("export", target)
    return target


@pytest.fixture
def elsewhere(tmp_path: Path) -> Kithly:
    """Return the command line over a folder that does not exist yet."""
    return Kithly(data=tmp_path / "elsewhere")


def derived_in(folder: Path) -> tuple[str, str]:
    with open_network(folder, now=NOW) as network:
        with network.store.reading() as kept:
            canonical = kept.canonical()
        return canonical, derived(network.store)


def test_taken_in_and_exported_again_it_is_the_same_to_the_byte(
    whole: Path, exported: Path, elsewhere: Kithly, tmp_path: Path
) -> None:
    view = elsewhere.view("import", exported)
    records = len((exported / "lines/records.jsonl").read_bytes().splitlines())
    assert view["totals"] == {"read": records, "new": records, "same": 0, "merged": 0, "held": 0, "skipped": 0}
    elsewhere.ok("export", tmp_path / "again")
    assert tree(tmp_path / "again") == tree(exported)
    assert derived_in(elsewhere.data) == derived_in(whole)
    assert all(
        check["ok"] for check in elsewhere.view("doctor")["checks"] if check["name"] in {"consistency", "database"}
    )
    people = [row["id"] for row in elsewhere.view("people", "--limit", "500")["people"]]
    assert people == [row["id"] for row in Kithly(data=whole).view("people", "--limit", "500")["people"]]


def test_what_was_done_before_can_be_taken_back_in_the_new_network(
    whole: Path, exported: Path, elsewhere: Kithly, tmp_path: Path
) -> None:
    shutil.copytree(whole, tmp_path / "here")
    here = Kithly(data=tmp_path / "here")
    elsewhere.ok("import", exported)
    for change in [one["id"] for one in here.view("changes")["changes"] if one["undoable"]][::3]:
        assert elsewhere.ok("undo", change) == here.ok("undo", change)
    assert derived_in(elsewhere.data) == derived_in(here.data)


def test_one_that_failed_before_stands_in_no_later_ones_way(exported: Path, elsewhere: Kithly, tmp_path: Path) -> None:
    (tmp_path / "Basic_LinkedInDataExport.zip").write_bytes(b"PK\x03\x04 cut")
    assert elsewhere("import", tmp_path / "Basic_LinkedInDataExport.zip").code == 1
    with open_network(elsewhere.data, now=NOW) as network, network.store.transaction() as tx:
        tx.meta.set("notices_said", "something")
    elsewhere.ok("import", exported)


def test_as_one_file_it_is_the_same(exported: Path, whole: Path, elsewhere: Kithly, tmp_path: Path) -> None:
    assert misfits(Kithly(data=whole).view("export", tmp_path / "all.zip"), EXPORT) == []
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tree(exported)
    assert not elsewhere.view("import", tmp_path / "all.zip", "--dry-run")["people"]["before"]
    elsewhere.ok("import", tmp_path / "all.zip")
    assert elsewhere.view("people")["total"] == Kithly(data=whole).view("people")["total"]


def test_every_line_is_as_its_schema_says_and_every_file_as_the_list_says(exported: Path) -> None:
    for noun in NOUNS:
        told: Any = json.loads((exported / f"lines/{noun.name}.schema.json").read_text("utf-8"))
        Draft202012Validator.check_schema(told)
        lines = (exported / f"lines/{noun.name}.jsonl").read_text("utf-8").splitlines()
        for line in lines[:: max(1, len(lines) // 60)]:
            Draft202012Validator(told).validate(json.loads(line))
    listed = {one["name"]: one for one in json.loads((exported / "export.json").read_text("utf-8"))["files"]}
    files = tree(exported)
    assert set(listed) == set(files) - {"export.json"}
    for name, one in listed.items():
        assert (one["bytes"], one["sha256"]) == (len(files[name]), sha256(files[name]).hexdigest())


def test_nothing_secret_is_in_it(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, tmp_path / "network")
    here = Kithly(data=tmp_path / "network")
    token = here.view("token", "add", "Status line")["token"]
    (here.data / "secrets.json").write_text(json.dumps({"imap:ana@example.org": SECRET}), "utf-8")
    here.ok("export", tmp_path / "out")
    found = b"".join(tree(tmp_path / "out").values())
    assert SECRET.encode() not in found
    assert token.encode() not in found
    assert sha256(token.encode()).hexdigest().encode() not in found


def test_its_owner_alone_can_read_it_and_nothing_is_written_over(whole: Path, tmp_path: Path) -> None:
    here = Kithly(data=whole)
    here.ok("export", tmp_path / "out", "--only", "people")
    assert sorted(tree(tmp_path / "out")) == ["README.txt", "export.json", "people.vcf"]
    for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0
    before = tree(tmp_path / "out")
    assert here("export", tmp_path / "out").code == 1
    assert tree(tmp_path / "out") == before
    assert "data folder" in here("export", whole / "out").err
    assert here("export", tmp_path / "nowhere" / "out").code == 1
    assert not list(tmp_path.glob(".kithly-unfinished-*"))


def test_a_network_that_holds_something_takes_none_in(exported: Path, network: Kithly, tmp_path: Path) -> None:
    before = derived_in(network.data)
    ran = network("import", exported, "--json")
    assert (ran.code, ran.error["kind"]) == (1, "conflict")
    assert "--data NEW_FOLDER" in ran.error["hint"]
    shutil.copytree(exported, tmp_path / "papers" / "old export")
    view = network("import", tmp_path / "papers", "--json").json
    assert [(one["source"], one["read"]) for one in view["files"]] == [(None, 0)]
    assert derived_in(network.data) == before


def flipped(data: bytes) -> bytes:
    place = len(data) // 2
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "flipped": flipped,
    "cut": lambda data: data[: len(data) // 2],
    "longer": lambda data: data + b"{}\n",
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("name", ["records", "versions", "decisions", "assignments"])
@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_one_is_named_and_nothing_is_kept(
    exported: Path, elsewhere: Kithly, tmp_path: Path, name: str, how: str
) -> None:
    copy = shutil.copytree(exported, tmp_path / "copy")
    path = copy / f"lines/{name}.jsonl"
    path.write_bytes(DAMAGE[how](path.read_bytes()))
    elsewhere.view("people")  # makes the network, and says so once
    ran = elsewhere("import", copy, "--json")
    assert ran.code in {1, 3}
    assert f"lines/{name}.jsonl" in ran.error["error"]
    assert elsewhere.view("people")["total"] == 0


def forged(copy: Path, name: str, change: Callable[[list[Any]], None]) -> None:
    """Change the lines of a table, and make the sums fit: somebody means harm."""
    path = copy / f"lines/{name}.jsonl"
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    change(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    told = json.loads((copy / "export.json").read_text("utf-8"))
    for one in told["files"]:
        if one["name"] == f"lines/{name}.jsonl":
            data = path.read_bytes()
            one |= {"count": len(lines), "bytes": len(data), "sha256": sha256(data).hexdigest()}
    (copy / "export.json").write_text(json.dumps(told, indent=1), "utf-8")


FORGED: dict[str, tuple[str, Callable[[list[Any]], None]]] = {
    "a record twice": ("records", lambda lines: lines.__setitem__(1, {**lines[0], "number": 2})),
    "an id of another key": ("records", lambda lines: lines[0].update(key="other")),
    "a kind nobody knows": ("records", lambda lines: lines[0].update(kind="rumour")),
    "a record without end": ("versions", lambda lines: lines[0].update(record=10**9)),
    "a huge number": ("identity_names", lambda lines: lines[0].update(uses=1 << 70)),
    "words for a number": ("identity_names", lambda lines: lines[0].update(uses="many")),
    "a payload of another kind": ("versions", lambda lines: lines[0].update(payload={"key": "k"})),
    "a deep well": ("decisions", lambda lines: lines[0].update(value=json.loads("[" * 90 + "]" * 90))),
    "no moment": ("changes", lambda lines: lines[0].update(at="yesterday")),
    "a column less": ("files", lambda lines: lines[0].pop("path")),
    "a word that says nothing": ("decisions", lambda lines: lines[0].update(kind="era", value=5)),
    "a fact that stays at home": ("meta", lambda lines: lines.append({"name": "ego", "value": "{}"})),
    "no object": ("plans", lambda lines: lines.append([])),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_one_is_named_and_nothing_is_kept(
    exported: Path, elsewhere: Kithly, tmp_path: Path, what: str
) -> None:
    name, change = FORGED[what]
    copy = shutil.copytree(exported, tmp_path / "copy")
    forged(copy, name, change)
    elsewhere.view("people")  # makes the network, and says so once
    ran = elsewhere("import", copy, "--json")
    assert ran.code in {1, 3}
    assert "damaged" in ran.error["error"]
    assert elsewhere.view("people")["total"] == 0


def test_a_newer_one_a_partial_one_and_a_bomb_are_refused(exported: Path, elsewhere: Kithly, tmp_path: Path) -> None:
    copy = shutil.copytree(exported, tmp_path / "newer")
    told = json.loads((copy / "export.json").read_text("utf-8"))
    (copy / "export.json").write_text(json.dumps({**told, "form": 99}, indent=1), "utf-8")
    assert "newer Kithly" in elsewhere("import", copy).err
    shutil.rmtree(copy / "lines")
    listed = [one for one in told["files"] if not one["name"].startswith("lines/")]
    (copy / "export.json").write_text(json.dumps({**told, "files": listed}, indent=1), "utf-8")
    assert "no lines" in elsewhere("import", copy).err
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(exported.rglob("*")):
            if path.is_file() and path.name != "versions.jsonl":
                archive.write(path, path.relative_to(exported).as_posix())
        archive.writestr("lines/versions.jsonl", bytes(64 << 20))
    assert "without end" in elsewhere("import", bomb).err


def test_cells_are_safe_in_spreadsheets_and_come_back_exact() -> None:
    for cell in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uff1d1", "a\n=1+1", "'=1", "''", "", "plain", "a=1"):
        assert exact(safe(cell)) == cell
        assert safe(cell) == cell or safe(cell).count("'") > cell.count("'")
    assert safe("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0"
    assert safe("Ana\n=HYPERLINK(1)") == "Ana\n'=HYPERLINK(1)"
    assert safe("plain") == "plain"


LIMITED = """
import resource, signal, sys
from kithly.__main__ import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
sys.exit(main())
"""


def test_a_disk_that_is_full_leaves_nothing_under_the_name(whole: Path, tmp_path: Path) -> None:
    order = [sys.executable, "-c", LIMITED, "export", str(tmp_path / "out"), "--data", str(whole)]
    done = subprocess.run(order, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1, done
    assert b"full" in done.stderr
    assert list(tmp_path.iterdir()) == []
