"""The published shapes of following."""

from __future__ import annotations

from tests.e2e.account_shapes import ACCOUNT
from tests.e2e.shapes import BECAUSE, NAMED, count, maybe, one_of, schema, words

SUGGESTED = {
    "person": NAMED,
    "kind": one_of("feed", "mastodon", "bluesky", "github"),
    "address": words,
    "proof": one_of("said", "one way"),
    "because": [BECAUSE],
    "asks": words,
}
FOLLOW = {
    "schema": schema("follow"),
    "suggestions": [SUGGESTED],
    "total": count,
    "following": [ACCOUNT],
    "hints": [words],
}
FOLLOWED = {
    "schema": schema("followed"),
    "change": maybe(words),
    "text": words,
    "person": maybe(NAMED),
    "account": ACCOUNT,
    "words": [words],
    "proof": one_of("said", "one way", "both ways"),
    "suggestions": [SUGGESTED],
}
FOLLOW_NO = {"schema": schema("follow_no"), "change": words, "text": words, "person": NAMED}
