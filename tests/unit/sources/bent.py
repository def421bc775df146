"""Foreign JSON in which one value, somewhere, is another one."""

from __future__ import annotations

import json
from typing import Any

import hypothesis.strategies as st

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 10**20) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def bent(original: Any, data: st.DataObject) -> Any:
    """Return a copy with one value changed."""
    whole = [json.loads(json.dumps(original))]
    where: Any = whole
    name: Any = 0
    while True:
        inner = where[name]
        names = sorted(inner) if isinstance(inner, dict) else range(len(inner)) if isinstance(inner, list) else ()
        if not names or data.draw(st.integers(0, 3)) == 0:
            where[name] = data.draw(VALUES)
            return whole[0]
        where, name = inner, data.draw(st.sampled_from(list(names)))
