"""The shapes of what stands behind a claim: a record whole, and what a person is joined from."""

from __future__ import annotations

from tests.e2e.shapes import NAMED, count, instant, maybe, text, words, yes_no

FIELD = {"label": words, "value": text}
PARTY = {"name": text, "address": text, "person": maybe(NAMED), "is_you": yes_no}

RECORD = {
    "schema": "kithly/record/1".__eq__,
    **dict.fromkeys(("id", "kind", "title", "source"), words),
    **dict.fromkeys(("subject", "text", "told_by"), text),
    "person": maybe(NAMED),
    "at": maybe(instant),
    "sender": maybe(PARTY),
    "to": [PARTY],
    "copied": [PARTY],
    "others": count,
    "attachments": [words],
    "fields": [FIELD],
    "before": [{"at": instant, "fields": [FIELD]}],
    "read_in": [{"file": words, "place": text, "source": words, "at": instant}],
    "sensitive": yes_no,
    "is_unread": yes_no,
}

JOINED = {
    "schema": "kithly/joined/1".__eq__,
    "person": NAMED,
    "text": words,
    "parts": [
        {
            "key": words,
            "record": maybe(words),
            "source": words,
            "at": maybe(instant),
            "name": text,
            "says": [FIELD],
            "why": [words],
            "can_split": yes_no,
        }
    ],
}
