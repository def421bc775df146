"""The contract of a source of files: it knows its own, reads the same twice, and survives whatever is missing.

Example:
    A test module inherits it and names its source and a folder of samples::

        class TestMine(SourceContract):
            @pytest.fixture
            def source(self):
                return MySource()

            @pytest.fixture
            def samples(self):
                return Path(__file__).with_name("samples")
"""
# ruff: noqa: D102, S101 - a contract suite asserts, and the names of its tests are sentences

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kithly.errors import SourceFormatError
from kithly.records import Problem, Sighted
from kithly.sources import FileSource, Item, items
from kithly.sources.base import Siblings

DAY, LATER = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)  # when samples say they were written
FOREIGN = (b"", b"\x00" * 512, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"{}", b"[]")
CUTS = 16  # places at which a sample is cut
RESUMED = 4  # places from which reading goes on
SLUG = re.compile(r"[a-z][a-z0-9_]*")


class SourceContract:
    """What every source of files must keep to."""

    @pytest.fixture
    def source(self) -> FileSource:
        """Return the source; to be given by the test module."""
        raise NotImplementedError

    @pytest.fixture
    def samples(self) -> Path:
        """Return a folder of samples the source reads; to be given by the test module."""
        raise NotImplementedError

    @pytest.fixture
    def own(self, source: FileSource, samples: Path) -> tuple[Item, ...]:
        """Return the samples the source takes."""
        return tuple(replace(one, modified=DAY) for one in items(samples) if source.recognises(one))

    def test_it_is_named_as_sources_are(self, source: FileSource) -> None:
        assert SLUG.fullmatch(source.name)
        assert source.family
        assert source.version >= 1

    def test_it_recognises_its_samples(self, own: tuple[Item, ...]) -> None:
        assert own

    @pytest.mark.parametrize("data", FOREIGN, ids=["empty", "zeros", "picture", "document", "object", "list"])
    def test_it_refuses_what_is_none_of_its_own(self, source: FileSource, data: bytes) -> None:
        assert not source.recognises(_file("something.dat", data))

    def test_it_reads_something_and_in_a_stream(self, source: FileSource, own: tuple[Item, ...]) -> None:
        for item in own:
            stream = source.read(item)
            assert iter(stream) is stream, item.path
        assert any(isinstance(one, Sighted) for item in own for one in source.read(item))

    def test_reading_twice_tells_the_same(self, source: FileSource, own: tuple[Item, ...]) -> None:
        for item in own:
            assert list(source.read(item)) == list(source.read(item)), item.path

    def test_keys_do_not_hang_on_where_a_file_lies_or_when_it_was_written(
        self, source: FileSource, own: tuple[Item, ...]
    ) -> None:
        for item in own:
            elsewhere = replace(item, path=f"moved/{item.path}", modified=LATER)
            assert _keys(source, elsewhere) == _keys(source, item), item.path

    def test_every_flaw_has_a_place_and_a_reason(self, source: FileSource, own: tuple[Item, ...]) -> None:
        for item in own:
            flaws = [one for one in source.read(item) if isinstance(one, Problem)]
            assert all(one.at.strip() and one.reason.strip() for one in flaws), item.path

    def test_a_file_cut_anywhere_ends_in_records_and_flaws_or_in_one_sentence(
        self, source: FileSource, own: tuple[Item, ...]
    ) -> None:
        for item in own:
            if item.leaves is not None:  # a folder of many files: each of them is cut by its own tests
                continue
            with item.opener() as stream:
                data = stream.read()
            for cut in range(0, len(data), max(1, len(data) // CUTS)):
                assert _read_all(source, _with(item, data[:cut])) >= 0

    def test_reading_goes_on_where_it_stopped(self, source: FileSource, own: tuple[Item, ...]) -> None:
        for item in own:
            whole = [one for one in source.read(item) if isinstance(one, Sighted)]
            places = [(at + 1, one.resume) for at, one in enumerate(whole) if one.resume]
            for after, offset in places[:: max(1, len(places) // RESUMED)]:
                rest = [one for one in source.read(item, resume=offset or 0) if isinstance(one, Sighted)]
                assert [one.record.key for one in rest] == [one.record.key for one in whole[after:]], item.path


def _keys(source: FileSource, item: Item) -> list[str]:
    return [one.record.key for one in source.read(item) if isinstance(one, Sighted)]


def _read_all(source: FileSource, item: Item) -> int:
    """Read a damaged file to its end; return how much it told."""
    try:
        return sum(1 for _ in source.read(item)) if source.recognises(item) else 0
    except SourceFormatError:
        return 0


def _file(name: str, data: bytes) -> Item:
    return Item(
        path=name, name=name, size=len(data), modified=DAY, container="", opener=lambda: io.BytesIO(data), begun=None
    )


def _with(item: Item, data: bytes) -> Item:
    """Return an item with other bytes, its siblings as they were."""
    cut = replace(item, size=len(data), opener=lambda: io.BytesIO(data), begun=None, is_on_disk=False)
    around = Siblings()
    around.update({name: one for name, one in item.siblings.items() if name != item.name})
    around[item.name] = cut
    return replace(cut, siblings=around)
