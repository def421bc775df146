"""The published shapes of what is sent: a message that goes, the outbox, what was set up."""

from __future__ import annotations

from typing import Any

from tests.e2e.shapes import NAMED, instant, maybe, one_of, schema, text, words, yes_no

STATES = ("drafted", "approved", "sending", "sent", "unknown", "failed", "taken_back")
BREACHES = [dict.fromkeys(("rule", "text", "hint"), text) | {"start": lambda value: isinstance(value, int),
                                                             "end": lambda value: isinstance(value, int)}]  # fmt: skip
SEND = {
    "schema": schema("send"),
    "touch": maybe(words),
    "person": NAMED,
    "channel": words,
    "handed_over": words,
    "url": maybe(words),
    "text": text,  # empty for a like
    "subject": maybe(text),
    "breaches": BREACHES,
    "paste": yes_no,
    "change": words,
    "state": one_of("handed_over", *STATES),
    "outbox": maybe(words),
    "undo_until": maybe(instant),
    "said": text,
}
MESSAGE: dict[str, Any] = {
    **dict.fromkeys(("id", "channel", "kind", "text_line", "change"), words),
    "to": text,  # empty for a post
    "text": text,  # empty for a like
    "state": one_of(*STATES),
    "act": one_of("message", "reply", "like", "boost", "post"),
    "touch": maybe(words),
    "person": maybe(NAMED),
    "subject": maybe(text),
    "approved_at": instant,
    "undo_until": maybe(instant),
    "at": instant,
    "said": text,
    "url": maybe(words),
    "next": [words],
}
OUTGOING = {"schema": schema("outgoing"), **MESSAGE}
OUTBOX = {
    "schema": schema("outbox"),
    "waiting": [MESSAGE],
    "settled": [MESSAGE],
    "senders": lambda value: isinstance(value, dict) and all(words(one) for one in value.values()),
}
OUTBOX_SET_UP = {"schema": schema("outbox_set_up"), "change": words, "text": words, "words": [words]}
