"""The published shapes of how people belong: eras, triage, the people named."""

from __future__ import annotations

from tests.e2e.shapes import EVIDENCE, NAMED, PLACE, count, day, instant, maybe, one_of, schema, text, words, yes_no

ROLES = ("coworkers", "classmates", "clients", "friends")
ERA = {
    "key": words,
    "kind": one_of("work", "school"),
    "organisation": words,
    "title": text,
    "heading": words,
    "years": text,
    "started": maybe(words),
    "finished": maybe(words),
    "role": one_of(*ROLES),
    "question": text,
    "sentence": text,
    "count": count,
    "counts": dict.fromkeys(("wrote", "connected", "both", "named", "met"), count),
    "waiting": count,
    "members": count,
    "answer": maybe({"answer": one_of("all", "pick", "no"), "role": one_of(*ROLES), "at": instant, "change": words}),
    "people": [
        {
            **NAMED,
            "because": words,
            "likely": yes_no,
            "evidence": [EVIDENCE],
            "role": one_of(*ROLES),
            "confirmed": maybe(yes_no),
        }
    ],
    "evidence": [EVIDENCE],
}
ERAS = {"schema": schema("eras"), "eras": [ERA], "answered": count}
TRIAGE = {
    "schema": schema("triage"),
    "version": words,
    "people": [
        {
            "person": NAMED,
            "interactions": count,
            "place": PLACE,
            "decided": yes_no,
            "last": maybe(day),
            "note": words,
            "guess": PLACE,
            "why": words,
        }
    ],
}
NAMED_PEOPLE = {
    "schema": schema("named"),
    "people": [{"id": words, "line": words, "name": words, "about": text, "person": NAMED, "matched": yes_no}],
    "change": maybe(words),
    "text": text,
}
