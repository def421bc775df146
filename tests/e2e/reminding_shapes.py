"""The published shapes of reminders: the digest, the calendar, the daily run."""

from __future__ import annotations

from tests.e2e.shapes import NAMED, count, day, instant, maybe, number, one_of, schema, text, words, yes_no

RUN = {
    "at": instant,
    "finished": maybe(instant),
    "accounts": count,
    "failed": [words],
    "digest": text,
    "answered": [words],
    "error": text,
    "hint": text,
    "text": words,
}
SERVICE_RUN = {"schema": schema("service_run"), **RUN}
SERVICE = {
    "schema": schema("service"),
    "kind": one_of("systemd", "launchd", "tasks", "none"),
    "installed": yes_no,
    "at": text,
    "files": [{"path": words, "text": words}],
    "commands": [words],
    "last": maybe(RUN),
    "text": words,
    "next": text,
}
DIGEST = {
    "schema": schema("digest"),
    "date": day,
    "outcome": one_of("shown", "sent", "already", "unknown", "silent"),
    "to": maybe(words),
    **dict.fromkeys(("subject", "text", "html", "why", "service"), text),
    "items": [
        {
            "number": count,
            **dict.fromkeys(("touch", "kind", "text"), words),
            "person": NAMED,
            **dict.fromkeys(("who", "quiet", "channel", "link", "link_text", "subject", "draft", "why_not"), text),
            "minutes": number,
            "owed": yes_no,
        }
    ],
    **{key: [words] for key in ("ahead", "notes", "answered")},
}
CALENDAR = {
    "schema": schema("calendar"),
    "leaves": [{"uid": words, "on": day, "title": words, "text": text, "rule": text}],
    "path": maybe(words),
    "account": maybe(words),
    **dict.fromkeys(("written", "removed", "kept"), count),
    "text": words,
}
