"""The published shapes of conversations: arranged, prepared, what came of one, and who came back."""

from __future__ import annotations

from tests.e2e.shapes import EVIDENCE, NAMED, REASON, TIE, count, instant, maybe, schema, text, words, yes_no

MEET = {
    "schema": schema("meet"),
    **dict.fromkeys(("id", "text", "invitation", "change"), words),
    **dict.fromkeys(("place", "about", "busy"), text),
    "person": NAMED,
    "at": instant,
    "minutes": count,
}
PREPARE = {
    "schema": schema("prepare"),
    "person": NAMED,
    "who": text,
    "belongs": [words],
    "meeting": maybe(REASON),
    "talk": text,
    "talk_at": maybe(instant),
    "tie": TIE,
    "last": maybe({"at": maybe(instant), "topic": words, "evidence": EVIDENCE}),
    "personal": yes_no,
    "owed": [REASON],
    "theirs": [REASON],
    "looks_for": text,
    "offers": text,
    "offer": [REASON],
    "yours": text,
    "news": [
        {
            "at": maybe(instant),
            **dict.fromkeys(("kind", "text", "record", "source"), words),
            **dict.fromkeys(("quote", "url"), text),
        }
    ],
    "notes": [{"at": instant, "text": words, "id": words, "version": words}],
    "ask": words,
}
PROOF = {
    **dict.fromkeys(("record", "source", "label"), words),
    "place": text,
    "at": maybe(instant),
    **dict.fromkeys(("quote", "url"), maybe(text)),
    **dict.fromkeys(("sensitive", "message"), yes_no),
}
BACK = {
    "schema": schema("back"),
    "year": count,
    "people": [{"person": NAMED, "at": instant, "text": words, "proof": PROOF}],
}
