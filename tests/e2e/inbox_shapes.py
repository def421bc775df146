"""The published shape of what is owed."""

from __future__ import annotations

from tests.e2e.shapes import EVIDENCE, NAMED, count, day, instant, number, one_of, schema, text, words

OWED = {
    "id": words,
    "kind": one_of("reply", "thank", "follow_up", "invitation"),
    "person": NAMED,
    "since": instant,
    "quote": text,
    "evidence": [EVIDENCE],
    "touch": words,
    **dict.fromkeys(("channel?", "when?", "text?", "action?", "form?", "why?"), words),
    **dict.fromkeys(("said?", "who?"), text),
    "minutes?": number,
}
INBOX = {
    "schema": schema("inbox"),
    "owed": [OWED],
    "older": count,
    "hints?": [words],
    "older_ones?": [{"person": NAMED, "text": words, "touch": words}],
    "lede?": text,
    "waves?": [{"text": words, "day": day, "wished": count, "left": [NAMED]}],
    "left_out?": [{"person": NAMED, "text": words, "owed": [OWED]}],
}
