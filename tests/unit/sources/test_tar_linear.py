"""Many members of a packed tar take time as the tar is long, however often each is opened."""

from __future__ import annotations

import io
import os
import tarfile
import time
import tracemalloc
from pathlib import Path

import pytest
from tests.pace import spent

from kithly.errors import SourceFormatError
from kithly.sources._formats.tarred import tar_items

SIZE = 90_000


def packed(path: Path, bodies: list[bytes]) -> Path:
    with tarfile.open(path, "w:gz", compresslevel=1) as archive:
        for number, body in enumerate(bodies):
            member = tarfile.TarInfo(f"c{number}.vcf")
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    return path


def test_a_thousand_members_are_each_read_twice_in_one_pass(tmp_path: Path) -> None:
    bodies = [os.urandom(500).hex().encode() + b"A" * SIZE for _ in range(1_000)]
    items = list(tar_items(packed(tmp_path / "a.tgz", bodies), "a.tgz", container="a.tgz", is_packed=True))
    began = time.process_time()
    for item, body in zip(items, bodies, strict=True):
        for _ in range(2):
            with item.opener() as stream:
                assert stream.read() == body
    assert spent(began) < 4


def test_members_are_read_in_any_order_and_side_by_side(tmp_path: Path) -> None:
    bodies = [bytes([number]) * (SIZE + number) for number in range(6)] + [b"z" * (9 << 20)]
    items = list(tar_items(packed(tmp_path / "a.tgz", bodies), "a.tgz", container="a.tgz", is_packed=True))
    for number in (5, 0, 6, 3, 3, 1, 6, 4):
        with items[number].opener() as stream, items[2].opener() as beside:
            assert stream.read(70_000) == bodies[number][:70_000]
            assert beside.read() == bodies[2]
            assert stream.read() == bodies[number][70_000:]


def test_a_member_that_is_cut_off_says_so(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.tgz", [os.urandom(SIZE) for _ in range(3)])
    items = list(tar_items(path, "a.tgz", container="a.tgz", is_packed=True))
    path.write_bytes(path.read_bytes()[: 2 * SIZE + SIZE // 2])
    with items[1].opener() as stream:
        assert len(stream.read()) == SIZE
    with items[2].opener() as stream, pytest.raises(SourceFormatError, match="damaged or cut short"):
        stream.read()


def test_a_header_without_end_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.tgz"
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        for name, comment in (("a.vcf", ""), ("b.vcf", "c" * (30 << 20))):
            member = tarfile.TarInfo(name)
            member.pax_headers = {"comment": comment} if comment else {}
            archive.addfile(member)
    tracemalloc.start()
    items = list(tar_items(path, "a.tgz", container="a.tgz", is_packed=True))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [item.name for item in items] == ["a.vcf", "a.tgz"]
    with pytest.raises(SourceFormatError, match="The rest of"):
        items[1].opener()
    assert peak < 8 << 20
