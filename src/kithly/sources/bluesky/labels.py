"""Labels: what authors and moderators ask of whoever shows an account or a post.

Reference: "Labels and moderation" of Bluesky's documentation, and the lexicon ``com.atproto.label.defs``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOT_FOR_STRANGERS = "!no-unauthenticated"
PUT_AWAY = frozenset(("!hide", "!takedown", "!suspend"))
WARNINGS: Mapping[str, str] = {  # label -> what stands in the place of the post
    "!warn": "Marked with a warning",
    "porn": "Marked as for adults",
    "sexual": "Marked as suggestive",
    "nudity": "Marked as showing nudity",
    "graphic-media": "Marked as graphic",
    "gore": "Marked as graphic",
    "self-harm": "Marked as about self-harm",
    "intolerant": "Marked as intolerant",
}


def labels_of(view: Mapping[str, Any], record: Mapping[str, Any] | None = None) -> frozenset[str]:
    """Return the labels that stand on an account or a post: those put on it, and those its author gave.

    Args:
        view: As the server shows it.
        record: What the author wrote; it may carry labels too.
    """
    own = (record or {}).get("labels")
    given = own.get("values") if isinstance(own, Mapping) else None
    return frozenset(_values(view.get("labels")) | _values(given))


def warning_of(labels: frozenset[str]) -> str:
    """Return what is said in place of what stands behind a label; empty where nothing does."""
    return next((words for label, words in WARNINGS.items() if label in labels), "")


def _values(labels: object) -> set[str]:
    """Return the labels of a list that are not taken back."""
    if not isinstance(labels, list):
        return set()
    found = (one for one in labels if isinstance(one, Mapping) and not one.get("neg"))
    return {value for one in found if isinstance(value := one.get("val"), str)}
