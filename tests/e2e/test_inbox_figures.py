"""What is owed in exchanges written for it, imported as mail: the figures of the page on the inbox."""

from __future__ import annotations

from evaluation.inbox import figures, written

LEAST_PRECISION, LEAST_RECALL = 0.85, 0.8


def test_what_is_owed_is_found_by_its_kind() -> None:
    judged = written()
    assert len(judged) >= 130
    for kind in ("", "reply", "thank"):
        found = figures(judged, kind)
        assert found.precision >= LEAST_PRECISION, (kind, found)
        assert found.recall >= LEAST_RECALL, (kind, found)
