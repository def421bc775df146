"""Files, folders and zips as items, within limits."""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest
from tests.pace import spent

from kithly.app.bringing.fingerprint import fingerprint
from kithly.errors import NotFound, SourceFormatError
from kithly.sources._formats import zipped
from kithly.sources._formats.archive import canonical_name, items
from kithly.sources._formats.zipped import guarded


def make_zip(path: Path, *members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return path


def test_names_are_matched_without_case_blanks_and_numbering() -> None:
    for name in (
        "Email Addresses.csv",
        "email_addresses.CSV",
        "x/Email Addresses (1).csv",
        "Email_Addresses_175294.csv",
    ):
        assert canonical_name(name) == "emailaddresses.csv"
    assert canonical_name("noext") == "noext"


def test_a_file_a_folder_and_a_zip_hold_the_same(tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.csv").write_bytes(b"one")
    zipped_file = make_zip(tmp_path / "z.zip", ("a.csv", b"one"))
    for path in (tmp_path / "f" / "a.csv", tmp_path / "f", zipped_file):
        (item,) = items(path)
        assert (item.name, item.size, item.head()) == ("a.csv", 3, b"one")
        assert item.siblings["a.csv"] is not None
        assert item.head(2) == b"on"


def test_wrapping_folders_come_off_and_siblings_are_set(tmp_path: Path) -> None:
    found = items(make_zip(tmp_path / "t.zip", ("Takeout/Mail/All.mbox", b"m"), ("Takeout/Contacts/a.vcf", b"v")))
    assert [item.name for item in found] == ["Mail/All.mbox", "Contacts/a.vcf"]
    assert [item.path for item in found] == ["t.zip/Takeout/Mail/All.mbox", "t.zip/Takeout/Contacts/a.vcf"]
    assert set(found[0].siblings) == {"Mail/All.mbox", "Contacts/a.vcf"}
    assert {item.container for item in found} == {"t.zip"}


def test_the_folders_of_a_maildir_stay(tmp_path: Path) -> None:
    found = items(make_zip(tmp_path / "m.zip", ("Mail/cur/1", b"m"), ("Mail/cur/2", b"m")))
    assert [item.name for item in found] == ["cur/1", "cur/2"]


def test_hidden_files_are_left_out_and_order_is_by_name(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", ".DS_Store", "__MACOSX/a.csv", ".git/x", "sub/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [item.name for item in items(tmp_path)] == ["a.csv", "b.csv", "sub/c.csv"]
    found = items(make_zip(tmp_path / "z.zip", ("__MACOSX/._a", b"x"), (".DS_Store", b"x"), ("a", b"x")))
    assert [item.name for item in found] == ["a"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.csv").write_bytes(b"x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert [item.name.rsplit("/", 1)[-1] for item in items(tmp_path)] == ["x.csv"]


def test_a_zip_inside_a_zip_and_in_a_folder_is_opened_once(tmp_path: Path) -> None:
    deepest = make_zip(tmp_path / "deepest.zip", ("x.csv", b"x")).read_bytes()
    inner = make_zip(tmp_path / "inner.zip", ("Connections.csv", b"c"), ("deepest.zip", deepest)).read_bytes()
    (tmp_path / "box").mkdir()
    make_zip(tmp_path / "box" / "outer.zip", ("inner.zip", inner), ("y.csv", b"y"))
    found = items(tmp_path / "box")
    assert [item.name for item in found] == ["Connections.csv", "deepest.zip", "y.csv"]
    assert found[0].head() == b"c"
    assert set(found[0].siblings) == {"Connections.csv", "deepest.zip"}


def test_a_compressed_mailbox_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.mbox.gz"
    path.write_bytes(gzip.compress(b"From a Mon"))
    (item,) = items(path)
    assert (item.name, item.head()) == ("list.mbox", b"From a Mon")


def test_names_without_the_utf8_mark_are_read(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "n.zip", ("Ko\u0301pie.csv", b"x"))
    data = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + at
        data[place : place + 2] = b"\0\0"
    path.write_bytes(data)
    assert [item.name for item in items(path)] == ["Ko\u0301pie.csv"]


@pytest.mark.parametrize("name", ["../../evil.csv", "/abs.csv", "C:\\evil.csv", "a/../../b.csv"])
def test_names_that_lead_out_are_named_and_never_opened(tmp_path: Path, name: str) -> None:
    found = items(make_zip(tmp_path / "z.zip", (name, b"x"), ("good.csv", b"g")))
    assert len(found) == 2
    with pytest.raises(SourceFormatError, match="leads out"):
        found[0].head()
    assert found[1].head() == b"g"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["z.zip"]


def test_links_and_locked_members_are_named(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = tmp_path / "z.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/hostname")
        archive.writestr("locked.csv", "secret")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 8] |= 1
    path.write_bytes(data)
    first, second = items(path)
    with pytest.raises(SourceFormatError, match="is a link"):
        first.head()
    with pytest.raises(SourceFormatError, match="password"):
        second.head()


def test_a_bomb_is_refused_by_its_ratio(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros.csv", "w") as member:
        for _ in range(80):
            member.write(bytes(1 << 20))
    (item,) = items(path)
    with pytest.raises(SourceFormatError, match="far more"):
        item.head()


def test_a_bomb_of_many_members_is_refused_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "FREE_TOTAL", 1 << 20)
    path = make_zip(tmp_path / "bomb.zip", *((f"{n}.csv", bytes(1 << 19)) for n in range(4)))
    with pytest.raises(SourceFormatError, match="far more"):
        items(path)


def test_what_is_really_read_is_counted() -> None:
    stream = guarded(io.BytesIO(bytes(1000)), budget=999, at="x.csv")
    with pytest.raises(SourceFormatError, match="far more"):
        stream.read()


def test_stored_members_of_any_size_are_honest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "FREE", 10)
    monkeypatch.setattr(zipped, "FREE_TOTAL", 10)
    path = make_zip(tmp_path / "big.zip", ("a.mbox", bytes(100_000)), method=zipfile.ZIP_STORED)
    assert items(path)[0].size == 100_000


def test_a_wrong_size_is_found_when_reading(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "w.zip", ("a.csv", b"hello world" * 50))
    data = bytearray(path.read_bytes())
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", 100)
    path.write_bytes(data)
    (item,) = items(path)
    with pytest.raises(SourceFormatError, match="damaged"), item.opener() as stream:
        stream.read()


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "o.zip", ("a.csv", os.urandom(500)), ("b.csv", os.urandom(500)))
    data = bytearray(path.read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 10)
    path.write_bytes(data)
    with pytest.raises(SourceFormatError, match=r"overlap|damaged"):
        items(path)


def test_a_list_of_millions_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_ENTRIES", 20)
    path = make_zip(tmp_path / "many.zip", *((f"{n}.csv", b"") for n in range(30)))
    with pytest.raises(SourceFormatError, match="lists over"):
        items(path)
    data = bytearray(path.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + 8 : end + 12] = struct.pack("<HH", 1, 1)
    path.write_bytes(data)
    with pytest.raises(SourceFormatError, match="lists over"):
        items(path)


@pytest.mark.parametrize("percent", range(0, 100, 5))
def test_a_zip_cut_anywhere_is_a_sentence(tmp_path: Path, percent: int) -> None:
    data = make_zip(tmp_path / "z.zip", ("a.csv", os.urandom(800)), ("b.csv", b"x" * 900)).read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(data[: max(5, len(data) * percent // 100)])
    with pytest.raises(SourceFormatError) as told:
        items(cut)
    assert told.value.hint


def test_every_flipped_byte_of_a_zip_is_survived(tmp_path: Path) -> None:
    data = make_zip(tmp_path / "z.zip", ("a.csv", b"hello " * 20), ("d/b.csv", b"x" * 90)).read_bytes()
    path = tmp_path / "flip.zip"
    for place in range(len(data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x41]) + data[place + 1 :])
        with contextlib.suppress(SourceFormatError):  # any other exception fails
            for item in items(path):
                with item.opener() as stream:
                    stream.read()


def test_nothing_a_device_and_an_empty_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        items(tmp_path / "none.zip")
    with pytest.raises(SourceFormatError, match="device"):
        items(Path(os.devnull))
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(SourceFormatError, match="is empty"):
        items(tmp_path / "empty.csv")
    (tmp_path / "nothing").mkdir()
    with pytest.raises(SourceFormatError, match="holds no files"):
        items(tmp_path / "nothing")


def test_a_broken_zip_in_a_folder_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 not a zip")
    good, bad = items(tmp_path)
    assert good.head() == b"x"
    with pytest.raises(SourceFormatError, match="damaged"):
        bad.head()


def test_members_of_one_name_and_size_are_told_apart(tmp_path: Path) -> None:
    inner = [make_zip(tmp_path / f"{word}.zip", ("a.csv", word.encode())).read_bytes() for word in ("one", "two")]
    path = make_zip(
        tmp_path / "z.zip", ("a.csv", b"ten"), ("1.zip", inner[0]), ("2.zip", inner[1]), ("3.zip", inner[0])
    )
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("a.csv", b"six")
    found = items(path)
    assert [item.head() for item in found] == [b"ten", b"six", b"one", b"two", b"one"]
    assert len({fingerprint(item, path) for item in found}) == 5


def test_zips_inside_a_zip_share_what_may_come_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "FREE_TOTAL", 25_000)
    monkeypatch.setattr(zipped, "MAX_RATIO", 1)
    inner = make_zip(tmp_path / "i.zip", ("a.csv", b"x" * 10_000)).read_bytes()
    found = items(make_zip(tmp_path / "z.zip", *((f"{number}.zip", inner) for number in range(4))))
    assert [len(item.head()) for item in found[:2]] == [10_000, 10_000]
    assert len(found) == 4
    for item in found[2:]:
        with pytest.raises(SourceFormatError, match="far more"):
            item.head()


def test_a_second_list_of_millions_behind_an_honest_one_is_refused(tmp_path: Path) -> None:
    """Python believes the zip64 record whenever it is there; so must whoever checks before it."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "hello")
    honest = path.read_bytes()
    end = honest.rindex(b"PK\x05\x06")
    directory = honest[honest.index(b"PK\x01\x02") : end]
    many = directory * 400_000
    start = len(honest[: honest.index(b"PK\x01\x02")])
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 400_000, 400_000, len(many), start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, start + len(many), 1)
    path.write_bytes(honest[:start] + many + record + locator + honest[end:])
    began = time.process_time()
    with pytest.raises(SourceFormatError, match="lists over"):
        items(path)
    assert spent(began) < 2


def test_five_million_entries_are_refused_by_their_count_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    size = 5_000_000 * 50
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 5_000_000, 5_000_000, size, 4)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, size + 4, 1)
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    with path.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        stream.truncate(size + 4)
        stream.seek(size + 4)
        stream.write(record + locator + end)
    began = time.process_time()
    with pytest.raises(SourceFormatError, match="lists over"):
        items(path)
    assert spent(began) < 1


def test_half_a_download_is_named_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "mail.mbox.crdownload"
    path.write_bytes(b"From a@b.example Mon Jan 05 10:00:00 2026\n")
    with pytest.raises(SourceFormatError, match="half a download"):
        items(path)
