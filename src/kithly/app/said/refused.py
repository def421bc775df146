"""News the user has no use for: it is shown nowhere, and is no occasion."""

from __future__ import annotations

from collections.abc import Collection

from kithly.reasons import Reason
from kithly.store import Reading

NOT_THIS = "not_this"  # kind of the decision that a piece of news is of no use; its subject is the record


def refused_records(tx: Reading) -> frozenset[str]:
    """Return the ids of the records the user has no use for."""
    return frozenset(one.subject for one in tx.decisions.all(NOT_THIS))


def is_refused(reason: Reason, records: Collection[str]) -> bool:
    """Say whether nothing but refused records proves a reason."""
    return bool(reason.evidence) and all(proof.record in records for proof in reason.evidence)
