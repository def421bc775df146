"""JSON that lies deep in itself is refused before it fills the memory."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime

import hypothesis.strategies as st
import pytest
from hypothesis import given
from tests.pace import spent

from kithly.errors import SourceFormatError
from kithly.sources._formats.json_stream import events
from kithly.sources._formats.nesting import DEEPEST, Nesting
from kithly.sources.base import Item

VALUES = st.recursive(
    st.text(alphabet='ab\\"[]{}: ,é', max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet='k"\\[', max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


def item(data: bytes) -> Item:
    stamp = datetime(2026, 1, 1, tzinfo=UTC)
    return Item(
        path="a.json", name="a.json", size=len(data), modified=stamp, container="", opener=lambda: io.BytesIO(data)
    )


def depth_of(value: object) -> int:
    inner = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else None
    return 0 if inner is None else 1 + max(map(depth_of, inner), default=0)


@given(VALUES, st.integers(1, 7), st.booleans())
def test_the_depth_is_told_however_the_bytes_are_cut(value: object, size: int, ascii_only: bool) -> None:  # noqa: FBT001
    data, nesting = json.dumps(value, ensure_ascii=ascii_only).encode(), Nesting()
    found = [nesting.deepest(data[place : place + size]) for place in range(0, len(data), size)]
    assert max(found) == depth_of(value)


@pytest.mark.parametrize("piece", [b"[", b'{"a":', b'[1,{"b":', b'{"a":1,"b":[2,'])
def test_a_file_of_nothing_but_beginnings_is_refused_at_once(piece: bytes) -> None:
    began = time.process_time()
    with pytest.raises(SourceFormatError, match="values within values"):
        list(events(item(b'{"messages":' + piece * 300_000)))
    assert spent(began) < 2


def test_what_people_export_is_never_so_deep() -> None:
    data = b"[" * (DEEPEST - 1) + b"1" + b"]" * (DEEPEST - 1)
    assert len(list(events(item(data)))) == 2 * (DEEPEST - 1) + 1
    assert list(events(item(b'{"text": "' + b"[{" * 10_000 + b'"}')))
