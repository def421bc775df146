"""What became of answers, until the next digest says it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from kithly.store import Reading, Writing

KEPT = "digest_answers_told"  # name of the small fact
MOST = 20  # sentences


def answers_told(kept: Reading) -> tuple[str, ...]:
    """Return the sentences the next digest says."""
    return tuple(str(one) for one in json.loads(kept.meta.get(KEPT) or "[]"))


def tell(tx: Writing, sentences: Iterable[str]) -> None:
    """Let the next digest say some sentences."""
    tx.meta.set(KEPT, json.dumps([*answers_told(tx), *sentences][-MOST:]))


def forget_told(tx: Writing, said: Collection[str]) -> None:
    """Forget what a digest said."""
    tx.meta.set(KEPT, json.dumps([one for one in answers_told(tx) if one not in said]))
