"""The published shapes of the user's own posting."""

from __future__ import annotations

from tests.e2e.outbox_shapes import BREACHES, STATES
from tests.e2e.shapes import EVIDENCE, NAMED, count, instant, maybe, number, one_of, schema, text, words, yes_no

IDEA = {
    **dict.fromkeys(("id", "text", "title", "language", "your_turn"), words),
    "kind": one_of("discussed", "reading", "now"),
    "url": text,
    "draft": text,
    "evidence": [EVIDENCE],
    "people": [NAMED],
}
SHARE = {
    "schema": schema("share"),
    "posting": {
        "text": words,
        **dict.fromkeys(("posts", "comments", "reactions"), count),
        "last": maybe(instant),
        "usual_gap_days": maybe(number),
        "mentioned": yes_no,
        "evidence": [EVIDENCE],
    },
    "idea": maybe(IDEA),
    "why_none": text,
    "ways": [{"key": one_of("linkedin", "mastodon", "bluesky", "copy"), "label": words, "address": text}],
    "thanks": [{"person": NAMED, "kind": words, "text": words, "evidence": [EVIDENCE]}],
}
SHARED = {
    "schema": schema("shared"),
    "channel": words,
    "text": words,
    "handed_over": words,
    "url": maybe(words),
    "paste": yes_no,
    "breaches": BREACHES,
    "state": one_of("handed_over", *STATES),
    "outbox": maybe(words),
    "undo_until": maybe(instant),
    "said": text,
    "change": words,
}
