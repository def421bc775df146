"""The published shapes of what people share: the feed, and what may be followed."""

from __future__ import annotations

from tests.e2e.shapes import EVIDENCE, NAMED, REASON, count, instant, maybe, schema, text, words, yes_no

FIT = {"person": NAMED, "text": words, "evidence": [EVIDENCE]}
ITEM = {
    "id": words,
    "person": maybe(NAMED),
    "kind": words,
    "at": maybe(instant),
    "title": words,
    "text": text,
    "url": text,
    "source": words,
    "channel": words,
    "reason": maybe(REASON),
    "touch": maybe(words),
    "fits": [FIT],
    "said": text,
    "author": text,
    "topics": [words],
    "account": text,
    "is_new": yes_no,
    "interest": text,
    "act": text,
    "to": maybe(NAMED),
}
FEED = {
    "schema": schema("feed"),
    "items": [ITEM],
    "total": count,
    "earlier": count,
    "others": count,
    "hints": [words],
}
FEED_NOT = {"schema": schema("feed_not"), "change": words, "text": words, "person": maybe(NAMED)}
