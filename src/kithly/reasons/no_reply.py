"""What the user wants no answer to: the same kind of message by the same person, waved off twice, is left out then.

Nothing else is learned, so that it can be said in a sentence and taken back by one undo.
"""

from __future__ import annotations

from collections.abc import Iterable

from kithly.reasons.kindness import kindness_in
from kithly.reasons.wanted import Want, wanted
from kithly.records import Gesture, Message, News

ENOUGH = 2  # times in a row: once may be about the matter, twice is about the kind
QUESTION, THANKS, MESSAGED = "question", "thanks", "messaged"
LEARNABLE = frozenset({QUESTION, THANKS, MESSAGED})  # beginnings of the keys of what may be owed


def kind_of(key: str, record: object) -> str:
    """Return of which kind something owed is, as far as it is learned from.

    Args:
        key: Key of its reason, as ``question:1f0a``.
        record: The record the key names.

    Example:
        >>> kind_of("messaged:1f0a", None)
        'messaged'
    """
    head = key.partition(":")[0]
    match record:
        case Message() if head == QUESTION:
            found = wanted(record.own)
            return f"{head}:{found.want if found else Want.QUESTION}"
        case Message() if head == THANKS:
            return f"{head}:{kindness_in(record.own)}"
        case News() | Gesture():
            return f"{head}:{record.kind}"
        case _:
            return head


def learned(verdicts: Iterable[tuple[str, bool]]) -> frozenset[str]:
    """Return the kinds that are left out.

    Args:
        verdicts: Of one person, oldest first: a kind as `kind_of` tells it, and whether it was waved off.

    Example:
        >>> learned([("question:view", True), ("question:view", False), ("question:view", True)])
        frozenset()
    """
    row: dict[str, int] = {}
    for kind, is_waved_off in verdicts:
        row[kind] = row.get(kind, 0) + 1 if is_waved_off else 0
    return frozenset(kind for kind, times in row.items() if times >= ENOUGH)
