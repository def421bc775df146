"""Names of people as Arrow brings them: in several parts, each once, ascending."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from kithly.engines.tables import ranked

PARTS = [["b", "a", "b"], [], ["ö", "a", "B"]]


def test_names_in_several_parts_are_one_list_in_order() -> None:
    ids, place = ranked(pa.chunked_array(PARTS, pa.string()))
    assert ids.to_pylist() == ["B", "a", "b", "ö"]
    assert place.tolist() == [2, 1, 2, 3, 1, 0]


@pytest.mark.parametrize("kind", [pa.int32(), pa.int64()])
def test_numbers_keep_their_kind(kind: pa.DataType) -> None:
    ids, place = ranked(pa.chunked_array([np.array([7, -3]), np.array([7, 7])], kind))
    assert ids.equals(pa.array([-3, 7], kind))
    assert place.tolist() == [1, 0, 1, 1]
