"""A file's fingerprint changes with the file and with nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kithly.app.bringing.fingerprint import ENDS, fingerprint
from kithly.sources._formats.archive import items


def mark(path: Path) -> str:
    """Return the fingerprint of a plain file."""
    (item,) = items(path)
    return fingerprint(item, path)


def touched(path: Path, content: bytes, seconds: int) -> str:
    """Write a file with a time, return its fingerprint."""
    path.write_bytes(content)
    os.utime(path, (seconds, seconds))
    return mark(path)


def test_the_same_file_has_the_same_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "mail.mbox"
    assert touched(path, b"From a\n", 1_000) == touched(path, b"From a\n", 1_000)


@pytest.mark.parametrize(
    ("content", "seconds"),
    [(b"From b\n", 1_000), (b"From a\n\n", 1_000), (b"From a\n", 1_001)],
    ids=["other bytes", "longer", "other time"],
)
def test_another_content_size_or_time_is_another_fingerprint(tmp_path: Path, content: bytes, seconds: int) -> None:
    path = tmp_path / "mail.mbox"
    before = touched(path, b"From a\n", 1_000)
    assert touched(path, content, seconds) != before


@pytest.mark.parametrize("place", [0, ENDS - 1, -1, -ENDS])
def test_a_change_at_either_end_of_a_large_file_is_seen(tmp_path: Path, place: int) -> None:
    path = tmp_path / "mail.mbox"
    content = bytearray(b"From a\n" + b"x" * (3 * ENDS))
    before = touched(path, bytes(content), 1_000)
    content[place] ^= 1
    assert touched(path, bytes(content), 1_000) != before
