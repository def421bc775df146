"""Whether words name somebody of the user's network: such words are given to no model."""

from __future__ import annotations

import re
from itertools import pairwise

from kithly.records import name_key
from kithly.store import Reading

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def names_somebody(kept: Reading, text: str) -> bool:
    """Say whether two words in a row are the name of somebody ego knows.

    Args:
        kept: Where to read.
        text: The words of a fact.
    """
    words = _WORD.findall(text)
    return any(kept.people.called(name_key(f"{one} {two}")) for one, two in pairwise(words))
